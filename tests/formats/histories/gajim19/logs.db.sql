CREATE TABLE account(pk INTEGER PRIMARY KEY, jid TEXT);
CREATE TABLE remote(pk INTEGER PRIMARY KEY, jid TEXT);
CREATE TABLE occupant(pk INTEGER PRIMARY KEY, fk_account_pk INT, fk_remote_pk INT, id TEXT, nickname TEXT);
CREATE TABLE message(pk INTEGER PRIMARY KEY, fk_account_pk INT, fk_remote_pk INT, resource TEXT, type INT, direction INT,
                     timestamp REAL, state INT, id TEXT, stanza_id TEXT, text TEXT, fk_occupant_pk INT, fk_encryption_pk INT,
                     correction_id TEXT);
INSERT INTO account VALUES (1, 'alice@x.test');
INSERT INTO remote VALUES (1, 'bob@x.test'), (2, 'room@conf.test');
INSERT INTO occupant VALUES (1, 1, 2, 'o1', 'carol');
INSERT INTO message VALUES
  (1, 1, 1, 'phone', 1, 1, 1323856805.25, 2, 'm1', 's1', 'hi', NULL, NULL, NULL),
  (2, 1, 1, NULL, 1, 2, 1323856810, 2, 'm2', NULL, 'helo', NULL, NULL, NULL),
  (3, 1, 1, NULL, 1, 2, 1323856815, 2, 'm3', NULL, 'hello', NULL, NULL, 'm2'),
  (4, 1, 2, 'carol', 2, 1, 1323856820, 2, 'm4', 's4', 'room hi', 1, NULL, NULL),
  (5, 1, 2, 'ally', 2, 2, 1323856821, 2, 'm5', 's5', 'hi carol', NULL, NULL, NULL),
  (6, 1, 2, 'carol', 3, 2, 1323856822, 2, 'm6', NULL, 'psst', NULL, NULL, NULL),
  (7, 1, 1, 'phone', 1, 1, 1323856830, 2, 'm7', 's7', NULL, NULL, NULL, NULL);
PRAGMA user_version = 13;
