-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 13: indexes that take less room. The words of earlier messages are indexed anew, and their rows get the form in
-- which new ones are written, in portions: see conversion.

-- Its row says how far the rows of before this version are converted; there is none when all are. Until then nothing reads
-- the archive, because the search index is not complete.
CREATE TABLE conversion (
    until             INTEGER NOT NULL                      -- message.id of the last one that is done
) STRICT;

INSERT INTO conversion (until)
SELECT id - 1
FROM message
ORDER BY id
LIMIT 1;

-- Without an index of the beginnings of words, which took more room than that of the words.
DROP TABLE search;
CREATE VIRTUAL TABLE search USING fts5 (
    text, conversation,
    content = 'search_content', content_rowid = 'id',
    tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Co So Sk'"
);

-- The id of the row ends each entry of an index anyway.
DROP INDEX message_conversation;
CREATE INDEX message_conversation ON message (conversation_id);

-- Hashes of 32 bits, not 64: the ids of the copies are compared on a hit, and of new messages in an archive of ten million
-- two in a thousand hit another one.
CREATE TABLE lean_message_key (
    hash              INTEGER NOT NULL,
    message_id        INTEGER NOT NULL REFERENCES message ON DELETE CASCADE,
    PRIMARY KEY (hash, message_id)
) STRICT, WITHOUT ROWID;

INSERT INTO lean_message_key (hash, message_id)
SELECT ((hash & 4294967295) + 2147483648) % 4294967296 - 2147483648 AS low, message_id
FROM message_key
ORDER BY low, message_id;

DROP TABLE message_key;
ALTER TABLE lean_message_key RENAME TO message_key;

-- The last five characters tell messages of one conversation apart nearly as well as eight.
DROP INDEX message_sender_id;
CREATE INDEX message_sender_id ON message (conversation_id, substr(message_id, -5)) WHERE message_id IS NOT NULL;
DROP INDEX message_origin_id;
CREATE INDEX message_origin_id ON message (conversation_id, substr(origin_id, -5))
    WHERE origin_id IS NOT NULL AND origin_id IS NOT message_id;
