-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 2: what is held of the servers' archives, what is missing for good, and streams that can be resumed.

-- XEP-0313: of each archive one span without a hole, from oldest_id to newest_id. The next fetch goes on at either end.
CREATE TABLE coverage (
    account_id        INTEGER NOT NULL REFERENCES account,
    archive_id        INTEGER NOT NULL REFERENCES address,  -- the account's own JID, or a room
    oldest_id         TEXT,                                 -- NULL: the server's archive is empty
    newest_id         TEXT,
    oldest            INTEGER,                              -- when the archive took them
    newest            INTEGER,
    complete          INTEGER NOT NULL CHECK (complete IN (0, 1)),  -- nothing older is there, or wanted
    caught_up_at      INTEGER,                              -- when there was last nothing newer
    updated_at        INTEGER NOT NULL,
    PRIMARY KEY (account_id, archive_id)
) STRICT, WITHOUT ROWID;

-- Spans in which messages may be missing for good.
CREATE TABLE gap (
    id                INTEGER PRIMARY KEY,
    account_id        INTEGER NOT NULL REFERENCES account,
    archive_id        INTEGER NOT NULL REFERENCES address,
    since             INTEGER NOT NULL,
    until             INTEGER NOT NULL,
    reason            TEXT    NOT NULL,
    UNIQUE (account_id, archive_id, since, until, reason)
) STRICT;

-- XEP-0198: how to go on with a stream after a cut, or after a restart.
CREATE TABLE stream (
    account_id        INTEGER PRIMARY KEY REFERENCES account,
    jid               TEXT    NOT NULL,                     -- full, as bound
    stream_id         TEXT    NOT NULL,                     -- a secret of the session, useless once it is over
    handled           INTEGER NOT NULL,                     -- the server's stanzas taken, modulo 2^32
    updated_at        INTEGER NOT NULL
) STRICT;
