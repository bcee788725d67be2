-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 6: what services say of messages and contacts beyond the standards, and chat states for other programs.

-- The sender asked for no record of it (google:nosave, XEP-0136).
ALTER TABLE message ADD COLUMN off_the_record INTEGER NOT NULL DEFAULT 0 CHECK (off_the_record IN (0, 1));
-- XEP-0172: what somebody who asks to subscribe calls himself.
ALTER TABLE presence ADD COLUMN nick TEXT;
-- google:roster
ALTER TABLE roster_change ADD COLUMN mark TEXT CHECK (mark IN ('blocked', 'hidden', 'pinned'));

DROP VIEW v_message;
CREATE VIEW v_message AS
SELECT message.id,
       account.jid AS account,
       partner.jid AS "with",
       message.direction,
       sender.jid || coalesce('/' || sender_resource.name, '') AS "from",
       recipient.jid || coalesce('/' || recipient_resource.name, '') AS "to",
       message.type,
       strftime('%Y-%m-%dT%H:%M:%fZ', message.stamp / 1000.0, 'unixepoch') AS stamp,
       strftime('%Y-%m-%dT%H:%M:%fZ', message.received_at / 1000.0, 'unixepoch') AS received_at,
       message.body, message.subject, message.thread, message.lang,
       message.message_id, message.origin_id, message.encryption,
       (SELECT version.body
        FROM annotation JOIN message AS version ON version.id = annotation.message_id
        WHERE annotation.kind = 'correction' AND annotation.target_id = message.id
        ORDER BY annotation.message_id DESC LIMIT 1) AS corrected_body,
       EXISTS (SELECT 1 FROM annotation
               WHERE annotation.kind IN ('retraction', 'moderation')
                 AND annotation.target_id = message.id) AS retracted,
       message.off_the_record
FROM message
JOIN conversation ON conversation.id = message.conversation_id
JOIN account ON account.id = conversation.account_id
JOIN address AS partner ON partner.id = conversation.with_id
JOIN address AS sender ON sender.id = message.from_id
LEFT JOIN resource AS sender_resource ON sender_resource.id = message.from_resource_id
LEFT JOIN address AS recipient ON recipient.id = message.to_id
LEFT JOIN resource AS recipient_resource ON recipient_resource.id = message.to_resource_id
WHERE NOT EXISTS (SELECT 1 FROM annotation WHERE annotation.message_id = message.id AND hides);

DROP VIEW v_presence;
CREATE VIEW v_presence AS
SELECT account.jid AS account,
       contact.jid AS contact,
       resource.name AS resource,
       coalesce(presence.type, 'available') AS type,
       CASE WHEN presence.type IS NULL THEN coalesce(presence.show, 'available') END AS show,
       presence.status,
       coalesce(presence.priority, 0) AS priority,
       presence.cause,
       strftime('%Y-%m-%dT%H:%M:%fZ', coalesce(presence.stamp, presence.seen_at) / 1000.0, 'unixepoch') AS stamp,
       strftime('%Y-%m-%dT%H:%M:%fZ', presence.seen_at / 1000.0, 'unixepoch') AS seen_at,
       caps.node AS caps_node,
       presence.avatar_hash,
       presence.nick
FROM presence
JOIN account ON account.id = presence.account_id
JOIN address AS contact ON contact.id = presence.contact_id
LEFT JOIN resource ON resource.id = presence.resource_id
LEFT JOIN caps ON caps.id = presence.caps_id;

DROP VIEW v_contact;
CREATE VIEW v_contact AS
WITH latest_roster AS (
    SELECT account_id, contact_id, max(id) AS id FROM roster_change GROUP BY account_id, contact_id
), latest_vcard AS (
    SELECT account_id, contact_id, max(id) AS id, count(*) AS versions FROM vcard GROUP BY account_id, contact_id
), known AS (
    SELECT account_id, contact_id FROM latest_roster UNION SELECT account_id, contact_id FROM latest_vcard
)
SELECT account.jid AS account,
       contact.jid AS jid,
       roster_change.name,
       roster_change.subscription,
       roster_change.groups,
       vcard.full_name, vcard.nickname, vcard.given, vcard.family, vcard.email, vcard.tel, vcard.organisation,
       vcard.title, vcard.birthday, vcard.url, vcard.note,
       strftime('%Y-%m-%dT%H:%M:%fZ', vcard.fetched_at / 1000.0, 'unixepoch') AS fetched_at,
       coalesce(latest_vcard.versions, 0) AS versions,
       avatar.sha1 AS avatar_sha1,
       roster_change.mark
FROM known
JOIN account ON account.id = known.account_id
JOIN address AS contact ON contact.id = known.contact_id
LEFT JOIN latest_roster USING (account_id, contact_id)
LEFT JOIN roster_change ON roster_change.id = latest_roster.id
LEFT JOIN latest_vcard USING (account_id, contact_id)
LEFT JOIN vcard ON vcard.id = latest_vcard.id
LEFT JOIN avatar ON avatar.id = vcard.avatar_id;

CREATE VIEW v_chat_state AS
SELECT account.jid AS account,
       partner.jid AS "with",
       chat_state.direction,
       coalesce(resource.name, '') AS resource,
       chat_state.state,
       strftime('%Y-%m-%dT%H:%M:%fZ', chat_state.stamp / 1000.0, 'unixepoch') AS stamp
FROM chat_state
JOIN conversation ON conversation.id = chat_state.conversation_id
JOIN account ON account.id = conversation.account_id
JOIN address AS partner ON partner.id = conversation.with_id
LEFT JOIN resource ON resource.id = chat_state.from_resource_id;
