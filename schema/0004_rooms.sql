-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 4: rooms (XEP-0045).

-- The rooms an account was told to be in, with what is known of its being there.
CREATE TABLE room (
    account_id        INTEGER NOT NULL REFERENCES account,
    room_id           INTEGER NOT NULL REFERENCES address,
    nickname          TEXT    NOT NULL,                     -- as configured, or as the room let us have it
    state             TEXT    NOT NULL CHECK (state IN ('joining', 'joined', 'left', 'failed')),
    state_since       INTEGER NOT NULL,
    seen_until        INTEGER,                              -- what was said until then was seen; NULL: while it is
                                                            -- joined, or never
    reason            TEXT,                                 -- why it is left or failed
    subject           TEXT,                                 -- the last one told
    PRIMARY KEY (account_id, room_id)
) STRICT, WITHOUT ROWID;

-- What rooms say of occupants, once each; '' where they say nothing.
CREATE TABLE occupant (
    id                INTEGER PRIMARY KEY,
    jid               TEXT    NOT NULL,                     -- the real one, where the room shows it
    affiliation       TEXT    NOT NULL,
    role              TEXT    NOT NULL,
    occupant_id       TEXT    NOT NULL,                     -- XEP-0421
    UNIQUE (jid, affiliation, role, occupant_id)
) STRICT;

ALTER TABLE presence ADD COLUMN room_occupant_id INTEGER REFERENCES occupant;  -- NULL outside of rooms
ALTER TABLE message ADD COLUMN occupant_id TEXT;            -- XEP-0421: the sender's, given by the room
