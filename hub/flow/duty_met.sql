-- Runs that stand otherwise than the reports they are met by say: those to be done whose report is there, and those
-- that the same report had met and that was returned since.  A run about a quarter or a year is none's.
-- name: duty_met_runs
WITH met AS (
 SELECT r.id, r.status, s.id AS report, json_extract(r.evidence, '$[0].ref') IS s.id AS by_it,
  CASE d.met_by WHEN 'report' THEN s.status IN ('SUBMITTED', 'ACCEPTED', 'CONSOLIDATED')
   ELSE s.analysed_at IS NOT NULL AND s.judged_at IS NOT NULL AND s.dispatched_at IS NOT NULL END AS there,
  CASE d.met_by WHEN 'report' THEN s.submitted_at
   ELSE max(s.analysed_at, s.judged_at, s.dispatched_at) || 'T00:00:00+08:00' END AS at, s.submitted_by AS who
 FROM duty d JOIN duty_run r ON r.duty = d.id
 JOIN sup_report s ON s.sup_group = r.sup_group AND s.period = r.period
 WHERE d.met_by IS NOT NULL AND (?1 IS NULL OR (s.sup_group = ?1 AND s.period = ?2)))
SELECT id, report, at, who, there FROM met
WHERE (there AND status = 'PENDING' AND at IS NOT NULL) OR (NOT there AND status = 'DONE' AND by_it) ORDER BY id
