-- The score of a pair: a sum of named contributions in bits (log2 of how much likelier the facts are for one person than
-- for two); rare agreement weighs more than common agreement. Only pairs above the threshold stay.
CREATE TEMP MACRO one_digit(a, b) AS hamming(strftime(a, '%d%m%Y'), strftime(b, '%d%m%Y')) = 1;

CREATE TEMP MACRO weight(name) AS struct_extract(getvariable('weights'), name);

CREATE TEMP TABLE compared AS
SELECT
    pair.i, pair.j, pair.marks, a.name_h AS name_a, b.name_h AS name_b, a.key AS key_a, b.key AS key_b,
    CASE
        WHEN a.key IS NULL OR b.key IS NULL THEN 'unknown'
        WHEN a.key = b.key THEN 'same'
        ELSE 'other'
    END AS name,
    CASE
        WHEN a.birth_date IS NULL OR b.birth_date IS NULL THEN 'unknown'
        WHEN a.birth_date = b.birth_date THEN 'same'
        WHEN one_digit(a.birth_date, b.birth_date) THEN 'slip'
        WHEN a.year = b.year AND a.month = b.day AND a.day = b.month THEN 'swapped'
        WHEN a.year = b.year AND (a.day = 1 AND a.month = 1 OR b.day = 1 AND b.month = 1) THEN 'year'
        WHEN (a.year = b.year)::INTEGER + (a.month = b.month)::INTEGER + (a.day = b.day)::INTEGER = 2 THEN 'part'
        ELSE 'other'
    END AS date,
    CASE
        WHEN a.paper IS NULL OR b.paper IS NULL THEN 'unknown'
        WHEN a.size <> b.size THEN CASE
            WHEN abs(a.size - b.size) = 1 AND damerau_levenshtein(a.code::VARCHAR, b.code::VARCHAR) <= 1 THEN 'slip'
            WHEN a.size IN (9, 12) AND b.size IN (9, 12) THEN 'old_new'
            ELSE 'kinds' END
        WHEN hamming(a.paper::VARCHAR, b.paper::VARCHAR) = 1 THEN 'slip'
        WHEN hamming(a.paper::VARCHAR, b.paper::VARCHAR) = 2 THEN CASE
            WHEN damerau_levenshtein(a.paper::VARCHAR, b.paper::VARCHAR) = 1 THEN 'slip' ELSE 'near' END
        WHEN a.fits AND b.fits THEN 'two_cards'
        ELSE 'apart'
    END AS paper,
    a.sex <> b.sex AS sexes_differ,
    a.commune_h = b.commune_h AS same_commune,
    a.address_h = b.address_h AS same_address,
    a.point_h = b.point_h AS same_point,
    a.birth_date, a.commune_h, a.address_h, a.point_h
FROM pair JOIN person AS a ON a.i = pair.i JOIN person AS b ON b.i = pair.j
WHERE a.paper IS DISTINCT FROM b.paper;

CREATE TEMP TABLE named AS
SELECT
    name_a, name_b,
    CASE
        WHEN list_has_any(a_keys, b_keys) THEN 'slip'
        WHEN len(b_words) >= 2 AND len(a_words) - len(b_words) IN (1, 2) AND list_has_all(a_words, b_words) THEN 'word'
        WHEN len(a_words) >= 2 AND len(b_words) - len(a_words) IN (1, 2) AND list_has_all(b_words, a_words) THEN 'word'
        ELSE 'other'
    END AS name,
    CASE WHEN len(a_words) > len(b_words) THEN key_b ELSE key_a END AS shorter,
    abs(len(a_words) - len(b_words)) AS words_less
FROM (SELECT DISTINCT name_a, name_b, key_a, key_b FROM compared WHERE key_a <> key_b)
JOIN (SELECT name_h AS name_a, words AS a_words FROM name) USING (name_a)
JOIN (SELECT name_h AS name_b, words AS b_words FROM name) USING (name_b)
LEFT JOIN (SELECT name_h AS name_a, list(key) AS a_keys FROM name_key GROUP BY ALL) USING (name_a)
LEFT JOIN (SELECT name_h AS name_b, list(key) AS b_keys FROM name_key GROUP BY ALL) USING (name_b);

