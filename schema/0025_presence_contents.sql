-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 25: a presence takes half the room. Contacts say the same thing again and again, so it is stored once. The rows
-- of before are moved in portions: see conversion.

DROP VIEW v_presence;
-- It is derived, and refers to the table of before.
DROP TABLE presence_state;
-- Rows that wait to be moved. A new archive has none, and it keeps the empty table.
ALTER TABLE presence RENAME TO earlier_presence;

-- What presences say, each combination once. Undoing an import removes those that no presence has any more.
CREATE TABLE presence_content (
    id                INTEGER PRIMARY KEY,
    hash              INTEGER NOT NULL,                     -- of 32 bits, of all that follows; by it a row is found
    type              TEXT
                      CHECK (type = 'unavailable' OR type = 'error' OR type = 'subscribe' OR type = 'subscribed'
                             OR type = 'unsubscribe' OR type = 'unsubscribed'),
    show              TEXT    CHECK (show = 'away' OR show = 'xa' OR show = 'dnd' OR show = 'chat'),
    status            TEXT,
    priority          INTEGER,                              -- NULL is 0
    cause             TEXT    NOT NULL
                      CHECK (cause = 'change' OR cause = 'snapshot' OR cause = 'delayed' OR cause = 'room'),
    stamp             INTEGER,                              -- NULL: the same as seen_at
    caps_id           INTEGER REFERENCES caps,
    avatar_hash       TEXT,                                 -- XEP-0153; '' says "no avatar"
    room_occupant_id  INTEGER REFERENCES occupant,
    nick              TEXT                                  -- XEP-0172
) STRICT;
CREATE INDEX presence_content_hash ON presence_content (hash);

CREATE TABLE presence_stanza (
    account_id        INTEGER NOT NULL REFERENCES account,
    contact_id        INTEGER NOT NULL REFERENCES address,
    seen_at           INTEGER NOT NULL,
    n                 INTEGER NOT NULL,                     -- counts what was seen in the same millisecond
    resource_id       INTEGER REFERENCES resource,
    content_id        INTEGER NOT NULL REFERENCES presence_content,
    observation_id    INTEGER REFERENCES observation,
    PRIMARY KEY (account_id, contact_id, seen_at, n)
) STRICT, WITHOUT ROWID;

-- As the table of before was. CROSS JOIN: SQLite looks for the stanza first.
CREATE VIEW presence AS
SELECT stanza.account_id, stanza.contact_id, stanza.seen_at, stanza.n, stanza.resource_id,
       content.type, content.show, content.status, content.priority, content.cause, content.stamp, content.caps_id,
       content.avatar_hash, content.room_occupant_id, content.nick, stanza.observation_id
FROM presence_stanza AS stanza
CROSS JOIN presence_content AS content ON content.id = stanza.content_id;

-- As in version 19.
CREATE TABLE presence_state (
    account_id        INTEGER NOT NULL,
    contact_id        INTEGER NOT NULL,
    seen_at           INTEGER NOT NULL,
    n                 INTEGER NOT NULL,
    held              TEXT,                                 -- JSON: [[seen_at, n], …]; NULL: none
    PRIMARY KEY (account_id, contact_id, seen_at, n),
    FOREIGN KEY (account_id, contact_id, seen_at, n) REFERENCES presence_stanza
) STRICT, WITHOUT ROWID;
INSERT INTO property (name, value) VALUES ('presence-states', CAST('missing' AS BLOB)) ON CONFLICT (name) DO NOTHING;

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

-- Its row has every message as done, unless a conversion of before was not over.
INSERT INTO conversion (until)
SELECT 9223372036854775807
WHERE EXISTS (SELECT 1 FROM earlier_presence) AND NOT EXISTS (SELECT 1 FROM conversion);
