-- A log of version 0.x, whose times are whole numbers, with presence and a room.
PRAGMA user_version = 7;
CREATE TABLE jids(jid_id INTEGER PRIMARY KEY AUTOINCREMENT UNIQUE, jid TEXT UNIQUE, type INTEGER);
CREATE TABLE logs(log_line_id INTEGER PRIMARY KEY AUTOINCREMENT UNIQUE, account_id INTEGER, jid_id INTEGER,
                  contact_name TEXT, time INTEGER, kind INTEGER, show INTEGER, message TEXT, error TEXT, subject TEXT,
                  additional_data TEXT DEFAULT '{}', stanza_id TEXT, message_id TEXT, encryption TEXT,
                  encryption_state TEXT, marker INTEGER, real_jid TEXT, occupant_id TEXT);
INSERT INTO jids VALUES (1, 'bob@x.test', 0), (2, 'room@conf.test', 1), (3, 'alice@x.test', 0), (4, 'room@conf.test/carol', 0);
INSERT INTO logs (account_id, jid_id, contact_name, time, kind, show, message, subject, additional_data, stanza_id, message_id) VALUES
  (3, 1, NULL, 1323856805, 4, NULL, 'hi', NULL, '{}', 's1', 'm1'),
  (3, 1, NULL, 1323856810.25, 6, NULL, 'hello', NULL, '{"corrected": {"original_text": "helo"}}', NULL, 'm2'),
  (3, 1, NULL, 1323856820, 3, NULL, 'a letter', 'About tea', '{}', NULL, NULL),
  (3, 1, NULL, 1323856900, 0, 2, 'lunch', NULL, '{}', NULL, NULL),
  (3, 1, NULL, 1323857900, 0, 5, NULL, NULL, '{}', NULL, NULL),
  (3, 2, 'carol', 1323857000, 1, 0, NULL, NULL, '{}', NULL, NULL),
  (3, 2, 'carol', 1323857001, 2, NULL, 'room hi', NULL, '{}', 's2', NULL),
  (3, 2, 'ally', 1323857002, 2, NULL, 'hi carol', NULL, '{}', 's3', NULL),
  (3, 4, NULL, 1323857003, 4, NULL, 'psst', NULL, '{}', NULL, NULL),
  (3, 1, NULL, 1323857004, 9, NULL, 'picture.png', NULL, '{}', NULL, NULL),
  (3, 1, NULL, 'yesterday', 4, NULL, 'a text for a time', NULL, '{}', NULL, NULL),
  (3, 1, NULL, 1323857005, 4, NULL, x'62ff00c3a963', NULL, '{}', NULL, NULL),
  (NULL, 1, NULL, 1323857006, 6, NULL, 'before accounts were told apart', NULL, '{}', NULL, NULL);
