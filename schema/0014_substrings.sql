-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 14: an index for substrings and regular expressions, which is empty unless the configuration wants it.

-- The trigrams of the texts in search_content, in the form that README.md describes. The row 'substring-index' of property
-- says how far it is; nothing reads it before it is complete.
CREATE VIRTUAL TABLE trigram USING fts5 (
    text,
    content = '', columnsize = 0, detail = none,
    tokenize = 'trigram case_sensitive 1'
);
