-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 8: spans of observation that go on with the stream of the span before, and messages that were moved.

-- The span before, if its stream went on: the server kept everything, so nothing was lost between the two.
ALTER TABLE observation ADD COLUMN continues_id INTEGER REFERENCES observation;
-- The last proof of life by the clock of the span, where that clock turned out to be ahead; NULL: it is `until`.
ALTER TABLE observation ADD COLUMN heard_until INTEGER;
-- 1: it was brought here by an import, so no later span of this agent can go on with it.
ALTER TABLE observation ADD COLUMN imported INTEGER NOT NULL DEFAULT 0 CHECK (imported IN (0, 1));

-- The span in which it was seen. NULL: of before version 8, or imported; then seen_at says the span.
ALTER TABLE presence ADD COLUMN observation_id INTEGER REFERENCES observation;

-- Ids that messages had before their stamps were corrected. They are never given to another message.
CREATE TABLE moved_message (
    old_id            INTEGER PRIMARY KEY,
    message_id        INTEGER NOT NULL REFERENCES message ON DELETE CASCADE
) STRICT;
CREATE INDEX moved_message_message ON moved_message (message_id);
