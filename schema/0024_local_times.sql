-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 24: of imported messages the time that a clock on the wall showed, where their history has no other.

CREATE TABLE local_time (
    message_id        INTEGER PRIMARY KEY REFERENCES message ON DELETE CASCADE,
    text              TEXT    NOT NULL,                     -- '2026-10-25 02:30:05'
    zone              TEXT    NOT NULL,                     -- by which the stamp was made of it: 'Europe/Berlin'
    ambiguous         INTEGER NOT NULL CHECK (ambiguous = 0 OR ambiguous = 1)  -- shown twice; the stamp is the earlier one
) STRICT;
