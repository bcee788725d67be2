-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 3: copies without a stanza-id are paired.

-- Messages of which no copy had a stanza-id. The server's archive may still bring a copy with one, and the
-- message it belongs to is looked for here, near its stamp, instead of among all messages.

CREATE TABLE provisional (
    conversation_id   INTEGER NOT NULL REFERENCES conversation,
    message_id        INTEGER NOT NULL REFERENCES message ON DELETE CASCADE,
    PRIMARY KEY (conversation_id, message_id)
) STRICT, WITHOUT ROWID;

INSERT INTO provisional (conversation_id, message_id)
SELECT conversation_id, id
FROM message
WHERE NOT EXISTS (SELECT 1
                  FROM message_copy
                  WHERE message_copy.message_id = message.id AND stanza_id IS NOT NULL);

-- `boswell gaps` asks for a time.
CREATE INDEX quarantine_account ON quarantine (account_id, seen_at);
