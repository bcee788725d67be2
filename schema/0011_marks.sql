-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 11.

-- Of the whole stanza, in hex, also where only its head is kept. NULL: by an earlier version, or the stream broke in it.
ALTER TABLE quarantine ADD COLUMN sha256 TEXT;

-- When a server refused a login, for a day and until the account is online again. A login that is refused again and again
-- is tried ever more rarely, also where each attempt is a process of its own (boswelld --once).
CREATE TABLE login_refusal (
    account_id        INTEGER NOT NULL REFERENCES account,
    at                INTEGER NOT NULL,
    PRIMARY KEY (account_id, at)
) STRICT, WITHOUT ROWID;

