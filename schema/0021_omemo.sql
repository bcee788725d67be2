-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 21: accounts as devices to which others encrypt (OMEMO, XEP-0384). Whoever has the file can read with these keys.

CREATE TABLE omemo_device (
    account_id        INTEGER PRIMARY KEY REFERENCES account,
    device            INTEGER NOT NULL,                     -- its id
    public_key        BLOB    NOT NULL,                     -- identity key of Curve25519
    private_key       BLOB    NOT NULL,                     -- secret
    created_at        INTEGER NOT NULL                      -- nothing from before then can be read
) STRICT;

-- Each is for one session. Records are as libomemo-c writes them, here and below; they are secret.
CREATE TABLE omemo_pre_key (
    account_id        INTEGER NOT NULL REFERENCES omemo_device,
    id                INTEGER NOT NULL,
    record            BLOB    NOT NULL,
    used              INTEGER NOT NULL CHECK (used = 0 OR used = 1),  -- no longer published; kept until all is fetched
    PRIMARY KEY (account_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE omemo_signed_pre_key (
    account_id        INTEGER NOT NULL REFERENCES omemo_device,
    id                INTEGER NOT NULL,
    record            BLOB    NOT NULL,
    created_at        INTEGER NOT NULL,
    PRIMARY KEY (account_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE omemo_session (
    id                INTEGER PRIMARY KEY,
    account_id        INTEGER NOT NULL REFERENCES omemo_device,
    contact_id        INTEGER NOT NULL REFERENCES address,  -- the account's own for its other devices
    device            INTEGER NOT NULL,
    record            BLOB    NOT NULL,
    answered_at       INTEGER,                              -- when the other side was last told that we are there
    UNIQUE (account_id, contact_id, device)
) STRICT;

-- What became of each message that came encrypted while its account was a device.
CREATE TABLE omemo_message (
    message_id        INTEGER PRIMARY KEY REFERENCES message ON DELETE CASCADE,
    state             TEXT    NOT NULL,                     -- 'waiting', 'read', or why it cannot be read
    device            INTEGER,                              -- that says it has encrypted the message
    fingerprint       TEXT,                                 -- of the key with which that was so, in hex
    listed            INTEGER                               -- 1: the sender published that device, 0: others; NULL: unknown
) STRICT;

CREATE INDEX omemo_waiting ON omemo_message (message_id) WHERE state = 'waiting';
CREATE INDEX omemo_unreadable ON omemo_message (message_id) WHERE state <> 'read';
CREATE INDEX omemo_message_key ON omemo_message (device, fingerprint, message_id);
