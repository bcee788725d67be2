-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 16: what contacts publish of themselves through PEP (XEP-0163).

-- Versions of what is published at each node, stored only when they differ from the one before. After twelve of a contact
-- and node within an hour the newest is written over. Versions count from 1 for each contact and node.
CREATE TABLE pep_event (
    account_id        INTEGER NOT NULL REFERENCES account,
    contact_id        INTEGER NOT NULL REFERENCES address,  -- the account's own for its own nodes
    node              TEXT    NOT NULL,                     -- XEP-0060
    version           INTEGER NOT NULL,
    item              TEXT    NOT NULL,                     -- the item's id; '' if it has none
    stamp             INTEGER,                              -- as the contact's server claims; NULL: the same as seen_at
    seen_at           INTEGER NOT NULL,                     -- first seen like this
    confirmed_at      INTEGER NOT NULL,                     -- last seen like this
    payload           TEXT,                                 -- canonical XML; NULL: no longer published
    fields            TEXT    NOT NULL,                     -- JSON: what is understood of it
    PRIMARY KEY (account_id, contact_id, node, version)
) STRICT, WITHOUT ROWID;

-- When servers were last asked which nodes a contact has, so that they are not asked again at every login.
CREATE TABLE pep_listing (
    account_id        INTEGER NOT NULL REFERENCES account,
    contact_id        INTEGER NOT NULL REFERENCES address,
    listed_at         INTEGER NOT NULL,
    PRIMARY KEY (account_id, contact_id)
) STRICT, WITHOUT ROWID;

-- Who has said in a subscription request that he was a contact under another address (XEP-0283). Anybody can say so.
CREATE TABLE move_claim (
    account_id        INTEGER NOT NULL REFERENCES account,
    contact_id        INTEGER NOT NULL REFERENCES address,  -- whom he says he was
    claimant_id       INTEGER NOT NULL REFERENCES address,
    first_seen        INTEGER NOT NULL,
    last_seen         INTEGER NOT NULL,
    PRIMARY KEY (account_id, contact_id, claimant_id)
) STRICT, WITHOUT ROWID;

-- Identity keys of devices (XEP-0384). A device that shows another key has another row.
CREATE TABLE device_key (
    account_id        INTEGER NOT NULL REFERENCES account,
    contact_id        INTEGER NOT NULL REFERENCES address,
    protocol          TEXT    NOT NULL
                      CHECK (protocol = 'eu.siacs.conversations.axolotl' OR protocol = 'urn:xmpp:omemo:2'),
    device            INTEGER NOT NULL,
    fingerprint       TEXT    NOT NULL,                     -- the key in hex: of Curve25519, with omemo:2 of Ed25519
    first_seen        INTEGER NOT NULL,
    last_seen         INTEGER NOT NULL,                     -- the key fetched, or the device in the contact's list
    fetched_at        INTEGER NOT NULL,                     -- the key, the last time
    announced         INTEGER NOT NULL CHECK (announced = 0 OR announced = 1),  -- in the list, and with this key
    PRIMARY KEY (account_id, contact_id, protocol, device, fingerprint)
) STRICT, WITHOUT ROWID;

CREATE VIEW v_device_key AS
SELECT account.jid AS account,
       contact.jid AS contact,
       device_key.protocol,
       device_key.device,
       CASE device_key.protocol WHEN 'urn:xmpp:omemo:2' THEN 'ed25519' ELSE 'curve25519' END AS key_type,
       device_key.fingerprint,
       strftime('%Y-%m-%dT%H:%M:%fZ', device_key.first_seen / 1000.0, 'unixepoch') AS first_seen,
       strftime('%Y-%m-%dT%H:%M:%fZ', device_key.last_seen / 1000.0, 'unixepoch') AS last_seen,
       device_key.announced
FROM device_key
JOIN account ON account.id = device_key.account_id
JOIN address AS contact ON contact.id = device_key.contact_id;

CREATE VIEW v_pep_event AS
SELECT account.jid AS account,
       contact.jid AS contact,
       pep_event.node,
       pep_event.item,
       strftime('%Y-%m-%dT%H:%M:%fZ', coalesce(pep_event.stamp, pep_event.seen_at) / 1000.0, 'unixepoch') AS stamp,
       strftime('%Y-%m-%dT%H:%M:%fZ', pep_event.seen_at / 1000.0, 'unixepoch') AS seen_at,
       strftime('%Y-%m-%dT%H:%M:%fZ', pep_event.confirmed_at / 1000.0, 'unixepoch') AS confirmed_at,
       pep_event.payload IS NOT NULL AS published,
       pep_event.fields,
       pep_event.payload
FROM pep_event
JOIN account ON account.id = pep_event.account_id
JOIN address AS contact ON contact.id = pep_event.contact_id;
