-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 23: devices of the later protocol of OMEMO (XEP-0384, urn:xmpp:omemo:2) as well.

-- A device that speaks both protocols has a session of each.
CREATE TABLE omemo_session_by_protocol (
    id                INTEGER PRIMARY KEY,
    account_id        INTEGER NOT NULL REFERENCES omemo_device,
    contact_id        INTEGER NOT NULL REFERENCES address,  -- the account's own for its other devices
    protocol          TEXT    NOT NULL
                      CHECK (protocol = 'eu.siacs.conversations.axolotl' OR protocol = 'urn:xmpp:omemo:2'),
    device            INTEGER NOT NULL,
    record            BLOB    NOT NULL,
    answered_at       INTEGER,                              -- when the other side was last told that we are there
    renewed_at        INTEGER,                              -- when this side last began the session anew
    UNIQUE (account_id, contact_id, protocol, device)
) STRICT;

INSERT INTO omemo_session_by_protocol (id, account_id, contact_id, protocol, device, record, answered_at, renewed_at)
SELECT id, account_id, contact_id, 'eu.siacs.conversations.axolotl', device, record, answered_at, renewed_at
FROM omemo_session;

DROP TABLE omemo_session;

ALTER TABLE omemo_session_by_protocol RENAME TO omemo_session;
