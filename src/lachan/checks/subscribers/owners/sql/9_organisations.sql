-- Organisations: rows that agree in all that names one are one node; the tax code (its first ten digits: head office and
-- branches) or the number of the founding paper ties, then the name, the address and the legal representative.
CREATE TEMP TABLE organisation_held AS
SELECT
    number, operator, activated_on,
    hash(owner_name, tax_code, id_number, representative_id, address, commune_code,
        CASE WHEN coalesce(tax_code, id_number, owner_name) IS NULL THEN number END) AS identity_h,
    owner_name, tax_code, CASE WHEN id_kind = 'org' OR id_kind IS NULL THEN id_number END AS paper,
    representative_id, address, commune_code
FROM (
    SELECT
        number, operator, activated_on, owner_name, organisation[1] AS tax_code, organisation[2] AS id_kind,
        organisation[3] AS id_number, organisation[4] AS representative_id, organisation[5] AS address,
        organisation[6] AS commune_code
    FROM in_use WHERE kind = 'organisation'
);

CREATE TEMP TABLE organisation AS
SELECT *, regexp_full_match(code, '[0-9]{10}') AND code[10]::INTEGER = 10 - list_sum(list_transform(
        list_zip(regexp_extract_all(code[:9], '[0-9]'), [31, 29, 23, 19, 17, 13, 7, 5, 3]),
        lambda two: two[1]::INTEGER * two[2])) % 11 AS valid
FROM (
    SELECT
        (row_number() OVER () - 1)::INTEGER AS i, identity_h, rows, address, commune_code, representative_id,
        list_sort(string_split_regex(trim(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(
            regexp_replace(
                regexp_replace(strip_accents(translate(upper(owner_name), 'ĐÐ', 'DD')), '[^A-Z0-9]+', ' ', 'g'),
                'TRACH NHIEM HUU HAN', 'TNHH'), '(MOT|1) ?(THANH VIEN|TV)', 'MTV'), 'CO PHAN', 'CP'),
                'CONG TY', 'CTY'), 'DOANH NGHIEP TU NHAN', 'DNTN'), 'HOP TAC XA', 'HTX')), ' +')) AS words,
        CASE WHEN regexp_full_match(coalesce(tax_code, paper), '[0-9]{10}(-?[0-9]{3})?')
            THEN coalesce(tax_code, paper)[:10] ELSE coalesce(tax_code, paper) END AS code
    FROM (
        SELECT identity_h, count(*) AS rows, any_value(owner_name) AS owner_name, any_value(tax_code) AS tax_code,
            any_value(paper) AS paper, any_value(address) AS address, any_value(commune_code) AS commune_code,
            any_value(representative_id) AS representative_id
        FROM organisation_held GROUP BY identity_h
    )
);

CREATE TEMP TABLE representative AS
SELECT representative_id, count(DISTINCT code) FILTER (valid) AS organisations, count(*) AS writings
FROM organisation WHERE length(representative_id) >= 8 GROUP BY representative_id;

CREATE TEMP TABLE organisation_pair AS
WITH slip AS (
    SELECT DISTINCT code, valid, unnest(list_transform(range(1, 11), lambda n: code[:n - 1] || '_' || code[n + 1:])) AS variant
    FROM organisation WHERE length(code) = 10
)
SELECT a.i, b.i AS j FROM organisation AS a JOIN organisation AS b ON a.words = b.words AND a.i < b.i
UNION
SELECT a.i, b.i
FROM organisation AS a JOIN organisation AS b ON a.representative_id = b.representative_id AND a.i < b.i
JOIN representative ON representative.representative_id = a.representative_id
WHERE writings <= 200
UNION
SELECT least(a.i, b.i), greatest(a.i, b.i)
FROM slip AS one JOIN slip AS other ON one.variant = other.variant AND one.code < other.code
JOIN organisation AS a ON a.code = one.code JOIN organisation AS b ON b.code = other.code
WHERE NOT (one.valid AND other.valid) AND (a.words = b.words OR a.address = b.address OR a.representative_id = b.representative_id);

CREATE TEMP TABLE organisation_edge AS
SELECT *, name_bits + code_bits + place_bits + representative_bits - 10.0 AS bits
FROM (
    SELECT
        pair.i, pair.j,
        CASE
            WHEN list_has_all(a.words, b.words) <> list_has_all(b.words, a.words) THEN 4.0
            WHEN a.words <> b.words THEN 0.0
            WHEN shared.codes > 1 THEN 6.0 ELSE 10.0 END AS name_bits,
        CASE
            WHEN a.code IS NULL OR b.code IS NULL OR a.code = b.code THEN 0.0
            WHEN NOT (a.valid AND b.valid) AND damerau_levenshtein(a.code, b.code) = 1 THEN 9.0
            WHEN a.representative_id = b.representative_id THEN 0.0
            ELSE -8.0
        END AS code_bits,
        CASE WHEN a.address = b.address THEN 8.0 WHEN a.commune_code = b.commune_code THEN 3.0 ELSE 0.0 END AS place_bits,
        CASE
            WHEN one.representative_id IS NULL THEN 0.0
            WHEN organisations <= getvariable('organisations_of_one') THEN 10.0
            ELSE 3.0
        END AS representative_bits
    FROM organisation_pair AS pair JOIN organisation AS a ON a.i = pair.i JOIN organisation AS b ON b.i = pair.j
    LEFT JOIN (SELECT words, count(DISTINCT code) AS codes FROM organisation GROUP BY words) AS shared ON shared.words = a.words
    LEFT JOIN representative AS one
        ON one.representative_id = a.representative_id AND one.representative_id = b.representative_id
)
WHERE bits >= 0;

CREATE TEMP TABLE organisation_tie AS
SELECT i, j, bits FROM organisation_edge
UNION ALL
SELECT min(i) OVER (PARTITION BY code), i, 1_000 FROM organisation
WHERE length(code) >= 6 AND code IN (
    SELECT code FROM organisation GROUP BY code HAVING count(*) > 1 AND count(DISTINCT words) <= 20)
    AND length(replace(code, code[1], '')) > 0;
