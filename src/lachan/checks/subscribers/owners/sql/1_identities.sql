-- The numbers in use on the day, all in one scan: the columns are decompressed once, and what later steps ask lies in memory.
-- What can tie two persons together is kept as 64-bit numbers. `paper` is the length, then the digits with the letter before
-- them, so that a slip of one digit is arithmetic; other forms are a hash. What names an organisation is a list, which takes
-- no room in the rows of persons, and nearly all are that.
CREATE TEMP TABLE in_use AS
SELECT
    number, operator, activated_on, point_id, kind, owner_name,
    hash(name_h, birth_date, sex, paper, CASE WHEN paper IS NULL THEN number END) AS identity_h,
    name_h, birth_date, sex, paper,
    CASE WHEN commune_code IS NOT NULL THEN hash(commune_code) END AS commune_h,
    CASE WHEN length(address) > 5 THEN hash(address) END AS address_h,
    CASE WHEN photo_hash IS NOT NULL THEN hash(photo_hash) END AS photo_h,
    CASE WHEN id_scan_hash IS NOT NULL THEN hash(id_scan_hash) END AS scan_h,
    CASE WHEN imei IS NOT NULL THEN hash(imei) END AS imei_h,
    CASE WHEN representative_id IS NOT NULL THEN hash(representative_id) END AS representative_h,
    CASE WHEN kind = 'organisation'
        THEN [tax_code, id_kind, id_number, representative_id, address, commune_code] END AS organisation
FROM (
    SELECT
        *, hash(owner_name) AS name_h,
        CASE
            WHEN owner_kind IS NOT NULL THEN owner_kind
            WHEN id_kind = 'org' OR (id_kind IS NULL AND tax_code IS NOT NULL) THEN 'organisation'
            ELSE 'person'
        END AS kind,
        CASE WHEN length(id_number) BETWEEN 6 AND 17 THEN
            length(id_number) * 100_000_000_000_000_000 + coalesce(
                try_cast(id_number AS BIGINT),
                ascii(id_number)::BIGINT * 1_000_000_000_000 + try_cast(id_number[2:] AS BIGINT),
                (hash(id_number) % 100_000_000_000_000_000)::BIGINT)
        END AS paper
    FROM canonical
    WHERE number IS NOT NULL
        AND status IS DISTINCT FROM 'ended'
        AND (activated_on IS NULL OR activated_on < getvariable('as_of') + INTERVAL 1 DAY)
        AND (ended_on IS NULL OR ended_on > getvariable('as_of'))
);

CREATE TEMP VIEW held AS FROM in_use WHERE kind = 'person';

-- Rows that agree in name, birth date, sex and paper are one identity, a row without paper is one by itself: the
-- problem of pairs is over these.
CREATE TEMP TABLE identity AS
SELECT
    identity_h, count(*)::INTEGER AS rows, any_value(name_h) AS name_h, any_value(birth_date) AS birth_date,
    any_value(sex) AS sex, any_value(paper) AS paper,
    min(commune_h) AS commune_h, min(address_h) AS address_h,
    min(CASE WHEN point_id IS NOT NULL THEN hash(point_id) END) AS point_h
FROM held GROUP BY identity_h;
