-- Blocking: pairs of identities that are worth a closer look. Together the passes survive an error in any one field, and
-- in two where a third still agrees. What many share is no key: a large block says nothing.
CREATE TEMP MACRO one_slip(a, b) AS
    (a // 100 <> b // 100)::INTEGER + (a // 10 % 10 <> b // 10 % 10)::INTEGER + (a % 10 <> b % 10)::INTEGER = 1
    OR (a // 100 = b // 10 % 10 AND a // 10 % 10 = b // 100 AND a % 10 = b % 10)
    OR (a // 100 = b // 100 AND a // 10 % 10 = b % 10 AND a % 10 = b // 10 % 10);

CREATE TEMP TABLE mark AS
SELECT what, mark_h, i
FROM (SELECT DISTINCT * FROM (
    SELECT 1 AS what, photo_h AS mark_h, identity_h FROM held
    WHERE photo_h IN (
        SELECT photo_h FROM held GROUP BY photo_h
        HAVING min(identity_h) <> max(identity_h) AND count(*) <= 1_000)
    UNION ALL
    SELECT 2 AS what, scan_h AS mark_h, identity_h FROM held
    WHERE scan_h IN (
        SELECT scan_h FROM held GROUP BY scan_h
        HAVING min(identity_h) <> max(identity_h) AND count(*) <= 1_000)
    UNION ALL
    SELECT 4 AS what, imei_h AS mark_h, identity_h FROM held
    WHERE imei_h IN (
        SELECT imei_h FROM held GROUP BY imei_h
        HAVING min(identity_h) <> max(identity_h) AND count(*) <= 1_000)
    UNION ALL
    SELECT 8 AS what, representative_h AS mark_h, identity_h FROM held
    WHERE representative_h IN (
        SELECT representative_h FROM held GROUP BY representative_h
        HAVING min(identity_h) <> max(identity_h) AND count(*) <= 1_000)
)) JOIN person USING (identity_h)
QUALIFY count(*) OVER (PARTITION BY what, mark_h) <= getvariable('common_mark');

CREATE TEMP TABLE marked_pair AS
SELECT a.i, b.i AS j, bit_or(what) AS marks
FROM mark AS a JOIN mark AS b USING (what, mark_h) WHERE a.i < b.i GROUP BY ALL;

CREATE TEMP TABLE pair AS
SELECT least(i, j) AS i, greatest(i, j) AS j, bit_or(marks) AS marks
FROM (
    SELECT i, j, marks FROM marked_pair
    UNION ALL
    SELECT a.i, b.i, 0 FROM bearer AS a JOIN bearer AS b
        ON hash(a.key, a.year * 12 + a.month) = hash(b.key, b.year * 12 + b.month) AND a.i < b.i
    WHERE a.paper_h IS DISTINCT FROM b.paper_h
    UNION ALL
    SELECT a.i, b.i, 0 FROM bearer AS a JOIN bearer AS b
        ON hash(a.key, a.year * 32 + a.day) = hash(b.key, b.year * 32 + b.day) AND a.i < b.i
    WHERE a.paper_h IS DISTINCT FROM b.paper_h AND a.month <> b.month
    UNION ALL
    SELECT a.i, b.i, 0 FROM bearer AS a JOIN bearer AS b
        ON hash(a.key, a.month * 32 + a.day) = hash(b.key, b.month * 32 + b.day) AND a.i < b.i
    WHERE a.paper_h IS DISTINCT FROM b.paper_h AND hamming(a.year::VARCHAR, b.year::VARCHAR) = 1
    UNION ALL
    SELECT a.i, b.i, 0
    FROM (FROM bearer WHERE day <= 12 AND day > month) AS a JOIN (FROM bearer WHERE day < month) AS b
        ON hash(a.key, a.year, a.month, a.day) = hash(b.key, b.year, b.day, b.month)
    WHERE a.paper_h IS DISTINCT FROM b.paper_h
    UNION ALL
    SELECT a.i, b.i, 0 FROM person AS a JOIN person AS b
        ON a.anchor_h = b.anchor_h AND a.birth_date = b.birth_date AND a.i < b.i
    WHERE a.paper_h IS DISTINCT FROM b.paper_h AND a.key <> b.key
    UNION ALL
    SELECT a.i, b.i, 0 FROM person AS a JOIN person AS b ON a.sized // 1_000 = b.sized // 1_000 AND a.i < b.i
    WHERE one_slip(a.sized % 1_000, b.sized % 1_000)
    UNION ALL
    SELECT a.i, b.i, 0 FROM person AS a JOIN person AS b
        ON a.sized // 1_000_000 * 1_000 + a.sized % 1_000 = b.sized // 1_000_000 * 1_000 + b.sized % 1_000 AND a.i < b.i
    WHERE one_slip(a.sized // 1_000 % 1_000, b.sized // 1_000 % 1_000)
    UNION ALL
    SELECT a.i, b.i, 0 FROM person AS a JOIN person AS b
        ON a.size * 1_000_000 + a.code % 1_000_000 = b.size * 1_000_000 + b.code % 1_000_000 AND a.i < b.i
    WHERE hamming(a.sized::VARCHAR, b.sized::VARCHAR) BETWEEN 1 AND 2
    UNION ALL
    SELECT a.i, b.i, 0
    FROM (
        FROM person
        WHERE address_h IN (SELECT address_h FROM person GROUP BY address_h HAVING count(*) BETWEEN 2 AND 200)
    ) AS a JOIN person AS b ON a.address_h = b.address_h AND a.i < b.i
    WHERE a.paper_h IS DISTINCT FROM b.paper_h
        AND (a.key = b.key OR (a.anchor_h = b.anchor_h AND a.year = b.year) OR a.birth_date = b.birth_date)
)
WHERE i <> j
GROUP BY ALL;
