-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 20: calls, what messages say of their files, of links and of people, how far conversations were read, and bookmarks.

-- The kind of an annotation may be 'call', and that of an imported row 'bookmark'. No row changes, so the tables need not be
-- written anew (https://sqlite.org/lang_altertable.html, "otheralter").
PRAGMA writable_schema = ON;

UPDATE sqlite_schema
SET sql = replace(sql, 'OR kind = ''reply''', 'OR kind = ''reply'' OR kind = ''call''')
WHERE type = 'table' AND name = 'annotation';

UPDATE sqlite_schema
SET sql = replace(sql, '''key'', ''receipt''', '''key'', ''receipt'', ''bookmark''')
WHERE type = 'table' AND name = 'imported_row';

PRAGMA writable_schema = RESET;

-- XEP-0353. The message that stands for a call has a row without target_id, which is not hidden; what follows has its id there.
ALTER TABLE annotation ADD COLUMN action TEXT;              -- of a call: 'propose', 'ringing' and so on
ALTER TABLE annotation ADD COLUMN media TEXT;               -- of a proposed call: a JSON array
CREATE INDEX annotation_call ON annotation (named_id, conversation_id) WHERE kind = 'call' AND target_id IS NULL;

-- A JSON object of what else the sender says of the file (XEP-0446). NULL: nothing.
ALTER TABLE attachment ADD COLUMN details TEXT;

-- Of whom a message speaks (XEP-0372). Bit 32 of message.has.
CREATE TABLE mention (
    message_id        INTEGER NOT NULL REFERENCES message ON DELETE CASCADE,
    n                 INTEGER NOT NULL,                     -- in the order of the message
    uri               TEXT    NOT NULL,
    first             INTEGER,                              -- characters of the body, counted from 0
    behind            INTEGER,                              -- the first one behind them
    PRIMARY KEY (message_id, n)
) STRICT, WITHOUT ROWID;

-- What a message says of the pages that it links to (XEP-0511). Bit 32 of message.has.
CREATE TABLE link_preview (
    message_id        INTEGER NOT NULL REFERENCES message ON DELETE CASCADE,
    n                 INTEGER NOT NULL,                     -- in the order of the message
    url               TEXT    NOT NULL,
    title             TEXT,
    description       TEXT,
    site              TEXT,
    type              TEXT,
    image             TEXT,                                 -- an address; never fetched
    PRIMARY KEY (message_id, n)
) STRICT, WITHOUT ROWID;

-- How far the account's own clients have read a conversation (XEP-0490): the last that they said.
CREATE TABLE read_mark (
    account_id        INTEGER NOT NULL REFERENCES account,
    with_id           INTEGER NOT NULL REFERENCES address,
    stanza_id         TEXT    NOT NULL,                     -- of the last message that was read
    stanza_id_by      INTEGER NOT NULL REFERENCES address,
    stamp             INTEGER NOT NULL,                     -- when they said so, as far as known
    seen_at           INTEGER NOT NULL,
    PRIMARY KEY (account_id, with_id)
) STRICT, WITHOUT ROWID;

-- Versions of bookmarks of rooms (XEP-0402, 0048), stored only when they differ from the one before. Without passwords.
CREATE TABLE bookmark (
    account_id        INTEGER NOT NULL REFERENCES account,
    room_id           INTEGER NOT NULL REFERENCES address,
    seen_at           INTEGER NOT NULL,                     -- first seen like this
    confirmed_at      INTEGER NOT NULL,                     -- last seen like this
    name              TEXT,
    nickname          TEXT,
    autojoin          INTEGER NOT NULL CHECK (autojoin = 0 OR autojoin = 1),
    has_password      INTEGER NOT NULL CHECK (has_password = 0 OR has_password = 1),
    removed           INTEGER NOT NULL CHECK (removed = 0 OR removed = 1),
    PRIMARY KEY (account_id, room_id, seen_at)
) STRICT, WITHOUT ROWID;

DROP VIEW v_annotation;
CREATE VIEW v_annotation AS
SELECT annotation.kind,
       annotation.target_id,
       annotation.message_id,
       sender.jid || coalesce('/' || sender_resource.name, '') AS "from",
       strftime('%Y-%m-%dT%H:%M:%fZ', message.stamp / 1000.0, 'unixepoch') AS stamp,
       annotation.named_id, message.body, annotation.emoji, annotation.reason, annotation.jid,
       annotation.action, annotation.media
FROM annotation
JOIN message ON message.id = annotation.message_id
JOIN address AS sender ON sender.id = message.from_id
LEFT JOIN resource AS sender_resource ON sender_resource.id = message.from_resource_id;
