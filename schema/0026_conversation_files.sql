-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 26: the files of one conversation, without a look at all of its messages. The condition is that of `message.has`:
-- where it is NULL, nobody knows.

CREATE INDEX message_with_file ON message (conversation_id) WHERE ifnull(has & 2, 1);
