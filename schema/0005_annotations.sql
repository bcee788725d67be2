-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 5: what people do to messages.

-- What a message says of an earlier one of its conversation. That message, with its text and its copies, is an
-- ordinary row of message; nothing is ever written over another one.
CREATE TABLE annotation (
    message_id        INTEGER NOT NULL REFERENCES message ON DELETE CASCADE,  -- which says it
    kind              TEXT    NOT NULL
                      CHECK (kind IN ('correction', 'retraction', 'moderation', 'reaction', 'reply')),
    conversation_id   INTEGER NOT NULL REFERENCES conversation,
    named_id          TEXT    NOT NULL,                     -- the id of the message that is meant
    target_id         INTEGER REFERENCES message,           -- that message; NULL: not here, or not the sender's to change
    hides             INTEGER NOT NULL CHECK (hides IN (0, 1)),  -- message_id is no message of its own to readers
    emoji             TEXT,                                 -- of a reaction: a JSON array
    reason            TEXT,                                 -- of a retraction or moderation
    jid               TEXT,                                 -- the moderator; of a reply, whom it answers
    PRIMARY KEY (message_id, kind)
) STRICT, WITHOUT ROWID;
CREATE INDEX annotation_target ON annotation (kind, target_id) WHERE target_id IS NOT NULL;
CREATE INDEX annotation_pending ON annotation (conversation_id, named_id) WHERE target_id IS NULL;

-- A message by the id that its sender gave it. The end of an id tells as much as all of it, and is smaller.
CREATE INDEX message_sender_id ON message (conversation_id, substr(message_id, -8)) WHERE message_id IS NOT NULL;
CREATE INDEX message_origin_id ON message (conversation_id, substr(origin_id, -8))
    WHERE origin_id IS NOT NULL AND origin_id IS NOT message_id;

-- XEP-0184 and XEP-0333: how far messages have got. Once each, at the earliest time that is claimed.
CREATE TABLE receipt (
    conversation_id   INTEGER NOT NULL REFERENCES conversation,
    named_id          TEXT    NOT NULL,                     -- the id of the message that is meant
    kind              TEXT    NOT NULL CHECK (kind IN ('received', 'displayed', 'acknowledged')),
    direction         TEXT    NOT NULL CHECK (direction IN ('in', 'out')),
    occupant          TEXT    NOT NULL,                     -- in rooms: occupant-id or nickname; else ''
    stamp             INTEGER NOT NULL,
    from_resource_id  INTEGER REFERENCES resource,
    PRIMARY KEY (conversation_id, named_id, kind, direction, occupant)
) STRICT, WITHOUT ROWID;

-- XEP-0085, only where the configuration wants them.
CREATE TABLE chat_state (
    conversation_id   INTEGER NOT NULL REFERENCES conversation,
    stamp             INTEGER NOT NULL,
    n                 INTEGER NOT NULL,                     -- counts what was seen in the same millisecond
    direction         TEXT    NOT NULL CHECK (direction IN ('in', 'out')),
    from_resource_id  INTEGER REFERENCES resource,
    state             TEXT    NOT NULL CHECK (state IN ('active', 'composing', 'paused', 'inactive', 'gone')),
    PRIMARY KEY (conversation_id, stamp, n)
) STRICT, WITHOUT ROWID;

-- Files that a message links to.
CREATE TABLE attachment (
    message_id        INTEGER NOT NULL REFERENCES message ON DELETE CASCADE,
    n                 INTEGER NOT NULL,                     -- in the order of the message
    url               TEXT    NOT NULL,
    description       TEXT,
    mime              TEXT,                                 -- as claimed
    size              INTEGER,                              -- bytes, as claimed
    PRIMARY KEY (message_id, n)
) STRICT, WITHOUT ROWID;

-- The index holds what readers see. The words of corrections belong to the message they correct: its column segmented
-- then has the texts of all versions.
DROP VIEW search_content;
CREATE VIEW search_content AS
SELECT id,
       coalesce(segmented, body || char(10) || subject, body, subject) AS text,
       'c' || conversation_id AS conversation
FROM message
WHERE coalesce(segmented, body, subject) IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM annotation WHERE annotation.message_id = message.id AND hides);

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
       message.message_id, message.origin_id, message.encryption,
       (SELECT version.body
        FROM annotation JOIN message AS version ON version.id = annotation.message_id
        WHERE annotation.kind = 'correction' AND annotation.target_id = message.id
        ORDER BY annotation.message_id DESC LIMIT 1) AS corrected_body,
       EXISTS (SELECT 1 FROM annotation
               WHERE annotation.kind IN ('retraction', 'moderation')
                 AND annotation.target_id = message.id) AS retracted
FROM message
JOIN conversation ON conversation.id = message.conversation_id
JOIN account ON account.id = conversation.account_id
JOIN address AS partner ON partner.id = conversation.with_id
JOIN address AS sender ON sender.id = message.from_id
LEFT JOIN resource AS sender_resource ON sender_resource.id = message.from_resource_id
LEFT JOIN address AS recipient ON recipient.id = message.to_id
LEFT JOIN resource AS recipient_resource ON recipient_resource.id = message.to_resource_id
WHERE NOT EXISTS (SELECT 1 FROM annotation WHERE annotation.message_id = message.id AND hides);

CREATE VIEW v_annotation AS
SELECT annotation.kind,
       annotation.target_id,
       annotation.message_id,
       sender.jid || coalesce('/' || sender_resource.name, '') AS "from",
       strftime('%Y-%m-%dT%H:%M:%fZ', message.stamp / 1000.0, 'unixepoch') AS stamp,
       annotation.named_id, message.body, annotation.emoji, annotation.reason, annotation.jid
FROM annotation
JOIN message ON message.id = annotation.message_id
JOIN address AS sender ON sender.id = message.from_id
LEFT JOIN resource AS sender_resource ON sender_resource.id = message.from_resource_id;
