-- The dump of a database that Gajim's own storage module has written.
PRAGMA user_version = 7;
CREATE TABLE jids(
            jid_id INTEGER PRIMARY KEY AUTOINCREMENT UNIQUE,
            jid TEXT UNIQUE,
            type INTEGER
    );
INSERT INTO "jids" VALUES(1,'bob@x.test',0);
INSERT INTO "jids" VALUES(2,'alice@x.test',0);
INSERT INTO "jids" VALUES(3,'room@conf.test',1);
INSERT INTO "jids" VALUES(4,'room@conf.test/carol',0);
CREATE TABLE last_archive_message(
            jid_id INTEGER PRIMARY KEY UNIQUE,
            last_mam_id TEXT,
            oldest_mam_timestamp TEXT,
            last_muc_timestamp TEXT
    );
CREATE TABLE logs(
            log_line_id INTEGER PRIMARY KEY AUTOINCREMENT UNIQUE,
            account_id INTEGER,
            jid_id INTEGER,
            contact_name TEXT,
            occupant_id TEXT,
            real_jid TEXT,
            time INTEGER,
            kind INTEGER,
            show INTEGER,
            message TEXT,
            error TEXT,
            subject TEXT,
            additional_data TEXT,
            stanza_id TEXT,
            message_id TEXT,
            encryption TEXT,
            encryption_state TEXT,
            marker INTEGER
    );
INSERT INTO "logs" VALUES(1,2,1,NULL,NULL,NULL,1323856805.25,4,NULL,'hi',NULL,NULL,NULL,'s1','m1',NULL,NULL,NULL);
INSERT INTO "logs" VALUES(2,2,1,NULL,NULL,NULL,1323856810.5,6,NULL,'hello',NULL,NULL,'{"corrected": {"original_text": "helo"}}',NULL,'m2',NULL,NULL,NULL);
INSERT INTO "logs" VALUES(3,2,3,'carol',NULL,NULL,1323857001,2,NULL,'room hi',NULL,NULL,NULL,'s2',NULL,NULL,NULL,NULL);
INSERT INTO "logs" VALUES(4,2,4,NULL,NULL,NULL,1323857003,4,NULL,'psst',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "logs" VALUES(5,2,1,NULL,NULL,NULL,1323857004,0,2,'lunch',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE INDEX idx_logs_jid_id_time ON logs (jid_id, time DESC);
CREATE INDEX idx_logs_stanza_id ON logs (stanza_id);
CREATE INDEX idx_logs_message_id ON logs (message_id);
