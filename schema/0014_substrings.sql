-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 14: an index for substrings and regular expressions, which is empty unless the configuration wants it, and one
-- that finds the messages that came late where these are few.

-- The trigrams of the texts in search_content, in the form that README.md describes. The row 'substring-index' of property
-- says how far it is; nothing reads it before it is complete.
CREATE VIRTUAL TABLE trigram USING fts5 (
    text,
    content = '', columnsize = 0, detail = none,
    tokenize = 'trigram case_sensitive 1'
);

CREATE INDEX message_copy_delayed ON message_copy (message_id) WHERE claimed_stamp IS NOT NULL;
