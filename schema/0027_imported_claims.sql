-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 27: the kind of an imported row may be 'move-claim'. No row changes, so the table need not be written anew
-- (https://sqlite.org/lang_altertable.html, "otheralter").
PRAGMA writable_schema = ON;

UPDATE sqlite_schema
SET sql = replace(sql, '''receipt'', ''bookmark''', '''receipt'', ''bookmark'', ''move-claim''')
WHERE type = 'table' AND name = 'imported_row';

PRAGMA writable_schema = RESET;
