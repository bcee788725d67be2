-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 7: what a stream that can be resumed knows of us.

-- Presence, resource and rooms as they were configured when the stream began, since it keeps them when it is resumed.
ALTER TABLE stream ADD COLUMN announcement TEXT NOT NULL DEFAULT '';
