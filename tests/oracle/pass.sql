-- One pass over what is known by other words (checks.sql).
UPDATE atom SET done = 1, (value, lo, hi) = (SELECT b.value, b.lo, b.hi FROM atom b WHERE b.word = atom.base AND b.place = atom.place AND b.period =
	CASE length(atom.period) WHEN 4 THEN CAST(atom.period - 1 AS TEXT) ELSE strftime('%Y-%m', atom.period || '-01', CASE atom.one WHEN 'prev' THEN '-1 month'
	ELSE '-12 months' END) END) WHERE NOT done AND one IN ('prev', 'yearago') AND EXISTS (SELECT 1 FROM atom b WHERE b.word = atom.base AND b.place = atom.place
	AND b.done AND b.period = CASE length(atom.period) WHEN 4 THEN CAST(atom.period - 1 AS TEXT) ELSE strftime('%Y-%m', atom.period || '-01', CASE atom.one
	WHEN 'prev' THEN '-1 month' ELSE '-12 months' END) END);
UPDATE atom SET done = 1, value = CASE WHEN length(place) = 9 THEN (SELECT b.value = 0 FROM atom b WHERE b.word = atom.base AND b.place = atom.place
		AND b.period IS atom.period)
	ELSE (SELECT CASE WHEN count(b.value) = count(*) THEN sum(b.value = 0) END FROM atom b JOIN town ON town.id = b.place WHERE b.word = atom.base
		AND b.period IS atom.period) END
	WHERE NOT done AND one = 'zero' AND NOT EXISTS (SELECT 1 FROM atom b WHERE b.word = atom.base AND b.period IS atom.period AND NOT b.done
		AND (length(atom.place) = 6 AND length(b.place) = 9 OR b.place = atom.place));
UPDATE atom SET lo = value, hi = value WHERE one = 'zero';
DELETE FROM work; DELETE FROM result;
INSERT INTO work SELECT w.formula, w.place, w.period FROM worked w JOIN atom a ON a.word = w.word AND a.place = w.place AND a.period IS w.period AND NOT a.done
	WHERE NOT EXISTS (SELECT 1 FROM rpn r JOIN atom b ON b.word = r.tok AND b.place = w.place AND b.period IS w.period WHERE r.formula = w.formula AND r.word AND NOT b.done);
INSERT INTO result SELECT * FROM machine;
UPDATE atom SET done = 1, (value, lo, hi) = (SELECT r.value, r.lo, r.hi FROM result r JOIN formula f ON f.id = r.formula WHERE f.owner = word
	AND f.side = 'formula' AND r.place = atom.place AND r.period IS atom.period)
	WHERE NOT done AND EXISTS (SELECT 1 FROM result r JOIN formula f ON f.id = r.formula WHERE f.owner = word AND f.side = 'formula' AND r.place = atom.place
		AND r.period IS atom.period);
