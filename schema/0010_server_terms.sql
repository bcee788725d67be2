-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 10: what servers say of what they keep, and how far collections are fetched.

-- What an account's server keeps in its archive (XEP-0441), in versions: a row is added when something differs from the
-- row before. Between confirmed_at of one row and seen_at of the next either may have been true.
CREATE TABLE archive_preference (
    id                INTEGER PRIMARY KEY,
    account_id        INTEGER NOT NULL REFERENCES account,
    seen_at           INTEGER NOT NULL,                     -- when the server first said so
    confirmed_at      INTEGER NOT NULL,                     -- and when last
    usual             TEXT    CHECK (usual IN ('always', 'roster', 'never')),  -- NULL: it does not say
    always            TEXT    NOT NULL,                     -- JSON: JIDs of which it keeps all
    never             TEXT    NOT NULL,                     -- JSON: JIDs of which it keeps nothing
    -- 1: nothing but the archive is known to bring what is sent to the bare JID (a session of negative priority).
    only_source       INTEGER NOT NULL CHECK (only_source IN (0, 1))
) STRICT;
CREATE INDEX archive_preference_account ON archive_preference (account_id, id);

-- From when to when a server's archive reaches (XEP-0313, metadata), as it last said.
CREATE TABLE archive_extent (
    account_id        INTEGER NOT NULL REFERENCES account,
    archive_id        INTEGER NOT NULL REFERENCES address,
    oldest            INTEGER,                              -- NULL: it is empty
    newest            INTEGER,
    told_at           INTEGER NOT NULL,
    PRIMARY KEY (account_id, archive_id)
) STRICT, WITHOUT ROWID;

-- How many hours the account's server keeps messages at most (XEP-0504). NULL: for ever, or it does not say.
ALTER TABLE account ADD COLUMN retention INTEGER;

-- XEP-0136: all collections that began from since to until are fetched. The next login asks for later ones.
CREATE TABLE collection_cursor (
    account_id        INTEGER PRIMARY KEY REFERENCES account,
    since             INTEGER,                              -- NULL: from the first one on
    until             INTEGER NOT NULL
) STRICT;
