CREATE TABLE messages('message' STRING,'fromBare' INTEGER,'fromResource' STRING,'toBare' INTEGER,'toResource' STRING,'type' INTEGER,'time' INTEGER,'offset' INTEGER);
CREATE TABLE jids('id' INTEGER PRIMARY KEY ASC AUTOINCREMENT,'jid' STRING UNIQUE NOT NULL);
INSERT INTO jids VALUES (1, 'alice@x.test'), (2, 'bob@x.test'), (3, 'room@conf.test'), (4, 'other@x.test');
INSERT INTO messages VALUES
  ('hi', 2, 'phone', 1, 'swift', 0, 1323860405, 1),
  ('hello', 1, 'swift', 2, 'phone', 0, 1323860410, 1),
  ('007', 2, 'phone', 1, 'swift', 0, 1323860411, 1),
  ('room hi', 3, 'carol', 1, 'swift', 1, 1323860412, 1),
  ('psst', 1, 'swift', 3, 'carol', 2, 1323860413, 1),
  ('another account', 4, 'swift', 2, 'phone', 0, 1323860414, 1),
  ('no such clock', 2, 'phone', 1, 'swift', 0, 1323860415, 99),
  ('from nobody', 77, 'phone', 1, 'swift', 0, 1323860416, 1);
