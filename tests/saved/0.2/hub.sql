PRAGMA page_size=8192;
PRAGMA auto_vacuum=0;
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO meta VALUES('audit_count','9');
INSERT INTO meta VALUES('audit_head','4bce922cf1b8dc3d4c056dc53b7354fea86b2099820bdacc3c6a981ff6782abf');
INSERT INTO meta VALUES('clock_real','1795889949');
INSERT INTO meta VALUES('clock_room','1592442000');
INSERT INTO meta VALUES('county','530521');
INSERT INTO meta VALUES('epoch','39c38885');
INSERT INTO meta VALUES('packs','pack');
CREATE TABLE county_seq (county TEXT PRIMARY KEY, seq INTEGER NOT NULL, records INTEGER NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO county_seq VALUES('530521',6,22);
CREATE TABLE record (
 county TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL,
 rev INTEGER NOT NULL, seq INTEGER NOT NULL, at INTEGER NOT NULL, by TEXT NOT NULL,
 division TEXT, former TEXT, object TEXT, gone TEXT, body TEXT,
 PRIMARY KEY (county, kind, id),
 CHECK ((gone IS NULL) = (body IS NOT NULL))
) STRICT, WITHOUT ROWID;
INSERT INTO record VALUES('530521','division','530521',1,1,1592442000,'init',NULL,NULL,NULL,NULL,'{"level":3,"name":"旧县","sample":true}');
INSERT INTO record VALUES('530521','division','530521101',1,1,1592442000,'init',NULL,NULL,NULL,NULL,'{"parent":"530521","level":4,"name":"东镇","sample":true}');
INSERT INTO record VALUES('530521','event','01a22361-ed1d-7e13-8219-e486dd35bdf8',1,2,1592442001,'duty-a','530521101',NULL,'issue/confirmed',NULL,'{"at":"2020-06-18T09:00:01+08:00","actor":"duty-a","post":"duty-a","object_kind":"issue","object":"confirmed","verb":"comment","from_status":"VERIFIED","to_status":"VERIFIED","division":"530521101","title":"confirmed","note":"note confirmed"}');
INSERT INTO record VALUES('530521','event','01a22361-ee4f-7c94-94ed-44ee88874bb8',1,3,1592442001,'duty-a','530521101',NULL,'issue/conflict',NULL,'{"at":"2020-06-18T09:00:01+08:00","actor":"duty-a","post":"duty-a","object_kind":"issue","object":"conflict","verb":"comment","from_status":"VERIFIED","to_status":"VERIFIED","division":"530521101","title":"conflict","note":"elsewhere"}');
INSERT INTO record VALUES('530521','event','01a22361-ef1e-7f8f-a492-522e11474ea3',1,4,1592442001,'duty-a','530521101',NULL,'issue/superseded',NULL,'{"at":"2020-06-18T09:00:01+08:00","actor":"duty-a","post":"duty-a","object_kind":"issue","object":"superseded","verb":"close","from_status":"VERIFIED","to_status":"CLOSED","division":"530521101","title":"superseded","note":"elsewhere"}');
INSERT INTO record VALUES('530521','event','01a22362-07e3-76ba-911f-a784392d9a5e',1,5,1592442010,'duty-a','530521101',NULL,'issue/acked',NULL,'{"at":"2020-06-18T09:00:10+08:00","actor":"duty-a","post":"duty-a","object_kind":"issue","object":"acked","verb":"comment","from_status":"VERIFIED","to_status":"VERIFIED","division":"530521101","title":"acked","note":"note acked"}');
INSERT INTO record VALUES('530521','event','01a22362-0dbb-717e-bc2f-baf934669728',1,6,1592442010,'duty-a','530521101',NULL,'issue/applied',NULL,'{"at":"2020-06-18T09:00:10+08:00","actor":"duty-a","post":"duty-a","object_kind":"issue","object":"applied","verb":"comment","from_status":"VERIFIED","to_status":"VERIFIED","division":"530521101","title":"applied","note":"note applied"}');
INSERT INTO record VALUES('530521','issue','acked',2,5,1592442010,'duty-a','530521101',NULL,NULL,NULL,'{"title":"acked","status":"VERIFIED","division":"530521101","deadline":"2020-06-30","source":"SELF","evidence":[],"verified_by":"leader","sample":true,"last_note":"note acked"}');
INSERT INTO record VALUES('530521','issue','applied',2,6,1592442010,'duty-a','530521101',NULL,NULL,NULL,'{"title":"applied","status":"VERIFIED","division":"530521101","deadline":"2020-06-30","source":"SELF","evidence":[],"verified_by":"leader","sample":true,"last_note":"note applied"}');
INSERT INTO record VALUES('530521','issue','close',1,1,1592442000,'init','530521101',NULL,NULL,NULL,'{"title":"close","status":"VERIFIED","division":"530521101","deadline":"2020-06-30","source":"SELF","evidence":[],"verified_by":"leader","sample":true}');
INSERT INTO record VALUES('530521','issue','comment',1,1,1592442000,'init','530521101',NULL,NULL,NULL,'{"title":"comment","status":"VERIFIED","division":"530521101","deadline":"2020-06-30","source":"SELF","evidence":[],"verified_by":"leader","sample":true}');
INSERT INTO record VALUES('530521','issue','confirmed',2,2,1592442001,'duty-a','530521101',NULL,NULL,NULL,'{"title":"confirmed","status":"VERIFIED","division":"530521101","deadline":"2020-06-30","source":"SELF","evidence":[],"verified_by":"leader","sample":true,"last_note":"note confirmed"}');
INSERT INTO record VALUES('530521','issue','conflict',2,3,1592442001,'duty-a','530521101',NULL,NULL,NULL,'{"title":"conflict","status":"VERIFIED","division":"530521101","deadline":"2020-06-30","source":"SELF","evidence":[],"verified_by":"leader","sample":true,"last_note":"elsewhere"}');
INSERT INTO record VALUES('530521','issue','draft',1,1,1592442000,'init','530521101',NULL,NULL,NULL,'{"title":"draft","status":"VERIFIED","division":"530521101","deadline":"2020-06-30","source":"SELF","evidence":[],"verified_by":"leader","sample":true}');
INSERT INTO record VALUES('530521','issue','refused',1,1,1592442000,'init','530521101',NULL,NULL,NULL,'{"title":"refused","status":"VERIFIED","division":"530521101","deadline":"2020-06-30","source":"SELF","evidence":[],"verified_by":"leader","sample":true}');
INSERT INTO record VALUES('530521','issue','sent',1,1,1592442000,'init','530521101',NULL,NULL,NULL,'{"title":"sent","status":"VERIFIED","division":"530521101","deadline":"2020-06-30","source":"SELF","evidence":[],"verified_by":"leader","sample":true}');
INSERT INTO record VALUES('530521','issue','superseded',2,4,1592442001,'duty-a','530521101',NULL,NULL,NULL,'{"title":"superseded","status":"CLOSED","division":"530521101","deadline":"2020-06-30","source":"SELF","evidence":[{"kind":"doc","ref":"文2号"}],"verified_by":"leader","sample":true,"close_result":"FIXED","close_note":"elsewhere","closed_at":"2020-06-18T09:00:01+08:00","closed_by":"duty-a"}');
INSERT INTO record VALUES('530521','issue','withdrawn',1,1,1592442000,'init','530521101',NULL,NULL,NULL,'{"title":"withdrawn","status":"VERIFIED","division":"530521101","deadline":"2020-06-30","source":"SELF","evidence":[],"verified_by":"leader","sample":true}');
INSERT INTO record VALUES('530521','post','duty-a',1,1,1592442000,'init',NULL,NULL,NULL,NULL,'{"name":"值班岗"}');
INSERT INTO record VALUES('530521','post','leader',1,1,1592442000,'init',NULL,NULL,NULL,NULL,'{"name":"局长"}');
INSERT INTO record VALUES('530521','term','close_result:FIXED',1,1,1592442000,'init',NULL,NULL,NULL,NULL,'{"list":"close_result","code":"FIXED","name":"已改"}');
INSERT INTO record VALUES('530521','term','source:SELF',1,1,1592442000,'init',NULL,NULL,NULL,NULL,'{"list":"source","code":"SELF","name":"自查"}');
CREATE TABLE op (
 n INTEGER PRIMARY KEY, user TEXT NOT NULL, op TEXT NOT NULL, fingerprint TEXT NOT NULL,
 status INTEGER NOT NULL, answer TEXT NOT NULL, county TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL,
 verb TEXT NOT NULL, rev INTEGER NOT NULL, effect TEXT NOT NULL, at INTEGER NOT NULL,
 prev_hash TEXT NOT NULL, hash TEXT NOT NULL,
 UNIQUE (user, op)
) STRICT;
INSERT INTO op VALUES(1,'init','0172c4f0-9280-7a1a-9ae5-beb896845a93','47b11a7cffc8aa2695897409539c8c886c805f56baa33f617707d77bbb3ebd75',200,'{}','530521','','530521','init',0,'',1592442000,'0000000000000000000000000000000000000000000000000000000000000000','32b960eee1da9ac001f29aa79274999ae89c264fe37c7018be6e79a8acb3d301');
INSERT INTO op VALUES(2,'duty-a','01a22361-e948-7a14-843e-a0fcfd4e1ead','d6220d78daf7e5d12596f8e37456f96cc86d66e6d3c7504a71ea3cb3d23d4d78',200,'{}','530521','','duty-a','user-add',0,'',1795889949,'32b960eee1da9ac001f29aa79274999ae89c264fe37c7018be6e79a8acb3d301','f4c3a6017a3bdc84c5499e07e3daf2e751af3bc134689e97f1504a4b064950af');
INSERT INTO op VALUES(3,'duty-a','01a22361-ed1d-7e13-8219-e486dd35bdf8','11801a714065233a8244efce700c242a096f3937a39c4ced0fbc9f27e5cebf30',200,'{"outcome":"applied","op":"01a22361-ed1d-7e13-8219-e486dd35bdf8","kind":"issue","id":"confirmed","rev":2,"at":"2020-06-18T09:00:01+08:00"}','530521','issue','confirmed','comment',2,'5e23e22cafa89c0bd47994f1414095547fd55e90d4a6cdf4cc02134dd74a37d0',1592442001,'f4c3a6017a3bdc84c5499e07e3daf2e751af3bc134689e97f1504a4b064950af','be543ba22c4eb27d806b7d03b2f968f4654a8551588403b47f45e2551fcd3666');
INSERT INTO op VALUES(4,'duty-a','01a22361-ee4f-7c94-94ed-44ee88874bb8','7b063b383e67542a6a40cf536f27f3980d14e556504be99f44a54d55dd8fdf9c',200,'{"outcome":"applied","op":"01a22361-ee4f-7c94-94ed-44ee88874bb8","kind":"issue","id":"conflict","rev":2,"at":"2020-06-18T09:00:01+08:00"}','530521','issue','conflict','comment',2,'6044716f762aeb380d9db2e4db2a9947de288b53cd1c468c44d1774c34db952d',1592442001,'be543ba22c4eb27d806b7d03b2f968f4654a8551588403b47f45e2551fcd3666','e1e4592e141b0a417ed718164f9c298d25787e76521db71179d3978acb2b8786');
INSERT INTO op VALUES(5,'duty-a','01a22361-ef1e-7f8f-a492-522e11474ea3','f19e7f93a15d3dedb36d0e022511bd6fbafffca59adec8744d17d9780dae4503',200,'{"outcome":"applied","op":"01a22361-ef1e-7f8f-a492-522e11474ea3","kind":"issue","id":"superseded","rev":2,"at":"2020-06-18T09:00:01+08:00"}','530521','issue','superseded','close',2,'e55976d42a4edb223798fa4d9afbc6f13ce0970bbcec566fdda71d7cad63666e',1592442001,'e1e4592e141b0a417ed718164f9c298d25787e76521db71179d3978acb2b8786','536068838b3932f65da17c7c6fa1605f8495c67bdd3f8d6e11e7b524a5e661f4');
INSERT INTO op VALUES(6,'duty-a','01a22362-00b8-74a2-9515-b56437192a03','d6220d78daf7e5d12596f8e37456f96cc86d66e6d3c7504a71ea3cb3d23d4d78',200,'{}','530521','','duty-a','user-add',0,'',1795889955,'536068838b3932f65da17c7c6fa1605f8495c67bdd3f8d6e11e7b524a5e661f4','3717b85610d3a2e2ad368543c9675f7d5fd7847a316d682b36589cb08976a945');
INSERT INTO op VALUES(7,'duty-a','01a22362-00b8-7f05-abeb-2a2abdd2d26c','d6220d78daf7e5d12596f8e37456f96cc86d66e6d3c7504a71ea3cb3d23d4d78',200,'{}','530521','','duty-a','user-add',0,'',1795889955,'3717b85610d3a2e2ad368543c9675f7d5fd7847a316d682b36589cb08976a945','91386fefd7a257ae4b139cedb15afd778dbe4ccfbacfb80d56ec2b1da5817a60');
INSERT INTO op VALUES(8,'duty-a','01a22362-07e3-76ba-911f-a784392d9a5e','35b2b8bfa1f9d586b4a1ca75be6e00ee75cc787114a8af036a66e2881746074b',200,'{"outcome":"applied","op":"01a22362-07e3-76ba-911f-a784392d9a5e","kind":"issue","id":"acked","rev":2,"at":"2020-06-18T09:00:10+08:00"}','530521','issue','acked','comment',2,'6d4ff968522844d82b76577d324895d01855fa12fd89e123c4beeee255d92bbb',1592442010,'91386fefd7a257ae4b139cedb15afd778dbe4ccfbacfb80d56ec2b1da5817a60','336b4a2a899f774722e120b422d586bf86a5fe148f3465d5b5638b6c63c616c0');
INSERT INTO op VALUES(9,'duty-a','01a22362-0dbb-717e-bc2f-baf934669728','dcb02d4d20b7b7e0754dba463bf2a35a23fd5a39319ae261e430921d39e92a73',200,'{"outcome":"applied","op":"01a22362-0dbb-717e-bc2f-baf934669728","kind":"issue","id":"applied","rev":2,"at":"2020-06-18T09:00:10+08:00"}','530521','issue','applied','comment',2,'3f65f4a87d2254613b32d9dd541e0fecb2f56ae396e7660b21bdfaf371a1a16e',1592442010,'336b4a2a899f774722e120b422d586bf86a5fe148f3465d5b5638b6c63c616c0','4bce922cf1b8dc3d4c056dc53b7354fea86b2099820bdacc3c6a981ff6782abf');
CREATE TABLE user (
 name TEXT PRIMARY KEY, post TEXT NOT NULL, roles TEXT NOT NULL, scope TEXT NOT NULL,
 uid INTEGER UNIQUE, token_hash TEXT UNIQUE, expires INTEGER, revoked INTEGER
) STRICT, WITHOUT ROWID;
INSERT INTO user VALUES('duty-a','duty-a','duty','530521',0,NULL,NULL,NULL);
CREATE TABLE aside (
 batch TEXT NOT NULL, n INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (batch, n)
) STRICT, WITHOUT ROWID;
CREATE TABLE pull (
 source TEXT PRIMARY KEY, url TEXT NOT NULL, etag TEXT, modified TEXT, digest TEXT,
 tried INTEGER NOT NULL, ok INTEGER NOT NULL, tries INTEGER NOT NULL, due INTEGER NOT NULL, error TEXT
) STRICT, WITHOUT ROWID;
CREATE TABLE pack (
 name TEXT PRIMARY KEY, n INTEGER NOT NULL UNIQUE, county TEXT NOT NULL, own INTEGER NOT NULL, active INTEGER NOT NULL,
 outside INTEGER NOT NULL, loaded INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO pack VALUES('pack',1,'530521',1,1,0,1592442000);
CREATE TABLE pack_record (
 kind TEXT NOT NULL, id TEXT NOT NULL, pack TEXT NOT NULL, part_of TEXT, keeps INTEGER NOT NULL, opened INTEGER NOT NULL,
 dropped INTEGER NOT NULL, rev INTEGER, body TEXT NOT NULL,
 PRIMARY KEY (kind, id, pack)
) STRICT, WITHOUT ROWID;
INSERT INTO pack_record VALUES('division','530521','pack',NULL,1,0,0,1,'{"level":3,"name":"旧县","sample":true}');
INSERT INTO pack_record VALUES('division','530521101','pack',NULL,1,0,0,1,'{"parent":"530521","level":4,"name":"东镇","sample":true}');
INSERT INTO pack_record VALUES('issue','acked','pack',NULL,1,0,0,1,'{"title":"acked","status":"VERIFIED","division":"530521101","deadline":"2020-06-30","source":"SELF","evidence":[],"verified_by":"leader","sample":true}');
INSERT INTO pack_record VALUES('issue','applied','pack',NULL,1,0,0,1,'{"title":"applied","status":"VERIFIED","division":"530521101","deadline":"2020-06-30","source":"SELF","evidence":[],"verified_by":"leader","sample":true}');
INSERT INTO pack_record VALUES('issue','close','pack',NULL,1,0,0,1,'{"title":"close","status":"VERIFIED","division":"530521101","deadline":"2020-06-30","source":"SELF","evidence":[],"verified_by":"leader","sample":true}');
INSERT INTO pack_record VALUES('issue','comment','pack',NULL,1,0,0,1,'{"title":"comment","status":"VERIFIED","division":"530521101","deadline":"2020-06-30","source":"SELF","evidence":[],"verified_by":"leader","sample":true}');
INSERT INTO pack_record VALUES('issue','confirmed','pack',NULL,1,0,0,1,'{"title":"confirmed","status":"VERIFIED","division":"530521101","deadline":"2020-06-30","source":"SELF","evidence":[],"verified_by":"leader","sample":true}');
INSERT INTO pack_record VALUES('issue','conflict','pack',NULL,1,0,0,1,'{"title":"conflict","status":"VERIFIED","division":"530521101","deadline":"2020-06-30","source":"SELF","evidence":[],"verified_by":"leader","sample":true}');
INSERT INTO pack_record VALUES('issue','draft','pack',NULL,1,0,0,1,'{"title":"draft","status":"VERIFIED","division":"530521101","deadline":"2020-06-30","source":"SELF","evidence":[],"verified_by":"leader","sample":true}');
INSERT INTO pack_record VALUES('issue','refused','pack',NULL,1,0,0,1,'{"title":"refused","status":"VERIFIED","division":"530521101","deadline":"2020-06-30","source":"SELF","evidence":[],"verified_by":"leader","sample":true}');
INSERT INTO pack_record VALUES('issue','sent','pack',NULL,1,0,0,1,'{"title":"sent","status":"VERIFIED","division":"530521101","deadline":"2020-06-30","source":"SELF","evidence":[],"verified_by":"leader","sample":true}');
INSERT INTO pack_record VALUES('issue','superseded','pack',NULL,1,0,0,1,'{"title":"superseded","status":"VERIFIED","division":"530521101","deadline":"2020-06-30","source":"SELF","evidence":[],"verified_by":"leader","sample":true}');
INSERT INTO pack_record VALUES('issue','withdrawn','pack',NULL,1,0,0,1,'{"title":"withdrawn","status":"VERIFIED","division":"530521101","deadline":"2020-06-30","source":"SELF","evidence":[],"verified_by":"leader","sample":true}');
INSERT INTO pack_record VALUES('post','duty-a','pack',NULL,1,0,0,1,'{"name":"值班岗"}');
INSERT INTO pack_record VALUES('post','leader','pack',NULL,1,0,0,1,'{"name":"局长"}');
INSERT INTO pack_record VALUES('term','close_result:FIXED','pack',NULL,1,0,0,1,'{"list":"close_result","code":"FIXED","name":"已改"}');
INSERT INTO pack_record VALUES('term','source:SELF','pack',NULL,1,0,0,1,'{"list":"source","code":"SELF","name":"自查"}');
ANALYZE sqlite_schema;
INSERT INTO sqlite_stat1 VALUES('pack_record','pack_record_pack','17 17');
INSERT INTO sqlite_stat1 VALUES('pack_record','pack_record','17 5 1 1');
INSERT INTO sqlite_stat1 VALUES('meta','meta','7 1');
INSERT INTO sqlite_stat1 VALUES('record','record_seq','17 17 17');
INSERT INTO sqlite_stat1 VALUES('record','record','17 17 5 1');
INSERT INTO sqlite_stat1 VALUES('op','sqlite_autoindex_op_1','1 1 1');
INSERT INTO sqlite_stat1 VALUES('county_seq','county_seq','1 1');
INSERT INTO sqlite_stat1 VALUES('pack','sqlite_autoindex_pack_2','1 1');
INSERT INTO sqlite_stat1 VALUES('pack','pack','1 1');
CREATE INDEX pack_record_part ON pack_record (part_of) WHERE part_of IS NOT NULL;
CREATE INDEX pack_record_pack ON pack_record (pack);
CREATE INDEX record_seq ON record (county, seq);
CREATE INDEX record_object ON record (county, object, at) WHERE object IS NOT NULL;
COMMIT;
PRAGMA user_version=3;
PRAGMA application_id=1196769608;
PRAGMA journal_mode=wal;
