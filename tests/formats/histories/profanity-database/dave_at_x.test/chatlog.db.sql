-- The dump of a database that Profanity 0.13.1 has written, but for the names and words.
CREATE TABLE `ChatLogs` ( `id` INTEGER PRIMARY KEY AUTOINCREMENT, `from_jid` TEXT NOT NULL, `to_jid` TEXT NOT NULL, `from_resource` TEXT, `to_resource` TEXT, `message` TEXT, `timestamp` TEXT, `type` TEXT, `stanza_id` TEXT, `archive_id` TEXT, `replace_id` TEXT, `encryption` TEXT, `marked_read` INTEGER);
INSERT INTO "ChatLogs" VALUES(1,'dave@x.test','alice@x.test','profanity','','to the bare JID','2026-11-29T19:32:07.083276Z','chat','X8Nayr0ZHnRLEbB941fcbc0d154c4a94278225d2aef7ff2e5bad392','','','none',NULL);
INSERT INTO "ChatLogs" VALUES(2,'dave@x.test','alice@x.test','profanity','boswell','what a bright window','2026-11-29T19:32:07.222570Z','chat','eMWX5wjtxE2VA8R225957dbadb0e4162af5465d78538b5d715dab19','','','none',NULL);
INSERT INTO "ChatLogs" VALUES(3,'dave@x.test','alice@x.test','profanity','boswell','<b>& "quotes" ''n'' 你好 🦊‍🔥</b> <&>
and a second line','2026-11-29T19:32:07.399652Z','chat','SAjk9OIIgKkY4dH85c3ed6559f07a8780eece19c1687d590273de38','','','none',NULL);
INSERT INTO "ChatLogs" VALUES(4,'dave@x.test','alice@x.test','profanity','boswell','see yuo tomorrow','2026-11-29T19:32:07.542492Z','chat','NVejKCjHbrHhfjH8b2864b43c3887b9333fbaba4a5675bd9868279e','','','none',NULL);
INSERT INTO "ChatLogs" VALUES(5,'dave@x.test','alice@x.test','profanity','boswell','see you tomorrow','2026-11-29T19:32:07.675120Z','chat','S8Apo8SmZkxX4Zr755aaa7884c3ecf7605d7472c45f5adde1ee89ea','','NVejKCjHbrHhfjH8b2864b43c3887b9333fbaba4a5675bd9868279e','none',NULL);
INSERT INTO "ChatLogs" VALUES(6,'dave@x.test','alice@x.test','profanity','','one more thing','2026-11-29T19:32:07.838568Z','chat','Sf1CoDiuUNSVJmKf0525f59f108088ddabde592ac5e3bc07949611b','','','none',NULL);
CREATE TABLE `DbVersion` ( `dv_id` INTEGER PRIMARY KEY, `version` INTEGER UNIQUE);
INSERT INTO "DbVersion" VALUES(1,1);
