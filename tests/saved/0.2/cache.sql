PRAGMA page_size=8192;
PRAGMA auto_vacuum=0;
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO meta VALUES('county','530521');
INSERT INTO meta VALUES('county_name','');
INSERT INTO meta VALUES('cursor','c1.39c38885.530521.770b7fa1.4');
INSERT INTO meta VALUES('epoch','39c38885');
INSERT INTO meta VALUES('hub','unix:ROOM/hub.sock');
INSERT INTO meta VALUES('hub_now','1592442010');
INSERT INTO meta VALUES('hub_now_real','1795889959');
INSERT INTO meta VALUES('last_error','连不上中心');
INSERT INTO meta VALUES('packs','pack');
INSERT INTO meta VALUES('post','duty-a');
INSERT INTO meta VALUES('reoffer','0');
INSERT INTO meta VALUES('roles','duty');
INSERT INTO meta VALUES('scope','530521');
INSERT INTO meta VALUES('skipped','0');
INSERT INTO meta VALUES('state','offline');
INSERT INTO meta VALUES('synced_at','1795889959');
INSERT INTO meta VALUES('user','duty-a');
CREATE TABLE IF NOT EXISTS "division" (pk INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, rev INTEGER NOT NULL, "parent" TEXT, "level" INTEGER NOT NULL, "name" TEXT NOT NULL, "short" TEXT, "name_en" TEXT, "pinyin" TEXT, "initials" TEXT, "type" TEXT, "class" TEXT, "grid_row" INTEGER, "grid_col" INTEGER, "population" INTEGER, "pop_year" INTEGER, "poor" INTEGER, "villages" INTEGER, "valid_from" TEXT, "valid_to" TEXT, "successor" TEXT, "sample" INTEGER) STRICT;
INSERT INTO division VALUES(1,'530521',1,NULL,3,'旧县',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO division VALUES(2,'530521101',1,'530521',4,'东镇',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
CREATE TABLE IF NOT EXISTS "front" (pk INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, rev INTEGER NOT NULL, "axis" TEXT NOT NULL, "name" TEXT NOT NULL, "name_en" TEXT, "sort" INTEGER, "weight" INTEGER) STRICT;
CREATE TABLE IF NOT EXISTS "post" (pk INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, rev INTEGER NOT NULL, "name" TEXT NOT NULL, "name_en" TEXT, "unit" TEXT, "division" TEXT, "role" TEXT, "phone" TEXT) STRICT;
INSERT INTO post VALUES(1,'duty-a',1,'值班岗',NULL,NULL,NULL,NULL,NULL);
INSERT INTO post VALUES(2,'leader',1,'局长',NULL,NULL,NULL,NULL,NULL);
CREATE TABLE IF NOT EXISTS "task" (pk INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, rev INTEGER NOT NULL, "parent" TEXT, "front" TEXT, "pillar" TEXT, "title" TEXT NOT NULL, "owner_unit" TEXT, "owner_post" TEXT, "division" TEXT, "start" TEXT, "due" TEXT NOT NULL, "weight" INTEGER, "pct" INTEGER, "status" TEXT NOT NULL, "trail" TEXT, "evidence" TEXT, "note" TEXT, "done_by" TEXT, "done_at" TEXT, "checked_by" TEXT, "urged_at" TEXT, "clause" TEXT, "sample" INTEGER) STRICT;
CREATE TABLE IF NOT EXISTS "sup_group" (pk INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, rev INTEGER NOT NULL, "name" TEXT NOT NULL, "name_en" TEXT, "lead_post" TEXT, "members" TEXT, "sort" INTEGER) STRICT;
CREATE TABLE IF NOT EXISTS "sup_assign" (pk INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, rev INTEGER NOT NULL, "sup_group" TEXT NOT NULL, "division" TEXT NOT NULL, "valid_from" TEXT, "valid_to" TEXT) STRICT;
CREATE TABLE IF NOT EXISTS "sup_report" (pk INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, rev INTEGER NOT NULL, "sup_group" TEXT NOT NULL, "period" TEXT NOT NULL, "due" TEXT NOT NULL, "status" TEXT NOT NULL, "analysed_at" TEXT, "judged_at" TEXT, "dispatched_at" TEXT, "submitted_at" TEXT, "submitted_by" TEXT, "accepted_by" TEXT, "matrix" TEXT, "findings" TEXT, "visits" INTEGER, "issues_raised" INTEGER, "returned" INTEGER, "urged_at" TEXT, "note" TEXT, "sample" INTEGER) STRICT;
CREATE TABLE IF NOT EXISTS "issue" (pk INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, rev INTEGER NOT NULL, "title" TEXT NOT NULL, "status" TEXT NOT NULL, "division" TEXT NOT NULL, "deadline" TEXT NOT NULL, "source" TEXT NOT NULL, "kind" TEXT, "category" TEXT, "front" TEXT, "village" TEXT, "institution" TEXT, "detail" TEXT, "source_doc" TEXT, "found_at" TEXT, "resp_unit" TEXT, "resp_post" TEXT, "sup_group" TEXT, "orig_deadline" TEXT, "extensions" INTEGER, "ext_until" TEXT, "ext_reason" TEXT, "root_cause" TEXT, "measure" TEXT, "replicate" TEXT, "evidence" TEXT, "acked_at" TEXT, "started_at" TEXT, "submitted_at" TEXT, "submitted_by" TEXT, "verified_at" TEXT, "verified_by" TEXT, "verify_method" TEXT, "closed_at" TEXT, "closed_by" TEXT, "close_no" TEXT, "close_result" TEXT, "close_note" TEXT, "late_reason" TEXT, "lookback_at" TEXT, "returned" INTEGER, "reopened" INTEGER, "escalation" INTEGER, "concealed" INTEGER, "urged_at" TEXT, "snooze_until" TEXT, "review_at" TEXT, "prior_status" TEXT, "link" TEXT, "last_note" TEXT, "sample" INTEGER) STRICT;
INSERT INTO issue VALUES(1,'acked',1,'acked','VERIFIED','530521101','2020-06-30','SELF',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'[]',NULL,NULL,NULL,NULL,NULL,'leader',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO issue VALUES(2,'applied',1,'applied','VERIFIED','530521101','2020-06-30','SELF',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'[]',NULL,NULL,NULL,NULL,NULL,'leader',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO issue VALUES(3,'close',1,'close','VERIFIED','530521101','2020-06-30','SELF',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'[]',NULL,NULL,NULL,NULL,NULL,'leader',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO issue VALUES(4,'comment',1,'comment','VERIFIED','530521101','2020-06-30','SELF',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'[]',NULL,NULL,NULL,NULL,NULL,'leader',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO issue VALUES(5,'confirmed',2,'confirmed','VERIFIED','530521101','2020-06-30','SELF',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'[]',NULL,NULL,NULL,NULL,NULL,'leader',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'note confirmed',1);
INSERT INTO issue VALUES(6,'conflict',2,'conflict','VERIFIED','530521101','2020-06-30','SELF',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'[]',NULL,NULL,NULL,NULL,NULL,'leader',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'elsewhere',1);
INSERT INTO issue VALUES(7,'draft',1,'draft','VERIFIED','530521101','2020-06-30','SELF',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'[]',NULL,NULL,NULL,NULL,NULL,'leader',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO issue VALUES(8,'refused',1,'refused','VERIFIED','530521101','2020-06-30','SELF',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'[]',NULL,NULL,NULL,NULL,NULL,'leader',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO issue VALUES(9,'sent',1,'sent','VERIFIED','530521101','2020-06-30','SELF',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'[]',NULL,NULL,NULL,NULL,NULL,'leader',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO issue VALUES(10,'superseded',2,'superseded','CLOSED','530521101','2020-06-30','SELF',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'[{"kind":"doc","ref":"文2号"}]',NULL,NULL,NULL,NULL,NULL,'leader',NULL,'2020-06-18T09:00:01+08:00','duty-a',NULL,'FIXED','elsewhere',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO issue VALUES(11,'withdrawn',1,'withdrawn','VERIFIED','530521101','2020-06-30','SELF',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'[]',NULL,NULL,NULL,NULL,NULL,'leader',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
CREATE TABLE IF NOT EXISTS "event" (pk INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, rev INTEGER NOT NULL, "at" TEXT NOT NULL, "actor" TEXT, "post" TEXT, "object_kind" TEXT NOT NULL, "object" TEXT NOT NULL, "verb" TEXT NOT NULL, "from_status" TEXT, "to_status" TEXT, "division" TEXT, "title" TEXT, "note" TEXT, "sample" INTEGER) STRICT;
INSERT INTO event VALUES(1,'01a22361-ed1d-7e13-8219-e486dd35bdf8',1,'2020-06-18T09:00:01+08:00','duty-a','duty-a','issue','confirmed','comment','VERIFIED','VERIFIED','530521101','confirmed','note confirmed',NULL);
INSERT INTO event VALUES(2,'01a22361-ee4f-7c94-94ed-44ee88874bb8',1,'2020-06-18T09:00:01+08:00','duty-a','duty-a','issue','conflict','comment','VERIFIED','VERIFIED','530521101','conflict','elsewhere',NULL);
INSERT INTO event VALUES(3,'01a22361-ef1e-7f8f-a492-522e11474ea3',1,'2020-06-18T09:00:01+08:00','duty-a','duty-a','issue','superseded','close','VERIFIED','CLOSED','530521101','superseded','elsewhere',NULL);
CREATE TABLE IF NOT EXISTS "settlement" (pk INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, rev INTEGER NOT NULL, "period" TEXT NOT NULL, "division" TEXT NOT NULL, "institution" TEXT, "scope" TEXT, "svc" TEXT, "pop" TEXT, "cases" INTEGER, "persons" INTEGER, "instant_cases" INTEGER, "eligible_cases" INTEGER, "total_fen" INTEGER, "scope_fen" INTEGER, "basic_fen" INTEGER, "catastrophic_fen" INTEGER, "aid_fen" INTEGER, "backstop_fen" INTEGER, "supplement_fen" INTEGER, "hosp_relief_fen" INTEGER, "re_aid_fen" INTEGER, "paid_fen" INTEGER, "oop_fen" INTEGER, "precision_fen" INTEGER, "printed" TEXT, "origin" TEXT, "fetched_at" TEXT, "sample" INTEGER) STRICT;
CREATE TABLE IF NOT EXISTS "indicator" (pk INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, rev INTEGER NOT NULL, "name" TEXT NOT NULL, "name_en" TEXT, "unit" TEXT NOT NULL, "formula" TEXT, "direction" TEXT, "target" INTEGER, "definition" TEXT, "version" INTEGER, "clause" TEXT, "area" TEXT, "denominator" TEXT, "every" TEXT, "sort" INTEGER) STRICT;
CREATE TABLE IF NOT EXISTS "figure" (pk INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, rev INTEGER NOT NULL, "indicator" TEXT, "name" TEXT NOT NULL, "period" TEXT NOT NULL, "division" TEXT NOT NULL, "category" TEXT, "institution" TEXT, "batch" TEXT, "value" INTEGER NOT NULL, "unit" TEXT NOT NULL, "printed" TEXT, "precision" INTEGER, "denominator" TEXT, "origin" TEXT, "clause" TEXT, "sample" INTEGER) STRICT;
CREATE TABLE IF NOT EXISTS "rule" (pk INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, rev INTEGER NOT NULL, "title" TEXT NOT NULL, "check" TEXT NOT NULL, "expr" TEXT NOT NULL, "each" TEXT, "category" TEXT, "expect" TEXT, "verdict" TEXT, "unit" TEXT, "sort" INTEGER, "clause" TEXT, "note" TEXT) STRICT;
CREATE TABLE IF NOT EXISTS "param" (pk INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, rev INTEGER NOT NULL, "key" TEXT NOT NULL, "name" TEXT, "value" TEXT NOT NULL, "unit" TEXT, "valid_from" TEXT, "valid_to" TEXT, "clause" TEXT) STRICT;
CREATE TABLE IF NOT EXISTS "term" (pk INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, rev INTEGER NOT NULL, "list" TEXT NOT NULL, "code" TEXT NOT NULL, "name" TEXT NOT NULL, "name_en" TEXT, "sort" INTEGER, "clause" TEXT) STRICT;
INSERT INTO term VALUES(1,'close_result:FIXED',1,'close_result','FIXED','已改',NULL,NULL,NULL);
INSERT INTO term VALUES(2,'source:SELF',1,'source','SELF','自查',NULL,NULL,NULL);
CREATE TABLE IF NOT EXISTS "calendar" (pk INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, rev INTEGER NOT NULL, "kind" TEXT NOT NULL, "name" TEXT) STRICT;
CREATE TABLE IF NOT EXISTS "pack" (pk INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, rev INTEGER NOT NULL, "name" TEXT NOT NULL, "name_en" TEXT, "doc_no" TEXT, "issuers" TEXT, "signed" TEXT, "published" TEXT, "refs" TEXT, "county" TEXT, "clock" TEXT, "active" INTEGER, "sort" INTEGER, "note" TEXT) STRICT;
CREATE TABLE IF NOT EXISTS "duty" (pk INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, rev INTEGER NOT NULL, "name" TEXT NOT NULL, "name_en" TEXT, "rule" TEXT NOT NULL, "day" INTEGER, "day_unit" TEXT, "month" INTEGER, "month_offset" INTEGER, "date" TEXT, "exact" INTEGER, "event" TEXT, "per" TEXT, "grace" INTEGER, "owner" TEXT, "owner_role" TEXT, "recipient" TEXT, "copy_to" TEXT, "evidence" TEXT, "front" TEXT, "valid_from" TEXT, "valid_to" TEXT, "clause" TEXT, "note" TEXT, "sort" INTEGER) STRICT;
CREATE TABLE IF NOT EXISTS "duty_run" (pk INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, rev INTEGER NOT NULL, "duty" TEXT NOT NULL, "title" TEXT, "period" TEXT, "division" TEXT, "sup_group" TEXT, "opened_at" TEXT, "deadline" TEXT NOT NULL, "status" TEXT NOT NULL, "event" TEXT, "done_at" TEXT, "done_by" TEXT, "evidence" TEXT, "late_reason" TEXT, "waived_by" TEXT, "urged_at" TEXT, "note" TEXT, "sample" INTEGER) STRICT;
CREATE TABLE IF NOT EXISTS "institution" (pk INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, rev INTEGER NOT NULL, "name" TEXT NOT NULL, "type" TEXT, "tier" TEXT, "division" TEXT, "village" TEXT, "agreement_no" TEXT, "agreement_state" TEXT, "signed" TEXT, "expires" TEXT, "beds" INTEGER, "inspector" TEXT, "sample" INTEGER) STRICT;
CREATE TABLE IF NOT EXISTS "checklist" (pk INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, rev INTEGER NOT NULL, "name" TEXT NOT NULL, "name_en" TEXT, "subject" TEXT NOT NULL, "institution_type" TEXT, "every" TEXT NOT NULL, "due_day" INTEGER, "valid_from" TEXT, "valid_to" TEXT, "target" INTEGER, "clause" TEXT, "note" TEXT, "sort" INTEGER) STRICT;
CREATE TABLE IF NOT EXISTS "check_item" (pk INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, rev INTEGER NOT NULL, "checklist" TEXT NOT NULL, "code" TEXT NOT NULL, "name" TEXT NOT NULL, "name_en" TEXT, "sort" INTEGER NOT NULL, "clause" TEXT) STRICT;
CREATE TABLE IF NOT EXISTS "check_mark" (pk INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, rev INTEGER NOT NULL, "checklist" TEXT NOT NULL, "title" TEXT, "period" TEXT, "division" TEXT, "institution" TEXT, "sup_group" TEXT, "status" TEXT NOT NULL, "marks" TEXT, "deadline" TEXT, "marked_at" TEXT, "marked_by" TEXT, "evidence" TEXT, "urged_at" TEXT, "note" TEXT, "sample" INTEGER) STRICT;
CREATE TABLE IF NOT EXISTS "ledger" (pk INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, rev INTEGER NOT NULL, "name" TEXT NOT NULL, "name_en" TEXT, "unit" TEXT, "area" TEXT, "funnel" INTEGER, "front" TEXT, "clause" TEXT, "note" TEXT, "sort" INTEGER) STRICT;
CREATE TABLE IF NOT EXISTS "stage" (pk INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, rev INTEGER NOT NULL, "ledger" TEXT NOT NULL, "code" TEXT NOT NULL, "name" TEXT NOT NULL, "name_en" TEXT, "class" TEXT NOT NULL, "after" TEXT, "roles" TEXT, "needs" TEXT, "days" INTEGER, "day_unit" TEXT, "sort" INTEGER NOT NULL, "clause" TEXT) STRICT;
CREATE TABLE IF NOT EXISTS "ledger_field" (pk INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, rev INTEGER NOT NULL, "ledger" TEXT NOT NULL, "key" TEXT NOT NULL, "name" TEXT NOT NULL, "name_en" TEXT, "type" TEXT NOT NULL, "list" TEXT, "required" INTEGER, "total" INTEGER, "sort" INTEGER, "clause" TEXT) STRICT;
CREATE TABLE IF NOT EXISTS "entry" (pk INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, rev INTEGER NOT NULL, "ledger" TEXT NOT NULL, "title" TEXT NOT NULL, "status" TEXT NOT NULL, "stage" TEXT NOT NULL, "division" TEXT, "village" TEXT, "institution" TEXT, "category" TEXT, "period" TEXT, "opened_at" TEXT, "stage_since" TEXT, "deadline" TEXT, "persons" INTEGER, "amount_fen" INTEGER, "extra" TEXT, "stages" TEXT, "signed" TEXT, "resp_post" TEXT, "moved_by" TEXT, "source" TEXT, "batch" TEXT, "watch" TEXT, "hash" TEXT, "evidence" TEXT, "returned" INTEGER, "relapses" INTEGER, "urged_at" TEXT, "last_note" TEXT, "clause" TEXT, "sample" INTEGER) STRICT;
CREATE TABLE IF NOT EXISTS "source" (pk INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, rev INTEGER NOT NULL, "name" TEXT NOT NULL, "name_en" TEXT, "party" TEXT, "takes" TEXT NOT NULL, "direction" TEXT, "url" TEXT, "format" TEXT, "every_minutes" INTEGER, "shrink_bp" INTEGER, "ledger" TEXT, "clause" TEXT, "note" TEXT, "sort" INTEGER) STRICT;
CREATE TABLE IF NOT EXISTS "batch" (pk INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, rev INTEGER NOT NULL, "source" TEXT NOT NULL, "title" TEXT, "division" TEXT, "period" TEXT, "direction" TEXT, "status" TEXT NOT NULL, "received_at" TEXT NOT NULL, "rows" INTEGER, "added" INTEGER, "removed" INTEGER, "changed" INTEGER, "bad" INTEGER, "sha256" TEXT, "previous" TEXT, "held_reason" TEXT, "error" TEXT, "tries" INTEGER, "checked_at" TEXT, "decided_by" TEXT, "decided_at" TEXT, "note" TEXT, "sample" INTEGER) STRICT;
CREATE TABLE IF NOT EXISTS "watch" (pk INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, rev INTEGER NOT NULL, "name" TEXT NOT NULL, "name_en" TEXT, "over" TEXT NOT NULL, "svc" TEXT, "amount" TEXT NOT NULL, "op" TEXT NOT NULL, "param" TEXT NOT NULL, "pop" TEXT, "not_pop" TEXT, "ledger" TEXT NOT NULL, "scope" TEXT, "least" INTEGER, "valid_from" TEXT, "valid_to" TEXT, "clause" TEXT, "sort" INTEGER) STRICT;
CREATE TABLE issue_tally (
 place TEXT NOT NULL, class TEXT NOT NULL, deadline TEXT NOT NULL, n INTEGER NOT NULL,
 PRIMARY KEY (place, class, deadline)
) STRICT, WITHOUT ROWID;
INSERT INTO issue_tally VALUES('530521101','closed','',1);
INSERT INTO issue_tally VALUES('530521101','open','2020-06-30',10);
CREATE TABLE issue_day (
 status TEXT NOT NULL, deadline TEXT NOT NULL, n INTEGER NOT NULL,
 PRIMARY KEY (status, deadline)
) STRICT, WITHOUT ROWID;
INSERT INTO issue_day VALUES('CLOSED','2020-06-30',1);
INSERT INTO issue_day VALUES('VERIFIED','2020-06-30',10);
ANALYZE sqlite_schema;
INSERT INTO sqlite_stat1 VALUES('issue_day','issue_day','1 1 1');
INSERT INTO sqlite_stat1 VALUES('term','sqlite_autoindex_term_1','2 1');
INSERT INTO sqlite_stat1 VALUES('issue_tally','issue_tally','1 1 1 1');
INSERT INTO sqlite_stat1 VALUES('issue','issue_status','11 11 11 1');
INSERT INTO sqlite_stat1 VALUES('issue','issue_open_source','11 11 11 1');
INSERT INTO sqlite_stat1 VALUES('issue','issue_open_place','11 11 11 1');
INSERT INTO sqlite_stat1 VALUES('issue','issue_open_deadline','11 11 1');
INSERT INTO sqlite_stat1 VALUES('issue','sqlite_autoindex_issue_1','11 1');
INSERT INTO sqlite_stat1 VALUES('meta','meta','16 1');
INSERT INTO sqlite_stat1 VALUES('division','division_parent','2 1');
INSERT INTO sqlite_stat1 VALUES('division','sqlite_autoindex_division_1','2 1');
INSERT INTO sqlite_stat1 VALUES('post','sqlite_autoindex_post_1','2 1');
CREATE INDEX division_parent ON division (parent);
CREATE INDEX task_parent ON task (parent);
CREATE INDEX task_division ON task (division);
CREATE INDEX sup_report_period ON sup_report (period, sup_group);
CREATE INDEX event_at ON event (at);
CREATE INDEX event_object ON event (object_kind, object, at);
CREATE INDEX duty_run_deadline ON duty_run (deadline);
CREATE INDEX check_mark_list ON check_mark (checklist, period);
CREATE INDEX settlement_place ON settlement (division, svc, pop, scope, period);
CREATE INDEX settlement_period ON settlement (period);
CREATE INDEX figure_period ON figure (indicator, period);
CREATE INDEX figure_place ON figure (indicator, division, period, category);
CREATE INDEX param_key ON param (key, valid_from);
CREATE INDEX issue_open_deadline ON issue (deadline, id) WHERE status NOT IN ('CLOSED', 'CANCELLED', 'SUSPENDED');
CREATE INDEX issue_open_place ON issue (division, deadline, id) WHERE status NOT IN ('CLOSED', 'CANCELLED', 'SUSPENDED');
CREATE INDEX issue_open_source ON issue (source, deadline, id) WHERE status NOT IN ('CLOSED', 'CANCELLED', 'SUSPENDED');
CREATE INDEX issue_status ON issue (status, deadline, id);
CREATE INDEX issue_open_village ON issue (village, deadline, id) WHERE village IS NOT NULL AND status NOT IN ('CLOSED', 'CANCELLED', 'SUSPENDED');
CREATE INDEX event_division ON event (division, at);
CREATE INDEX entry_book ON entry (ledger, status, deadline, stage, division);
CREATE INDEX stage_book ON stage (ledger, sort);
CREATE INDEX ledger_field_book ON ledger_field (ledger, sort);
CREATE VIEW issue_tally_step AS SELECT NULL AS place, NULL AS status, NULL AS deadline, 0 AS n;
CREATE TRIGGER issue_tallied INSTEAD OF INSERT ON issue_tally_step WHEN new.place IS NOT NULL BEGIN
 INSERT INTO issue_tally VALUES (new.place,
  CASE new.status WHEN 'CLOSED' THEN 'closed' WHEN 'CANCELLED' THEN 'cancelled' WHEN 'SUSPENDED' THEN 'suspended' ELSE 'open' END,
  CASE WHEN new.status IN ('CLOSED', 'CANCELLED', 'SUSPENDED') THEN '' ELSE new.deadline END, new.n)
 ON CONFLICT DO UPDATE SET n = n + excluded.n;
END;
CREATE TRIGGER issue_tallied_in AFTER INSERT ON issue BEGIN
 INSERT INTO issue_tally_step VALUES (new.division, new.status, new.deadline, 1), (new.village, new.status, new.deadline, 1);
END;
CREATE TRIGGER issue_tallied_out AFTER DELETE ON issue BEGIN
 INSERT INTO issue_tally_step VALUES (old.division, old.status, old.deadline, -1), (old.village, old.status, old.deadline, -1);
END;
CREATE TRIGGER issue_retallied AFTER UPDATE OF division, village, status, deadline ON issue
WHEN (old.division, old.village, old.status, old.deadline) IS NOT (new.division, new.village, new.status, new.deadline) BEGIN
 INSERT INTO issue_tally_step VALUES (old.division, old.status, old.deadline, -1), (old.village, old.status, old.deadline, -1),
  (new.division, new.status, new.deadline, 1), (new.village, new.status, new.deadline, 1);
END;
CREATE TRIGGER issue_day_in AFTER INSERT ON issue BEGIN
 INSERT INTO issue_day VALUES (new.status, new.deadline, 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER issue_day_out AFTER DELETE ON issue BEGIN
 UPDATE issue_day SET n = n - 1 WHERE status = old.status AND deadline = old.deadline;
END;
CREATE TRIGGER issue_day_moved AFTER UPDATE OF status, deadline ON issue
WHEN (old.status, old.deadline) IS NOT (new.status, new.deadline) BEGIN
 UPDATE issue_day SET n = n - 1 WHERE status = old.status AND deadline = old.deadline;
 INSERT INTO issue_day VALUES (new.status, new.deadline, 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;
COMMIT;
PRAGMA user_version=1;
PRAGMA application_id=859773645;
PRAGMA journal_mode=wal;