CREATE TEMP TABLE likely AS
SELECT
    *,
    name_bits + date_bits + paper_bits + sex_bits + place_bits + point_bits + mark_bits - getvariable('rarity') AS bits
FROM (
    SELECT
        i, j, name_a, name_b, level AS name, date, paper, marks, same_commune, same_address, same_point,
        CASE level
            WHEN 'same' THEN least(ka.bits, kb.bits)
            WHEN 'slip' THEN least(ka.bits, kb.bits) + weight('name_slip')
            WHEN 'word' THEN ks.bits + words_less * weight('name_word_less')
            WHEN 'unknown' THEN 0
            ELSE weight('name_other')
        END AS name_bits,
        CASE date
            WHEN 'same' THEN date_weight.bits WHEN 'swapped' THEN weight('date_swapped')
            WHEN 'slip' THEN weight('date_slip') WHEN 'year' THEN weight('date_year') WHEN 'part' THEN weight('date_part')
            WHEN 'unknown' THEN 0 ELSE weight('date_other')
        END AS date_bits,
        CASE paper
            WHEN 'slip' THEN weight('paper_slip') WHEN 'near' THEN weight('paper_near')
            WHEN 'two_cards' THEN weight('two_cards') WHEN 'apart' THEN weight('paper_apart') ELSE 0
        END AS paper_bits,
        CASE WHEN sexes_differ THEN weight('sexes_differ') ELSE 0 END AS sex_bits,
        CASE
            WHEN same_address THEN least(pa.bits, weight('address_most'))
            WHEN same_commune THEN least(pc.bits, weight('commune_most'))
            WHEN same_commune IS NOT NULL THEN weight('commune_other')
            ELSE 0
        END AS place_bits,
        CASE WHEN same_point THEN least(greatest(pp.bits - 3, 0), weight('point_most')) ELSE 0 END AS point_bits,
        (marks & 1) * weight('photo') + (marks & 2) // 2 * weight('scan') + (marks & 4) // 4 * weight('imei')
            + (marks & 8) // 8 * weight('representative') AS mark_bits
    FROM (
        SELECT compared.*, coalesce(named.name, compared.name) AS level, shorter, words_less
        FROM compared LEFT JOIN named USING (name_a, name_b)
    )
    LEFT JOIN key_weight AS ka ON ka.key = key_a
    LEFT JOIN key_weight AS kb ON kb.key = key_b
    LEFT JOIN key_weight AS ks ON ks.key = shorter
    LEFT JOIN date_weight USING (birth_date)
    LEFT JOIN place_weight AS pa ON pa.place_h = address_h
    LEFT JOIN place_weight AS pc ON pc.place_h = commune_h
    LEFT JOIN place_weight AS pp ON pp.place_h = point_h
)
WHERE bits >= getvariable('threshold')
    -- Under another name only the same face or the same scan says that it is one person: twins share all the rest.
    AND (name <> 'other' OR marks & 3 > 0);

-- The same letters with marks that contradict (Hùng, Hưng) are two names rather than one; marks left out are nothing.
CREATE TEMP TABLE edge AS
WITH differing AS (SELECT DISTINCT name_a, name_b FROM likely WHERE name = 'same' AND name_a <> name_b),
written AS (
    SELECT name_h, list(marks_h ORDER BY word_h, marks_h) AS marks
    FROM name_word JOIN marked_word USING (marked)
    WHERE name_h IN (SELECT name_a FROM differing UNION SELECT name_b FROM differing)
    GROUP BY name_h
)
SELECT * REPLACE (name_bits + coalesce(penalty, 0) AS name_bits, round(bits + coalesce(penalty, 0), 6) AS bits)
FROM likely LEFT JOIN (
    SELECT
        name_a, name_b,
        least(2, len(list_filter(list_zip(a.marks, b.marks), lambda two: two[1] <> two[2]))) * weight('name_mark') AS penalty
    FROM differing
    JOIN written AS a ON a.name_h = name_a JOIN written AS b ON b.name_h = name_b
) USING (name_a, name_b)
WHERE bits + coalesce(penalty, 0) >= getvariable('threshold');
