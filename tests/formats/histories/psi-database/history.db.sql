CREATE TABLE system (key TEXT, value TEXT);
CREATE TABLE accounts (id TEXT, lifetime INTEGER);
CREATE TABLE contacts (id INTEGER NOT NULL PRIMARY KEY ASC, acc_id TEXT, type INTEGER, jid TEXT, lifetime INTEGER);
CREATE TABLE events (id INTEGER NOT NULL PRIMARY KEY ASC, contact_id INTEGER NOT NULL, resource TEXT, date TEXT, type INTEGER,
                     direction INTEGER, subject TEXT, m_text TEXT, lang TEXT, extra_data TEXT);
INSERT INTO system VALUES ('version', '0.1');
INSERT INTO accounts VALUES ('{6f1c}', -1);
INSERT INTO contacts VALUES (1, '{6f1c}', 1, 'bob@x.test', -1), (2, '{6f1c}', 2, 'room@conf.test/carol', -1);
INSERT INTO events VALUES
  (1, 1, 'phone', '2011-12-14T11:00:05.000', 1, 2, NULL, 'hi', NULL, NULL),
  (2, 1, 'psi', '2011-12-14T10:00:10.000Z', 1, 1, NULL, 'hello', NULL, NULL),
  (3, 1, NULL, '2011-12-14T15:30:20+05:30', 0, 2, 'About tea', 'see this', NULL, '{"jabber:x:oob":[["http://x.test/","a link"]]}'),
  (4, 2, NULL, '2011-12-14T11:00:30', 1, 2, NULL, 'psst', NULL, '{"jabber:x:oob":7}'),
  (5, 1, NULL, '2011-12-14T11:00:40', 3, 2, NULL, 'Please add me', NULL, NULL),
  (6, 1, NULL, 'today', 1, 2, NULL, 'when?', NULL, NULL),
  (7, 1, NULL, 5, x'ff', 'in', NULL, NULL, NULL, NULL);
