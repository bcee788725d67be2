CREATE TABLE "prosodyarchive" ("sort_id" INTEGER PRIMARY KEY AUTOINCREMENT, "host" TEXT NOT NULL, "user" TEXT NOT NULL, "store" TEXT NOT NULL,
                               "key" TEXT NOT NULL, "when" INTEGER NOT NULL, "with" TEXT NOT NULL, "type" TEXT NOT NULL, "value" MEDIUMTEXT NOT NULL);
INSERT INTO prosodyarchive (host, user, store, "key", "when", "with", type, value) VALUES
  ('x.test', 'alice', 'archive', 'a-1', 1323856805, 'bob@x.test', 'xml', '<message from=''bob@x.test/phone'' to=''alice@x.test/home'' type=''chat'' id=''m1'' xmlns=''jabber:client''><body>hi</body><thread>t1</thread></message>'),
  ('x.test', 'alice', 'archive', 'a-2', 1323856810, 'bob@x.test', 'xml', '<message from=''alice@x.test/home'' to=''bob@x.test'' type=''chat'' id=''m2''><body>hello</body></message>'),
  ('x.test', 'alice', 'archive', 'a-3', 1323856811, 'bob@x.test', 'xml', '<message from=''bob@x.test/phone'' to=''alice@x.test''><received xmlns=''urn:xmpp:receipts'' id=''m2''/></message>'),
  ('x.test', 'alice', 'archive', 'a-4', 1323856812, 'bob@x.test', 'xml', '<message from=''bob@x.test/phone'''),
  ('conf.test', 'room', 'muc_log', 'r-1', 1323856813, 'message<groupchat', 'xml', '<message from=''room@conf.test/carol'' type=''groupchat'' id=''m5''><body>room hi</body></message>'),
  ('x.test', 'alice', 'archive', 'a-5', 1323856815, 'bob@x.test', 'xml', '<message from=''bob@x.test/phone'' to=''alice@x.test'' type=''chat'' id=''m6''><body>encrypted</body><encryption xmlns=''urn:xmpp:eme:0'' namespace=''urn:xmpp:omemo:2''/></message>'),
  ('x.test', 'alice', 'pubsub_x', 'p-1', 1323856814, '', 'xml', '<item/>');
