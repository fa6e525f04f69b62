-- Settlement: rates of the newest month that had come in by the day, for each township (each slice for a county whose
-- report knows no townships), with what they are of, how they moved and the money (domain.md 2.5).
DROP TABLE IF EXISTS slip;
CREATE TABLE slip AS SELECT s.*, coalesce(pop, 'ALL') || '/' || coalesce(svc, 'ALL') || '/' || coalesce(scope, 'ALL') AS slice
FROM settlement s, looked WHERE institution IS NULL AND substr(coalesce(fetched_at, ''), 1, 10) <= day
	AND CASE length(period) WHEN 4 THEN period || '-12-31' ELSE period || '-01' END <= CASE length(period) WHEN 4 THEN substr(day, 1, 4) || '-12-31'
	ELSE day END;
DROP TABLE IF EXISTS spread;    -- are there townships, or the county alone
CREATE TABLE spread AS SELECT EXISTS (SELECT 1 FROM settlement WHERE length(division) = 9) AS towns;
DROP TABLE IF EXISTS newest;
CREATE TABLE newest AS SELECT slice, max(period) AS period, CASE WHEN length(max(period)) = 7 THEN strftime('%Y-%m', max(period) || '-01', '-1 month') END
	AS before FROM slip, spread WHERE length(division) = CASE WHEN towns THEN 9 ELSE 6 END GROUP BY 1;
DROP TABLE IF EXISTS rate;
CREATE TABLE rate AS
SELECT k.value AS rate, s.slice, s.division, s.period, s.period = n.period AS now, s.cases, s.total_fen, s.paid_fen, s.eligible_cases,
	CASE k.value WHEN 'instant_rate' THEN s.instant_cases WHEN 'actual_bp' THEN s.paid_fen WHEN 'burden_bp' THEN s.oop_fen
		WHEN 'scope_bp' THEN s.basic_fen + s.catastrophic_fen + coalesce(s.aid_fen, 0) END AS part,
	CASE k.value WHEN 'instant_rate' THEN s.eligible_cases WHEN 'scope_bp' THEN s.scope_fen WHEN 'cases' THEN NULL ELSE s.total_fen END AS whole
FROM slip s JOIN newest n ON n.slice = s.slice AND s.period IN (n.period, n.before), spread,
	json_each('["instant_rate", "actual_bp", "scope_bp", "burden_bp", "cases"]') k
WHERE length(s.division) = CASE WHEN towns THEN 9 ELSE 6 END;
ALTER TABLE rate ADD COLUMN value; ALTER TABLE rate ADD COLUMN change;
UPDATE rate SET value = CASE rate WHEN 'cases' THEN cases ELSE CAST(round(10000.0 * part / whole) AS INTEGER) END;
CREATE INDEX rate_key ON rate (rate, slice, division, now);
UPDATE rate SET change = value - (SELECT b.value FROM rate b WHERE b.rate = rate.rate AND b.slice = rate.slice AND b.division = rate.division
	AND NOT b.now) WHERE now;

-- asked: all rates of the whole, and at the clock the instant rate of every slice; of a county alone what its report gives
DROP TABLE IF EXISTS shown;
CREATE TABLE shown AS SELECT looked.day AS seen, r.* FROM rate r, looked, spread, pack
WHERE r.now AND CASE WHEN NOT towns THEN r.rate <> 'instant_rate'
	ELSE r.slice LIKE '%/ALL/ALL' OR r.rate = 'instant_rate' AND looked.day = substr(pack.clock, 1, 10) END;
INSERT INTO want SELECT seen, 'rates', r.rate || ' ' || r.slice || ' ' || r.division, j.key, j.value
FROM shown r, json_each(json_object('period', r.period, 'value', r.value, 'change', r.change, 'cases', r.cases, 'total', r.total_fen, 'paid', r.paid_fen,
	'share', CAST(round(10000.0 * r.paid_fen / r.total_fen) AS INTEGER))) j;
INSERT INTO want SELECT seen, 'rates', rate || ' ' || slice || ' ' || division, 'whole', whole FROM shown WHERE rate <> 'cases';
INSERT INTO want SELECT seen, 'rates', rate || ' ' || slice || ' ' || division, 'few',
	coalesce(CASE rate WHEN 'instant_rate' THEN whole ELSE cases END < (SELECT value + 0 FROM p WHERE key = 'fair_denominator'), 0) FROM shown WHERE rate <> 'cases';
