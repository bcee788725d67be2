-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 11: stanzas without what the rows of their messages have anyway, which tables a message has rows in, and when
-- logins were refused.

-- Of the whole stanza, in hex, also where only its head is kept. NULL: by an earlier version, or the stream broke in it.
ALTER TABLE quarantine ADD COLUMN sha256 TEXT;

-- When a server refused a login, for a day and until the account is online again. A login that is refused again and again
-- is tried ever more rarely, also where each attempt is a process of its own (boswelld --once).
CREATE TABLE login_refusal (
    account_id        INTEGER NOT NULL REFERENCES account,
    at                INTEGER NOT NULL,
    PRIMARY KEY (account_id, at)
) STRICT, WITHOUT ROWID;

-- XXH32 of the stanza, if it was packed with marks in place of what its row and that of its message have (see README.md,
-- "Original stanzas"). NULL: it has no marks.
ALTER TABLE message_copy ADD COLUMN stanza_hash INTEGER;

-- Which tables have rows about the message, so that a reader looks only there: 1 message_body, 2 attachment, 4 annotation
-- (what it does to another message), 8 annotation (what others do to it). A bit may be set although there is none. And
-- 16: its origin_id is its message_id, and the column is NULL. NULL: it was stored by an earlier version; any table may
-- have rows, and origin_id is in its column.
ALTER TABLE message ADD COLUMN has INTEGER;

-- Who wrote, or was written to, in a conversation that is neither the account's own address nor that after which the
-- conversation is named; as good as nobody. So what somebody wrote is looked for in few conversations.
CREATE TABLE third_party (
    address_id        INTEGER NOT NULL REFERENCES address,
    conversation_id   INTEGER NOT NULL REFERENCES conversation,
    PRIMARY KEY (address_id, conversation_id)
) STRICT, WITHOUT ROWID;

INSERT OR IGNORE INTO third_party (address_id, conversation_id)
SELECT party.id, message.conversation_id
FROM message
JOIN conversation ON conversation.id = message.conversation_id
JOIN account ON account.id = conversation.account_id
JOIN address AS party ON party.id IN (message.from_id, message.to_id)
WHERE party.id <> conversation.with_id AND party.jid <> account.jid;

DROP VIEW v_message;
CREATE VIEW v_message AS
SELECT message.id,
       account.jid AS account,
       partner.jid AS "with",
       message.direction,
       sender.jid || coalesce('/' || sender_resource.name, '') AS "from",
       recipient.jid || coalesce('/' || recipient_resource.name, '') AS "to",
       message.type,
       strftime('%Y-%m-%dT%H:%M:%fZ', message.stamp / 1000.0, 'unixepoch') AS stamp,
       strftime('%Y-%m-%dT%H:%M:%fZ', message.received_at / 1000.0, 'unixepoch') AS received_at,
       message.body, message.subject, message.thread, message.lang,
       message.message_id,
       iif(message.has & 16, message.message_id, message.origin_id) AS origin_id,
       message.encryption,
       (SELECT version.body
        FROM annotation JOIN message AS version ON version.id = annotation.message_id
        WHERE annotation.kind = 'correction' AND annotation.target_id = message.id
        ORDER BY annotation.message_id DESC LIMIT 1) AS corrected_body,
       EXISTS (SELECT 1 FROM annotation
               WHERE annotation.kind IN ('retraction', 'moderation')
                 AND annotation.target_id = message.id) AS retracted,
       message.off_the_record
FROM message
JOIN conversation ON conversation.id = message.conversation_id
JOIN account ON account.id = conversation.account_id
JOIN address AS partner ON partner.id = conversation.with_id
JOIN address AS sender ON sender.id = message.from_id
LEFT JOIN resource AS sender_resource ON sender_resource.id = message.from_resource_id
LEFT JOIN address AS recipient ON recipient.id = message.to_id
LEFT JOIN resource AS recipient_resource ON recipient_resource.id = message.to_resource_id
WHERE NOT EXISTS (SELECT 1 FROM annotation WHERE annotation.message_id = message.id AND hides);
