CREATE TABLE ChatLogs (id INTEGER PRIMARY KEY AUTOINCREMENT, from_jid TEXT NOT NULL, to_jid TEXT NOT NULL, from_resource TEXT,
                       to_resource TEXT, message TEXT, timestamp TEXT, type TEXT, stanza_id TEXT, archive_id TEXT, encryption TEXT,
                       marked_read INTEGER, replace_id TEXT);
CREATE TABLE DbVersion (dv_id INTEGER PRIMARY KEY, version INTEGER UNIQUE);
INSERT INTO DbVersion (version) VALUES (1);
INSERT INTO ChatLogs (from_jid, to_jid, from_resource, to_resource, message, timestamp, type, stanza_id, archive_id, encryption, replace_id) VALUES
  ('bob@x.test', 'alice@x.test', 'phone', 'profanity', '/me waves', '2026-11-22T07:14:02.621401Z', 'chat', 'm1', 's1', 'none', ''),
  ('alice@x.test', 'bob@x.test', 'profanity', '', 'hi bbo', '2026-11-22T12:44:07.431656+05:30', 'chat', 'm2', '', '', ''),
  ('alice@x.test', 'bob@x.test', 'profanity', '', 'hi bob', '2026-11-22T07:14:09.431656Z', 'chat', 'm3', '', '', 'm2'),
  ('room@conf.test', 'alice@x.test', 'carol', '', 'room hi', '2026-11-22T07:15:00Z', 'muc', 'm4', 's4', 'none', ''),
  ('room@conf.test', 'alice@x.test', 'carol', '', 'psst', '2026-11-22T07:15:01Z', 'mucpm', 'm5', '', 'none', ''),
  ('bob@x.test', 'alice@x.test', 'phone', '', 'when?', '', 'chat', '', '', '', '');
