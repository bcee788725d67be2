-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 11.

-- Of the whole stanza, in hex, also where only its head is kept. NULL: by an earlier version, or the stream broke in it.
ALTER TABLE quarantine ADD COLUMN sha256 TEXT;
