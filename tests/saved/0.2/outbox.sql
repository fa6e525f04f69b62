PRAGMA page_size=4096;
PRAGMA auto_vacuum=2;
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE op (
 uuid       TEXT PRIMARY KEY,
 place      INTEGER NOT NULL,
 kind       TEXT NOT NULL,
 id         TEXT NOT NULL,
 verb       TEXT NOT NULL,
 base       INTEGER NOT NULL,
 args       TEXT NOT NULL,
 at         INTEGER NOT NULL,
 state      TEXT NOT NULL CHECK (state IN ('draft', 'pending', 'acked', 'confirmed',
                                           'superseded', 'conflict', 'refused', 'withdrawn')),
 attempts   INTEGER NOT NULL DEFAULT 0,
 bytes      TEXT,
 answer     TEXT,                          -- the hub's last words about it, JSON
 reason     TEXT,
 acked_rev  INTEGER,
 answered_at INTEGER,
 title      TEXT NOT NULL DEFAULT ''
, seen TEXT) STRICT;
INSERT INTO op VALUES('01a22361-ed1d-7e13-8219-e486dd35bdf8',1,'issue','confirmed','comment',1,'{"note":"note confirmed"}',1592442000,'confirmed',1,'{"op":"01a22361-ed1d-7e13-8219-e486dd35bdf8","verb":"comment","kind":"issue","id":"confirmed","base":1,"at":"2020-06-18T09:00:00+08:00","args":{"note":"note confirmed"}}','{"outcome":"applied","op":"01a22361-ed1d-7e13-8219-e486dd35bdf8","kind":"issue","id":"confirmed","rev":2,"at":"2020-06-18T09:00:01+08:00"}',NULL,2,1795889950,'confirmed','{"title":"confirmed","status":"VERIFIED","division":"530521101","deadline":"2020-06-30","source":"SELF","evidence":"[]","verified_by":"leader","sample":"1"}');
INSERT INTO op VALUES('01a22361-efda-77df-b0cb-2f0ca1a08d19',2,'issue','conflict','comment',1,'{"note":"note conflict"}',1592442001,'conflict',1,'{"op":"01a22361-efda-77df-b0cb-2f0ca1a08d19","verb":"comment","kind":"issue","id":"conflict","base":1,"at":"2020-06-18T09:00:01+08:00","args":{"note":"note conflict"}}','{"current":{"kind":"issue","id":"conflict","rev":2,"body":{"title":"conflict","status":"VERIFIED","division":"530521101","deadline":"2020-06-30","source":"SELF","evidence":[],"verified_by":"leader","sample":true,"last_note":"elsewhere"}},"since":[{"at":"2020-06-18T09:00:01+08:00","actor":"duty-a","post":"duty-a","object_kind":"issue","object":"conflict","verb":"comment","from_status":"VERIFIED","to_status":"VERIFIED","division":"530521101","title":"conflict","note":"elsewhere"}],"closed":false,"type":"urn:guatu:problem:stale-rev","title":"the record has changed since","status":409}','其间有人改动了该记录',NULL,1795889953,'conflict','{"title":"conflict","status":"VERIFIED","division":"530521101","deadline":"2020-06-30","source":"SELF","evidence":"[]","verified_by":"leader","sample":"1"}');
INSERT INTO op VALUES('01a22361-f72b-7c20-82c2-54548120c69c',3,'issue','superseded','close',1,'{"result":"FIXED","note":"note superseded","evidence":[{"kind":"doc","ref":"文1号"}],"verifier":"leader"}',1592442003,'superseded',1,'{"op":"01a22361-f72b-7c20-82c2-54548120c69c","verb":"close","kind":"issue","id":"superseded","base":1,"at":"2020-06-18T09:00:03+08:00","args":{"result":"FIXED","note":"note superseded","evidence":[{"kind":"doc","ref":"文1号"}],"verifier":"leader"}}','{"current":{"kind":"issue","id":"superseded","rev":2,"body":{"title":"superseded","status":"CLOSED","division":"530521101","deadline":"2020-06-30","source":"SELF","evidence":[{"kind":"doc","ref":"文2号"}],"verified_by":"leader","sample":true,"close_result":"FIXED","close_note":"elsewhere","closed_at":"2020-06-18T09:00:01+08:00","closed_by":"duty-a"}},"since":[{"at":"2020-06-18T09:00:01+08:00","actor":"duty-a","post":"duty-a","object_kind":"issue","object":"superseded","verb":"close","from_status":"VERIFIED","to_status":"CLOSED","division":"530521101","title":"superseded","note":"elsewhere"}],"closed":true,"type":"urn:guatu:problem:stale-rev","title":"the record has changed since","status":409}','其间有人改动了该记录',NULL,1795889953,'superseded','{"title":"superseded","status":"VERIFIED","division":"530521101","deadline":"2020-06-30","source":"SELF","evidence":"[]","verified_by":"leader","sample":"1"}');
INSERT INTO op VALUES('01a22361-fc17-7c01-8ab0-e8f06cf86782',4,'issue','refused','comment',1,'{"note":"note refused"}',1592442004,'refused',1,'{"op":"01a22361-fc17-7c01-8ab0-e8f06cf86782","verb":"comment","kind":"issue","id":"refused","base":1,"at":"2020-06-18T09:00:04+08:00","args":{"note":"note refused"}}','{"reason":"role","type":"urn:guatu:problem:role","title":"your role may not do this","status":403,"detail":"your role may not do this"}','你的角色无权转入该环节',NULL,1795889955,'refused','{"title":"refused","status":"VERIFIED","division":"530521101","deadline":"2020-06-30","source":"SELF","evidence":"[]","verified_by":"leader","sample":"1"}');
INSERT INTO op VALUES('01a22362-0316-77e5-94cc-5864da64faab',5,'issue','sent','comment',1,'{"note":"note sent"}',1592442006,'pending',4,'{"op":"01a22362-0316-77e5-94cc-5864da64faab","verb":"comment","kind":"issue","id":"sent","base":1,"at":"2020-06-18T09:00:06+08:00","args":{"note":"note sent"}}',NULL,NULL,NULL,NULL,'sent','{"title":"sent","status":"VERIFIED","division":"530521101","deadline":"2020-06-30","source":"SELF","evidence":"[]","verified_by":"leader","sample":"1"}');
INSERT INTO op VALUES('01a22362-07e3-76ba-911f-a784392d9a5e',6,'issue','acked','comment',1,'{"note":"note acked"}',1592442007,'acked',1,'{"op":"01a22362-07e3-76ba-911f-a784392d9a5e","verb":"comment","kind":"issue","id":"acked","base":1,"at":"2020-06-18T09:00:07+08:00","args":{"note":"note acked"}}','{"outcome":"applied","op":"01a22362-07e3-76ba-911f-a784392d9a5e","kind":"issue","id":"acked","rev":2,"at":"2020-06-18T09:00:10+08:00"}',NULL,2,1795889959,'acked','{"title":"acked","status":"VERIFIED","division":"530521101","deadline":"2020-06-30","source":"SELF","evidence":"[]","verified_by":"leader","sample":"1"}');
INSERT INTO op VALUES('01a22362-0dbb-717e-bc2f-baf934669728',7,'issue','applied','comment',1,'{"note":"note applied"}',1592442009,'pending',1,'{"op":"01a22362-0dbb-717e-bc2f-baf934669728","verb":"comment","kind":"issue","id":"applied","base":1,"at":"2020-06-18T09:00:09+08:00","args":{"note":"note applied"}}',NULL,'连接中断：Recv failure: 连接被对方重设',NULL,1795889959,'applied','{"title":"applied","status":"VERIFIED","division":"530521101","deadline":"2020-06-30","source":"SELF","evidence":"[]","verified_by":"leader","sample":"1"}');
INSERT INTO op VALUES('01a22362-13c2-72c0-ac72-1fef45f65a16',8,'issue','close','close',1,'{"result":"FIXED","note":"note close","evidence":[{"kind":"doc","ref":"文1号"}],"verifier":"leader"}',1592442010,'pending',0,NULL,NULL,NULL,NULL,NULL,'close','{"title":"close","status":"VERIFIED","division":"530521101","deadline":"2020-06-30","source":"SELF","evidence":"[]","verified_by":"leader","sample":"1"}');
INSERT INTO op VALUES('01a22362-1b23-7a0e-b460-b086c0964da7',9,'issue','comment','comment',1,'{"note":"note comment"}',1592442012,'pending',0,NULL,NULL,NULL,NULL,NULL,'comment','{"title":"comment","status":"VERIFIED","division":"530521101","deadline":"2020-06-30","source":"SELF","evidence":"[]","verified_by":"leader","sample":"1"}');
INSERT INTO op VALUES('01a22362-1def-7931-b25c-6d7795c0dfd2',10,'issue','comment','comment',1,'{"note":"note comment again"}',1592442013,'pending',0,NULL,NULL,NULL,NULL,NULL,'comment','{"title":"comment","status":"VERIFIED","division":"530521101","deadline":"2020-06-30","source":"SELF","evidence":"[]","verified_by":"leader","sample":"1"}');
INSERT INTO op VALUES('01a22362-212d-7931-a88f-0794410c4819',11,'issue','','register',0,'{"title":"note register","source":"SELF","division":"530521101","deadline":"2020-06-30"}',1592442014,'pending',0,NULL,NULL,NULL,NULL,NULL,'note register',NULL);
INSERT INTO op VALUES('01a22362-2607-7167-b7af-8df3aad40bcf',12,'issue','withdrawn','comment',1,'{"note":"note withdrawn"}',1592442015,'withdrawn',0,NULL,NULL,NULL,NULL,1795889965,'withdrawn','{"title":"withdrawn","status":"VERIFIED","division":"530521101","deadline":"2020-06-30","source":"SELF","evidence":"[]","verified_by":"leader","sample":"1"}');
INSERT INTO op VALUES('01a22362-2b39-72a6-9b1c-2cd56036021d',13,'issue','draft','close',1,'{"result":"FIXED","note":"note draft","verifier":"leader","lookback":"2020-07-18"}',1592442016,'draft',0,NULL,NULL,NULL,NULL,NULL,'',NULL);
CREATE INDEX op_state ON op (state, place);
CREATE INDEX op_record ON op (kind, id, place);
CREATE UNIQUE INDEX op_one_close ON op (kind, id) WHERE verb = 'close' AND state IN ('draft', 'pending', 'acked', 'conflict');
COMMIT;
PRAGMA user_version=2;
PRAGMA application_id=0;
PRAGMA journal_mode=delete;
