-- Names as people vary them. A key is the sum of the hashes of a name's words, without marks, y as i: order does not
-- change it, and one word less or another word is plain arithmetic.
CREATE TEMP TABLE name_word AS
SELECT name_h, rows, unnest(string_split_regex(upper(owner_name), '[^\p{L}\p{M}]+')) AS marked
FROM (
    SELECT name_h, any_value(owner_name) AS owner_name, count(*) AS rows
    FROM held WHERE owner_name IS NOT NULL GROUP BY name_h
);

CREATE TEMP TABLE marked_word AS
SELECT
    marked, word, (hash(word) >> 8)::BIGINT AS word_h, rows,
    CASE WHEN marked <> strip_accents(marked) OR contains(marked, 'Đ') THEN hash(
        translate(marked, 'ÁÀẢÃẠẮẰẲẴẶẤẦẨẪẬÉÈẺẼẸẾỀỂỄỆÍÌỈĨỊÓÒỎÕỌỐỒỔỖỘỚỜỞỠỢÚÙỦŨỤỨỪỬỮỰÝỲỶỸỴY',
                          'AAAAAĂĂĂĂĂÂÂÂÂÂEEEEEÊÊÊÊÊIIIIIOOOOOÔÔÔÔÔƠƠƠƠƠUUUUUƯƯƯƯƯIIIIII'),
        regexp_extract(translate(marked,
                          'ẮẰẲẴẶẤẦẨẪẬÉÈẺẼẸẾỀỂỄỆÍÌỈĨỊÓÒỎÕỌỐỒỔỖỘỚỜỞỠỢÚÙỦŨỤỨỪỬỮỰÝỲỶỸỴ',
                          'ÁÀẢÃẠÁÀẢÃẠÁÀẢÃẠÁÀẢÃẠÁÀẢÃẠÁÀẢÃẠÁÀẢÃẠÁÀẢÃẠÁÀẢÃẠÁÀẢÃẠÁÀẢÃẠ'), '[ÁÀẢÃẠ]'))
    END AS marks_h
FROM (
    SELECT marked, replace(strip_accents(translate(marked, 'ĐÐ', 'DD')), 'Y', 'I') AS word, sum(rows) AS rows
    FROM name_word WHERE marked <> '' GROUP BY marked
);

CREATE TEMP TABLE word AS
SELECT
    word, any_value(word_h) AS word_h, sum(rows) AS rows,
    log2((sum(rows) + 1) / (sum(sum(rows)) OVER () + 50)) AS log_share,
    regexp_full_match(word,
        '(B|CH?|D|GI?|GH|H|KH?|L|M|NG?H?|PH?|QU|R|S|TH?|TR|V|X)?[UO]?'
        || '(A|E|I|O|U|IE|UO|UA|IA|OA|OE|UE|AI|AO|AU|EO|EU|IU|OI|UI|UU|OAI|UOI|UAI|IEU|UOU|UIE)(CH?|M|NG?|NH|P|T)?'
    ) AS syllable
FROM marked_word GROUP BY word;

-- A word that hardly anybody bears, or that is no Vietnamese syllable, one keystroke from one that many bear; one with
-- the letters that Telex types marks with ("HOANGF"); and two words written as one.
CREATE TEMP TABLE slip AS
WITH variant AS (
    SELECT word, word_h, rows, syllable, unnest(list_distinct(list_append(
        list_transform(range(1, length(word) + 1), lambda n: word[:n - 1] || word[n + 1:]), word))) AS variant
    FROM word WHERE length(word) BETWEEN 2 AND 12
),
meant AS (
    SELECT DISTINCT rare.word_h AS written_h, common.word_h AS meant_h, common.word_h AS anchor_h, common.rows
    FROM variant AS rare JOIN variant AS common USING (variant)
    WHERE rare.word <> common.word AND common.syllable
        AND (NOT rare.syllable OR common.rows > rare.rows * getvariable('rare_word'))
        AND damerau_levenshtein(rare.word, common.word) = 1
    UNION
    SELECT typed.word_h, common.word_h, common.word_h, common.rows
    FROM (
        SELECT word_h, replace(replace(replace(replace(
            regexp_replace(word, '[WFJ]|[SRX]$', '', 'g'), 'AA', 'A'), 'EE', 'E'), 'OO', 'O'), 'DD', 'D') AS bare
        FROM word WHERE NOT syllable AND length(word) <= 12
    ) AS typed JOIN word AS common ON common.word = typed.bare
    WHERE common.syllable
    UNION ALL
    SELECT joined.word_h, head.word_h + tail.word_h, tail.word_h, least(head.rows, tail.rows)
    FROM (
        SELECT word, word_h, rows, unnest(range(2, length(word) - 1)) AS cut
        FROM word WHERE length(word) BETWEEN 4 AND 20 AND NOT syllable
    ) AS joined
    JOIN word AS head ON head.word = joined.word[:joined.cut]
    JOIN word AS tail ON tail.word = joined.word[joined.cut + 1:]
    WHERE head.syllable AND tail.syllable
)
SELECT * FROM meant
QUALIFY row_number() OVER (PARTITION BY written_h ORDER BY rows DESC, meant_h) <= 8;

CREATE TEMP TABLE name AS
SELECT
    name_h, any_value(name_word.rows) AS rows, sum(word_h)::BIGINT AS key, sum(log_share) AS log_share,
    list(word_h) AS words,
    hash(arg_min(
        coalesce(meant.anchor_h, word_h), (coalesce(meant.rows, word.rows), coalesce(meant.anchor_h, word_h)))) AS anchor_h
FROM name_word JOIN marked_word USING (marked) JOIN word USING (word_h)
LEFT JOIN (
    SELECT * FROM slip QUALIFY row_number() OVER (PARTITION BY written_h ORDER BY rows DESC, meant_h) = 1
) AS meant ON meant.written_h = word_h
GROUP BY name_h;

-- Every key that a name may stand for: its own, and those that one slip explains.
CREATE TEMP TABLE name_key AS
SELECT name_h, key, false AS slipped FROM name
UNION ALL
SELECT DISTINCT name_h, key - written_h + meant_h, true
FROM (SELECT name_h, key, unnest(words) AS written_h FROM name) JOIN slip USING (written_h);
