CREATE TABLE _meta(name TEXT, int_val INTEGER, text_val TEXT);
CREATE TABLE account(id INTEGER PRIMARY KEY, bare_jid TEXT, password TEXT);
CREATE TABLE jid(id INTEGER PRIMARY KEY, bare_jid TEXT);
CREATE TABLE message(id INTEGER PRIMARY KEY, stanza_id TEXT, server_id TEXT, account_id INT, counterpart_id INT, counterpart_resource TEXT,
                     our_resource TEXT, direction INT, type INT, time INT, local_time INT, body TEXT, encryption INT, marked INT);
CREATE TABLE message_correction(id INTEGER PRIMARY KEY, message_id INTEGER, to_stanza_id TEXT);
INSERT INTO _meta VALUES ('version', 26, NULL);
INSERT INTO account VALUES (1, 'alice@x.test', 'a secret');
INSERT INTO jid VALUES (1, 'bob@x.test'), (2, 'room@conf.test');
INSERT INTO message VALUES
  (1, 'm1', 's1', 1, 1, 'phone', 'dino', 0, 1, 1323856805, 1323856806, 'hi', 0, 0),
  (2, 'm2', NULL, 1, 1, NULL, 'dino', 1, 1, 1323856810, 1323856810, 'helo', 2, 1),
  (3, 'm3', NULL, 1, 1, NULL, 'dino', 1, 1, 1323856811, 1323856811, 'hello', 2, 1),
  (4, 'm4', 's4', 1, 2, 'carol', 'ally', 0, 2, 1323856812, 1323856812, 'room hi', 0, 0),
  (5, 'm5', 's5', 1, 2, 'ally', 'ally', 1, 2, 1323856813, 1323856813, 'hi carol', 0, 0),
  (6, 'm6', NULL, 1, 2, 'carol', 'ally', 0, 3, 1323856814, 1323856814, 'psst', 0, 0),
  (7, 'm7', NULL, 1, 1, 'phone', 'dino', 0, 0, 1323856815, 1323856815, 'not delivered', 0, 0);
INSERT INTO message_correction VALUES (1, 3, 'm2');
