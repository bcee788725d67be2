CREATE TABLE contacts (id INTEGER NOT NULL PRIMARY KEY, parent INTEGER DEFAULT 0);
CREATE TABLE events (id INTEGER NOT NULL PRIMARY KEY, contact_id INTEGER, module VARCHAR(255), timestamp INTEGER, type INTEGER,
                     flags INTEGER, data BLOB, server_id TEXT, user_id TEXT, is_read INTEGER);
CREATE TABLE settings (contact_id INTEGER, module VARCHAR(255), setting VARCHAR(255), type INTEGER, value NOT NULL);
CREATE TABLE crypto (storedKey BLOB, srmmKey BLOB);
INSERT INTO contacts (id) VALUES (1), (2);
INSERT INTO settings VALUES (0, 'JABBER_1', 'jid', 253, 'alice@x.test'), (0, 'JABBER_1', 'Password', 253, 'a secret'),
  (1, 'JABBER_1', 'jid', 253, 'bob@x.test'), (2, 'ICQ', 'UIN', 4, 123456);
INSERT INTO events (id, contact_id, module, timestamp, type, flags, data) VALUES
  (1, 1, 'JABBER_1', 1323856805, 0, 0x14, CAST('hi' AS BLOB) || x'00'),
  (2, 1, 'JABBER_1', 1323856810250, 0, 0x816, 'hello' || x'00' || 'hello'),
  (3, 1, 'JABBER_1', 1323856811, 2001, 0x10, 'online'),
  (4, 1, 'JABBER_1', 1323856812, 0, 0x20, x'0102'),
  (5, 2, 'ICQ', 1323856813, 0, 0, 'elsewhere'),
  (6, 1, 'JABBER_1', 'noon', 0, 0, 'when?');
