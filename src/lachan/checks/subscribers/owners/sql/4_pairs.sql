-- Blocking: pairs of identities that are worth a closer look. Together the passes survive an error in any one field, and
-- in two where a third still agrees.
--
-- Two personal numbers that are right for their own records are two people unless a slip lies between them (the passes
-- over papers), or name and address agree (the pass over addresses), or a photo, scan, device or representative is the
-- same (marks). So the passes over names and dates need only look at pairs with at least one other identity.
CREATE TEMP TABLE mark AS
SELECT what, mark_h, i
FROM (
    SELECT DISTINCT 1 AS what, photo_h AS mark_h, identity_h FROM held
    WHERE photo_h IN (SELECT photo_h FROM held GROUP BY photo_h HAVING count(*) BETWEEN 2 AND 1_000)
    UNION ALL
    SELECT DISTINCT 2, scan_h, identity_h FROM held
    WHERE scan_h IN (SELECT scan_h FROM held GROUP BY scan_h HAVING count(*) BETWEEN 2 AND 1_000)
    UNION ALL
    SELECT DISTINCT 4, imei_h, identity_h FROM held
    WHERE imei_h IN (SELECT imei_h FROM held GROUP BY imei_h HAVING count(*) BETWEEN 2 AND 1_000)
    UNION ALL
    SELECT DISTINCT 8, representative_h, identity_h FROM held
    WHERE representative_h IN (
        SELECT representative_h FROM held GROUP BY representative_h HAVING count(*) BETWEEN 2 AND 1_000)
) JOIN person USING (identity_h)
QUALIFY count(*) OVER (PARTITION BY what, mark_h) BETWEEN 2 AND getvariable('common_mark');

-- An address that so many share is a commune or a province, and no key.
CREATE TEMP TABLE placed AS
SELECT i, hash(address_h, anchor_h) AS place, key, year FROM person
WHERE anchor_h IS NOT NULL AND address_h IN (
    SELECT address_h FROM person WHERE address_h IS NOT NULL GROUP BY address_h HAVING count(*) BETWEEN 2 AND 500);

CREATE TEMP TABLE open_bearer AS FROM bearer WHERE fits IS NOT TRUE;

CREATE TEMP TABLE pair AS
SELECT least(i, j) AS i, greatest(i, j) AS j, bit_or(marks) AS marks
FROM (
    SELECT a.i, b.i AS j, what AS marks FROM mark AS a JOIN mark AS b USING (what, mark_h) WHERE a.i < b.i
    UNION ALL
    -- the same name, born in the same year and month, or with another part of the date that differs
    SELECT a.i, b.i, 0 FROM open_bearer AS a JOIN bearer AS b
        ON hash(a.key, a.year * 12 + a.month) = hash(b.key, b.year * 12 + b.month) AND a.i <> b.i
    UNION ALL
    SELECT a.i, b.i, 0 FROM open_bearer AS a JOIN bearer AS b
        ON hash(a.key, a.year * 32 + a.day) = hash(b.key, b.year * 32 + b.day)
    WHERE a.month <> b.month
    UNION ALL
    SELECT a.i, b.i, 0 FROM open_bearer AS a JOIN bearer AS b
        ON hash(a.key, a.month * 32 + a.day) = hash(b.key, b.month * 32 + b.day)
    WHERE hamming(a.year::VARCHAR, b.year::VARCHAR) = 1
    UNION ALL
    SELECT a.i, b.i, 0 FROM (FROM open_bearer WHERE day <= 12 AND day <> month) AS a JOIN bearer AS b
        ON hash(a.key, a.year, a.month, a.day) = hash(b.key, b.year, b.day, b.month)
    UNION ALL
    -- the rarest word of the name, born on the same day: a word left out
    SELECT a.i, b.i, 0 FROM (FROM person WHERE fits IS NOT TRUE) AS a JOIN person AS b
        ON a.anchor_h = b.anchor_h AND a.birth_date = b.birth_date AND a.i <> b.i
    UNION ALL
    -- one digit of the paper: it lies in the last three, the three before, or the rest
    SELECT a.i, b.i, 0 FROM person AS a JOIN person AS b
        ON hash(a.anchor_h, a.paper // 1_000) = hash(b.anchor_h, b.paper // 1_000) AND a.i < b.i
    WHERE a.anchor_h IS NOT NULL AND a.paper IS NOT NULL
    UNION ALL
    SELECT a.i, b.i, 0 FROM person AS a JOIN person AS b
        ON hash(a.anchor_h, a.paper // 1_000_000, a.paper % 1_000) = hash(b.anchor_h, b.paper // 1_000_000, b.paper % 1_000)
        AND a.i < b.i
    WHERE a.anchor_h IS NOT NULL AND a.paper IS NOT NULL
    UNION ALL
    SELECT a.i, b.i, 0 FROM person AS a JOIN person AS b
        ON hash(a.anchor_h, a.size, a.code % 1_000_000) = hash(b.anchor_h, b.size, b.code % 1_000_000) AND a.i < b.i
    WHERE a.anchor_h IS NOT NULL AND a.paper IS NOT NULL
    UNION ALL
    SELECT a.i, b.i, 0 FROM person AS a JOIN person AS b
        ON hash(a.birth_date, a.paper // 1_000) = hash(b.birth_date, b.paper // 1_000) AND a.i < b.i
    WHERE a.birth_date IS NOT NULL AND a.paper IS NOT NULL
    UNION ALL
    SELECT a.i, b.i, 0 FROM person AS a JOIN person AS b
        ON hash(a.birth_date, a.size, a.code % 1_000) = hash(b.birth_date, b.size, b.code % 1_000) AND a.i < b.i
    WHERE a.birth_date IS NOT NULL AND a.paper IS NOT NULL
    UNION ALL
    -- the same address and rarest word of the name
    SELECT a.i, b.i, 0 FROM placed AS a JOIN placed AS b ON a.place = b.place AND a.i < b.i
    WHERE a.key = b.key OR a.year = b.year
)
GROUP BY ALL;
