-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 18: what each import brought, so that it can be undone. Imports of before cannot.

-- A run takes one file or folder.
CREATE TABLE import_run (
    id                INTEGER PRIMARY KEY,
    began_at          INTEGER NOT NULL,
    ended_at          INTEGER,                              -- NULL while it lasts, and if it was interrupted
    path              TEXT    NOT NULL,
    formats           TEXT    NOT NULL,                     -- a JSON array, of what was read so far
    messages          INTEGER NOT NULL,                     -- that were added
    presences         INTEGER NOT NULL,
    contacts          INTEGER NOT NULL,                     -- versions of roster entries, vCards, PEP and keys
    undone_at         INTEGER                               -- when that was begun
) STRICT;

-- Who has which part of a message that a run added, or of which it filled in a column.
CREATE TABLE imported_message (
    message_id        INTEGER NOT NULL REFERENCES message ON DELETE CASCADE,
    run_id            INTEGER NOT NULL,                     -- 0: copies that no import brought
    ways              INTEGER NOT NULL,                     -- bits of message_copy.via: 1 stream, 2 offline, 4 carbon, 8 archive,
                                                            -- 16 room-history, 32 import
    columns           INTEGER NOT NULL,                     -- bits: 1 to_id, 2 to_resource_id, 4 thread, 8 message_id, 16 origin_id,
                                                            -- 32 encryption, 64 occupant_id, 128 body, 256 subject, 512 attachment,
                                                            -- 1024 annotation, 2048 the row itself, 4096 message_copy.stanza_id
    PRIMARY KEY (message_id, run_id)
) STRICT, WITHOUT ROWID;

-- Which runs have brought a row that is no message, by the key of that row.
CREATE TABLE imported_row (
    run_id            INTEGER NOT NULL REFERENCES import_run,
    kind              TEXT    NOT NULL
                      CHECK (kind IN ('presence', 'observation', 'roster', 'vcard', 'pep', 'key', 'receipt')),
    owner_id          INTEGER NOT NULL,                     -- account_id; of a receipt conversation_id
    contact_id        INTEGER NOT NULL,                     -- 0 if the row has none
    at                INTEGER NOT NULL,                     -- seen_at, since or fetched_at; 0 if its key has no time
    thing             TEXT    NOT NULL,                     -- the rest of the key
    PRIMARY KEY (run_id, kind, owner_id, contact_id, at, thing)
) STRICT, WITHOUT ROWID;
