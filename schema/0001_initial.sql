-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 1. Times are INTEGER milliseconds since 1970-01-01T00:00:00Z. See README.md for the picture.

-- One row per account that was ever archived, with what is known of its connection.
CREATE TABLE account (
    id                INTEGER PRIMARY KEY,
    jid               TEXT    NOT NULL UNIQUE,              -- bare
    state             TEXT    NOT NULL DEFAULT 'offline'
                      CHECK (state IN ('offline', 'connecting', 'online', 'failed')),
    state_since       INTEGER,
    last_proof        INTEGER,                              -- the last byte the server sent
    tls               TEXT,
    sasl              TEXT,
    features          TEXT,                                 -- XEP-0030 features, sorted, one a line
    last_error        TEXT,
    observation_id    INTEGER REFERENCES observation        -- the span that is open, while there is one
) STRICT;

-- Every bare JID, once.
CREATE TABLE address (
    id                INTEGER PRIMARY KEY,
    jid               TEXT    NOT NULL UNIQUE
) STRICT;

-- Every resourcepart (in rooms: the occupant's nickname), once.
CREATE TABLE resource (
    id                INTEGER PRIMARY KEY,
    name              TEXT    NOT NULL UNIQUE
) STRICT;

-- What one account exchanged with one bare JID. The three counters follow the rows of message.
CREATE TABLE conversation (
    id                INTEGER PRIMARY KEY,
    account_id        INTEGER NOT NULL REFERENCES account,
    with_id           INTEGER NOT NULL REFERENCES address,
    type              TEXT    NOT NULL CHECK (type IN ('chat', 'groupchat')),
    messages          INTEGER NOT NULL DEFAULT 0,
    first_stamp       INTEGER,
    last_stamp        INTEGER,
    UNIQUE (account_id, with_id)
) STRICT;

-- One row per message, whatever many copies of it came. The id follows time, so that the order of the table and of the
-- search index is the order in which people read: milliseconds of stamp since 2000-01-01, moved to the next free one.
CREATE TABLE message (
    id                INTEGER PRIMARY KEY,
    conversation_id   INTEGER NOT NULL REFERENCES conversation,
    direction         TEXT    NOT NULL CHECK (direction IN ('in', 'out')),
    type              TEXT    NOT NULL CHECK (type IN ('normal', 'chat', 'groupchat', 'headline', 'error')),
    stamp             INTEGER NOT NULL,                     -- sent at, as far as known
    received_at       INTEGER NOT NULL,                     -- by our own clock
    from_id           INTEGER NOT NULL REFERENCES address,
    from_resource_id  INTEGER REFERENCES resource,
    to_id             INTEGER REFERENCES address,
    to_resource_id    INTEGER REFERENCES resource,
    body              TEXT,
    subject           TEXT,
    lang              TEXT,                                 -- xml:lang of body
    thread            TEXT,
    message_id        TEXT,                                 -- the sender's; may repeat
    origin_id         TEXT,                                 -- XEP-0359, the sender's; may repeat
    encryption        TEXT,                                 -- XEP-0380 namespace
    segmented         TEXT                                  -- the text as indexed, where it differs (see search)
) STRICT;
CREATE INDEX message_conversation ON message (conversation_id, id);

-- All bodies of a message that has several, by language.
CREATE TABLE message_body (
    message_id        INTEGER NOT NULL REFERENCES message ON DELETE CASCADE,
    lang              TEXT    NOT NULL,
    body              TEXT    NOT NULL,
    PRIMARY KEY (message_id, lang)
) STRICT, WITHOUT ROWID;

-- Dictionaries for zstd. A dictionary is never changed, a new one is added.
CREATE TABLE dictionary (
    id                INTEGER PRIMARY KEY,
    content           BLOB    NOT NULL
) STRICT;

-- Every way in which a message reached the archive, with the original stanza.
CREATE TABLE message_copy (
    id                INTEGER PRIMARY KEY,
    message_id        INTEGER NOT NULL REFERENCES message ON DELETE CASCADE,
    via               TEXT    NOT NULL
                      CHECK (via IN ('stream', 'offline', 'carbon', 'archive', 'room-history', 'import')),
    seen_at           INTEGER NOT NULL,
    stanza_id         TEXT,                                 -- XEP-0359, given by
    stanza_id_by      INTEGER REFERENCES address,
    claimed_stamp     INTEGER,                              -- XEP-0203, as claimed by
    stamped_by        INTEGER REFERENCES address,           -- NULL if the claim named nobody
    joined_by         TEXT    NOT NULL,                     -- why it is the same message: 'first', 'stanza-id'
    dictionary_id     INTEGER REFERENCES dictionary,        -- NULL: stanza is plain text
    stanza            BLOB
) STRICT;
CREATE INDEX message_copy_message ON message_copy (message_id);

-- Which message has a given id in a given archive: a keyed 64-bit hash of (account, by, stanza-id). The full ids are
-- compared on a hit, so a collision costs time and nothing else.
CREATE TABLE message_key (
    hash              INTEGER NOT NULL,
    message_id        INTEGER NOT NULL REFERENCES message ON DELETE CASCADE,
    PRIMARY KEY (hash, message_id)
) STRICT, WITHOUT ROWID;

-- Single values of the archive itself: 'key', 16 random bytes for message_key. Whoever does not know them cannot make
-- stanza-ids collide.
CREATE TABLE property (
    name              TEXT    PRIMARY KEY,
    value             BLOB    NOT NULL
) STRICT, WITHOUT ROWID;

-- The spans in which an account was being watched. Outside of them everything is unknown.
CREATE TABLE observation (
    id                INTEGER PRIMARY KEY,
    account_id        INTEGER NOT NULL REFERENCES account,
    since             INTEGER NOT NULL,
    until             INTEGER NOT NULL,                     -- last proof of life, not when a loss was noticed
    presence          INTEGER NOT NULL CHECK (presence IN (0, 1)),  -- contacts' presence reached this session
    ended             TEXT                                  -- why; NULL while it lasts or if the agent was killed
) STRICT;
CREATE INDEX observation_account ON observation (account_id, since);

-- XEP-0115 node#ver, once each.
CREATE TABLE caps (
    id                INTEGER PRIMARY KEY,
    node              TEXT    NOT NULL UNIQUE
) STRICT;

-- Every presence stanza. A NULL type is available and a NULL show none, as on the wire.
CREATE TABLE presence (
    account_id        INTEGER NOT NULL REFERENCES account,
    contact_id        INTEGER NOT NULL REFERENCES address,
    seen_at           INTEGER NOT NULL,
    n                 INTEGER NOT NULL,                     -- counts what was seen in the same millisecond
    resource_id       INTEGER REFERENCES resource,
    type              TEXT
                      CHECK (type IN ('unavailable', 'error', 'subscribe', 'subscribed', 'unsubscribe', 'unsubscribed')),
    show              TEXT    CHECK (show IN ('chat', 'away', 'xa', 'dnd')),
    status            TEXT,
    priority          INTEGER,                              -- NULL is 0
    cause             TEXT    NOT NULL CHECK (cause IN ('change', 'snapshot', 'delayed', 'room')),
    stamp             INTEGER,                              -- NULL: the same as seen_at
    caps_id           INTEGER REFERENCES caps,
    avatar_hash       TEXT,                                 -- XEP-0153; '' says "no avatar"
    PRIMARY KEY (account_id, contact_id, seen_at, n)
) STRICT, WITHOUT ROWID;

-- Versions of roster entries, stored only when they differ from the one before.
CREATE TABLE roster_change (
    id                INTEGER PRIMARY KEY,
    account_id        INTEGER NOT NULL REFERENCES account,
    contact_id        INTEGER NOT NULL REFERENCES address,
    seen_at           INTEGER NOT NULL,
    name              TEXT,
    subscription      TEXT    NOT NULL CHECK (subscription IN ('none', 'to', 'from', 'both', 'remove')),
    ask               INTEGER NOT NULL CHECK (ask IN (0, 1)),
    groups            TEXT    NOT NULL                      -- a JSON array
) STRICT;
CREATE INDEX roster_change_contact ON roster_change (account_id, contact_id);

-- Pictures, by the SHA-1 of their bytes.
CREATE TABLE avatar (
    id                INTEGER PRIMARY KEY,
    sha1              TEXT    NOT NULL UNIQUE,              -- hex
    mime              TEXT,
    bytes             BLOB    NOT NULL
) STRICT;

-- Versions of vCards (XEP-0054), stored only when they differ from the one before.
CREATE TABLE vcard (
    id                INTEGER PRIMARY KEY,
    account_id        INTEGER NOT NULL REFERENCES account,
    contact_id        INTEGER NOT NULL REFERENCES address,
    fetched_at        INTEGER NOT NULL,                     -- first seen like this
    confirmed_at      INTEGER NOT NULL,                     -- last seen like this
    full_name         TEXT,
    nickname          TEXT,
    given             TEXT,
    family            TEXT,
    email             TEXT    NOT NULL,                     -- a JSON array of addresses
    tel               TEXT    NOT NULL,                     -- a JSON array of {"kind", "number"}
    organisation      TEXT,
    title             TEXT,
    birthday          TEXT,
    url               TEXT,
    note              TEXT,
    photo_url         TEXT,
    avatar_id         INTEGER REFERENCES avatar,
    element           TEXT    NOT NULL                      -- the original without the photo's bytes
) STRICT;
CREATE INDEX vcard_contact ON vcard (account_id, contact_id);

-- Stanzas that could not be taken.
CREATE TABLE quarantine (
    id                INTEGER PRIMARY KEY,
    account_id        INTEGER NOT NULL REFERENCES account,
    seen_at           INTEGER NOT NULL,
    sender            TEXT,                                 -- as far as it could be read, unchecked
    reason            TEXT    NOT NULL,
    size              INTEGER NOT NULL,                     -- bytes
    head              BLOB    NOT NULL                      -- the first 4096 of them
) STRICT;

-- The search index holds message.segmented or, where that is NULL, body and subject, and a token per conversation. Rows
-- are added by explicit inserts with the message's own id; no triggers. A message without a text is not in it.
CREATE VIEW search_content AS
SELECT id,
       coalesce(segmented, body || char(10) || subject, body, subject) AS text,
       'c' || conversation_id AS conversation
FROM message
WHERE coalesce(segmented, body, subject) IS NOT NULL;

CREATE VIRTUAL TABLE search USING fts5 (
    text, conversation,
    content = 'search_content', content_rowid = 'id',
    tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Co So Sk'",
    prefix = '2 3'
);

-- The public face for other programs; these columns stay.
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
       message.message_id, message.origin_id, message.encryption
FROM message
JOIN conversation ON conversation.id = message.conversation_id
JOIN account ON account.id = conversation.account_id
JOIN address AS partner ON partner.id = conversation.with_id
JOIN address AS sender ON sender.id = message.from_id
LEFT JOIN resource AS sender_resource ON sender_resource.id = message.from_resource_id
LEFT JOIN address AS recipient ON recipient.id = message.to_id
LEFT JOIN resource AS recipient_resource ON recipient_resource.id = message.to_resource_id;

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
       presence.avatar_hash
FROM presence
JOIN account ON account.id = presence.account_id
JOIN address AS contact ON contact.id = presence.contact_id
LEFT JOIN resource ON resource.id = presence.resource_id
LEFT JOIN caps ON caps.id = presence.caps_id;

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
       avatar.sha1 AS avatar_sha1
FROM known
JOIN account ON account.id = known.account_id
JOIN address AS contact ON contact.id = known.contact_id
LEFT JOIN latest_roster USING (account_id, contact_id)
LEFT JOIN roster_change ON roster_change.id = latest_roster.id
LEFT JOIN latest_vcard USING (account_id, contact_id)
LEFT JOIN vcard ON vcard.id = latest_vcard.id
LEFT JOIN avatar ON avatar.id = vcard.avatar_id;
