-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 17: an import finds a version of a contact by its time. Without these, each record of a contact with many versions
-- was compared with all of them.
CREATE INDEX roster_change_time ON roster_change (contact_id, account_id, seen_at);
CREATE INDEX vcard_time ON vcard (contact_id, account_id, fetched_at);
