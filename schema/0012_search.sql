-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 12: what makes rare things found as fast as frequent ones.

-- Each index holds only the few rows that are out of the ordinary, so it costs next to nothing, and it holds them in the
-- order in which people read. Who asks for such messages walks through the index instead of through all messages.
CREATE INDEX message_encrypted ON message (id) WHERE encryption IS NOT NULL;
CREATE INDEX message_off_the_record ON message (id) WHERE off_the_record;
CREATE INDEX message_subject ON message (id) WHERE subject IS NOT NULL;
CREATE INDEX message_unusual_type ON message (type, id) WHERE type NOT IN ('chat', 'groupchat');
CREATE INDEX message_copy_imported ON message_copy (message_id) WHERE via = 'import';

-- The messages whose id is not near the place of their stamp (946684800000 is 2000-01-01): where a clock was set right,
-- or very many messages claim the same time. All others of a period lie between the places of its beginning and its end.
CREATE INDEX message_displaced ON message (stamp) WHERE id - (stamp - 946684800000) NOT BETWEEN 0 AND 60000;

-- How many messages an account has at what time, so that nobody has to count them: one row for each day of UTC that has
-- any. What only changes another message, such as a reaction, is not counted. All clocks of today differ from UTC by
-- whole quarters of an hour, so the days of any time zone can be put together.
CREATE TABLE message_day (
    account_id        INTEGER NOT NULL REFERENCES account,
    day               INTEGER NOT NULL,                     -- since 1970-01-01
    quarters          TEXT    NOT NULL,                     -- JSON: {"37":5}: 5 from 09:15 to before 09:30
    PRIMARY KEY (account_id, day)
) STRICT, WITHOUT ROWID;

-- Division rounds towards zero, so what is before 1970 would be counted a quarter too late.
INSERT INTO message_day (account_id, day, quarters)
WITH counted (account_id, quarter, messages) AS (
    SELECT conversation.account_id, message.stamp / 900000 - (message.stamp % 900000 < 0), count(*)
    FROM message
    JOIN conversation ON conversation.id = message.conversation_id
    WHERE NOT EXISTS (SELECT 1 FROM annotation WHERE annotation.message_id = message.id AND hides)
    GROUP BY 1, 2
), placed (account_id, day, n, messages) AS (
    SELECT account_id, quarter / 96 - (quarter % 96 < 0), (quarter % 96 + 96) % 96, messages
    FROM counted
)
SELECT account_id, day, json_group_object(n, messages)
FROM placed
GROUP BY account_id, day;
