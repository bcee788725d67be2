-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 22: who encrypted what was said in rooms, messages that only carry keys, and sessions that were begun anew.

-- The kind of an annotation may be 'keys'. No row changes, so the table need not be written anew
-- (https://sqlite.org/lang_altertable.html, "otheralter").
PRAGMA writable_schema = ON;

UPDATE sqlite_schema
SET sql = replace(sql, 'OR kind = ''call''', 'OR kind = ''call'' OR kind = ''keys''')
WHERE type = 'table' AND name = 'annotation';

PRAGMA writable_schema = RESET;

-- Whose device has encrypted the message, in rooms by what the room said of that occupant; NULL: it did not.
ALTER TABLE omemo_message ADD COLUMN sender_id INTEGER REFERENCES address;

UPDATE omemo_message
SET sender_id = (SELECT iif(message.direction = 'out', own.id, message.from_id)
                 FROM message
                 JOIN conversation ON conversation.id = message.conversation_id
                 JOIN account ON account.id = conversation.account_id
                 LEFT JOIN address AS own ON own.jid = account.jid
                 WHERE message.id = omemo_message.message_id);

-- When this side last began the session anew, because the other side's messages could not be read.
ALTER TABLE omemo_session ADD COLUMN renewed_at INTEGER;
