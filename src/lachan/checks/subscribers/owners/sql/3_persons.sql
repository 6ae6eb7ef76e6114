-- A paper that stands for nobody: a filler, or one that more names share than one person can have writings.
CREATE TEMP TABLE filler AS
SELECT paper FROM (
    SELECT paper, key, count(*) AS same
    FROM identity JOIN name USING (name_h)
    WHERE paper IN (SELECT paper FROM identity WHERE paper IS NOT NULL GROUP BY paper HAVING count(*) >= 10)
    GROUP BY paper, key
) GROUP BY paper HAVING count(*) >= 10 AND max(same) * 5 < sum(same)
UNION
SELECT length(digits) * 100_000_000_000_000_000 + digits::BIGINT FROM (
    SELECT unnest(['012345678', '0123456789', '012345678901', '123456789', '1234567890', '123456789012',
        '123456789123', '987654321', '987654321012']) AS digits
    UNION ALL
    SELECT repeat((n % 10)::VARCHAR, n // 10) FROM range(60, 180) AS r(n)
);

-- A name and date that a crowd shares ("KHÁCH HÀNG", 01/01/1900) is a filler too and no key.
CREATE TEMP TABLE crowd AS
SELECT name_h, birth_date, true AS crowd FROM identity WHERE birth_date IS NOT NULL
GROUP BY name_h, birth_date HAVING count(*) > getvariable('crowd');

-- A date that one in two hundred of very many bear is what was typed when none was known (01/01/1900).
CREATE TEMP TABLE filler_date AS
SELECT birth_date FROM identity WHERE birth_date IS NOT NULL
GROUP BY birth_date HAVING count(*) > 2_000 AND count(*) * 200 > (SELECT count(*) FROM identity);

CREATE TEMP TABLE person AS
SELECT
    *,
    CASE WHEN size = 12 AND code < 1_000_000_000_000 THEN
        code // 1_000_000 % 100 = year % 100
        AND code // 100_000_000 % 10 // 2 = year // 100 - 19
        AND (sex IS NULL OR code // 100_000_000 % 2 = (sex = 'F')::INTEGER)
    END AS fits
FROM (
    SELECT
        i, identity_h, rows, name_h, key, CASE WHEN crowd IS NULL THEN anchor_h END AS anchor_h, sex, commune_h, address_h, point_h,
        birth_date, year(birth_date) AS year, month(birth_date) AS month, day(birth_date) AS day,
        CASE WHEN known THEN paper END AS paper,
        CASE WHEN known THEN paper // 100_000_000_000_000_000 END AS size,
        CASE WHEN known THEN paper % 100_000_000_000_000_000 END AS code
    FROM (
        SELECT
            rowid::INTEGER AS i,
            * REPLACE (CASE WHEN birth_date NOT IN (FROM filler_date) THEN birth_date END AS birth_date),
            paper NOT IN (FROM filler) AS known
        FROM identity
    )
    LEFT JOIN (SELECT name_h, key, anchor_h FROM name) USING (name_h)
    LEFT JOIN crowd USING (name_h, birth_date)
);

-- A person under each key that the name may stand for.
CREATE TEMP TABLE bearer AS
SELECT i, name_key.key, year, month, day, fits
FROM person JOIN name_key USING (name_h) WHERE birth_date IS NOT NULL AND anchor_h IS NOT NULL;

CREATE TEMP TABLE key_weight AS
SELECT key, -log2((sum(persons) + getvariable('background') * pow(2, max(log_share)))
    / (sum(sum(persons)) OVER () + getvariable('background'))) AS bits
FROM (SELECT name_h, count(*) AS persons FROM person GROUP BY name_h) JOIN name USING (name_h) GROUP BY key;

CREATE TEMP TABLE date_weight AS
SELECT birth_date, -log2(
    (count(*) + getvariable('background')
        * CASE WHEN day(birth_date) = 1 AND month(birth_date) = 1 THEN 10 ELSE 1 END / 25000)
    / (sum(count(*)) OVER () + getvariable('background'))) AS bits
FROM person WHERE birth_date IS NOT NULL GROUP BY birth_date;

CREATE TEMP TABLE place_weight AS
SELECT place_h, -log2(
    (sum(persons) + getvariable('background') / any_value(usual))
    / (any_value(whole) + getvariable('background'))) AS bits
FROM (
    SELECT commune_h AS place_h, count(*) AS persons, 60 AS usual, sum(count(*)) OVER () AS whole
    FROM person GROUP BY commune_h
    UNION ALL
    SELECT address_h, count(*), 5000, any_value(whole)
    FROM (SELECT address_h, count(*) OVER () AS whole FROM person) GROUP BY address_h HAVING count(*) > 1
    UNION ALL
    SELECT point_h, count(*), 100, sum(count(*)) OVER () FROM person GROUP BY point_h
) WHERE place_h IS NOT NULL GROUP BY place_h;
