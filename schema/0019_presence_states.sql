-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 19: states in which contacts were left by some of their presences, so that what came before a time need not all
-- be read to know how it was then.

-- What the span of observation in which this presence was seen, and the spans whose stream it goes on with, have shown of
-- the contact with this presence and all before it. `held` has the other presences that still say how a resource is.
-- All of this is derived from `presence` and `observation`: where a row is missing, more of these is read.
CREATE TABLE presence_state (
    account_id        INTEGER NOT NULL,
    contact_id        INTEGER NOT NULL,
    seen_at           INTEGER NOT NULL,
    n                 INTEGER NOT NULL,
    held              TEXT,                                 -- JSON: [[seen_at, n], …]; NULL: none
    PRIMARY KEY (account_id, contact_id, seen_at, n),
    FOREIGN KEY (account_id, contact_id, seen_at, n) REFERENCES presence
) STRICT, WITHOUT ROWID;

-- Until the rows of presences that are here already are written.
INSERT INTO property (name, value) VALUES ('presence-states', CAST('missing' AS BLOB));
