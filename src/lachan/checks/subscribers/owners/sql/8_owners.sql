-- Numbers of holders of many, each with the strongest evidence that ties it to its holder, in words.
CREATE TEMP TABLE member AS
SELECT i, identity_h, label, coalesce(paper, -i) AS paper, paper IS NOT NULL AS has_paper
FROM (
    SELECT person.i, identity_h, paper, coalesce(label, person.i) AS label, sum(rows) OVER (PARTITION BY coalesce(label, person.i)) AS whole
    FROM person LEFT JOIN labelled USING (i)
    WHERE label IS NOT NULL OR rows >= getvariable('limits')[1]
)
WHERE whole >= getvariable('limits')[1];

CREATE TEMP TABLE owned AS
SELECT
    *,
    count(*) OVER (PARTITION BY label) AS numbers,
    count(*) OVER (PARTITION BY label, paper) AS paper_numbers,
    count(*) OVER (PARTITION BY label, operator) AS operator_numbers,
    first_value(number) OVER (PARTITION BY label ORDER BY activated_on NULLS LAST, number) AS oldest
FROM (
    SELECT number, operator, activated_on, i, label, member.paper, has_paper
    FROM held JOIN member USING (identity_h)
    QUALIFY row_number() OVER (PARTITION BY number ORDER BY activated_on DESC NULLS LAST, identity_h) = 1
)
QUALIFY numbers >= getvariable('limits')[1];

CREATE TEMP MACRO part(words, bits) AS CASE WHEN bits <> 0 THEN words || ' ' || replace(printf('%+.1f', bits), '.', ',') END;

CREATE TEMP TABLE evidence AS
SELECT i, max(bits) AS bits, arg_max(words, (bits, words)) AS words
FROM (
    SELECT
        unnest([i, j]) AS i, bits,
        concat_ws(', ',
            part(CASE name WHEN 'same' THEN 'họ tên' WHEN 'slip' THEN 'họ tên sai một phím' WHEN 'word' THEN 'họ tên thiếu một chữ'
                ELSE 'họ tên khác' END, name_bits),
            part(CASE date WHEN 'same' THEN 'ngày sinh' WHEN 'slip' THEN 'ngày sinh lệch một chữ số'
                WHEN 'swapped' THEN 'ngày, tháng sinh đổi chỗ' WHEN 'year' THEN 'năm sinh' WHEN 'part' THEN 'một phần ngày sinh'
                ELSE 'ngày sinh khác' END, date_bits),
            CASE paper WHEN 'old_new' THEN 'CMND và CCCD' WHEN 'kinds' THEN 'hai loại giấy tờ' ELSE
                part(CASE paper WHEN 'slip' THEN 'giấy tờ lệch một chữ số' WHEN 'near' THEN 'giấy tờ lệch hai chữ số'
                    WHEN 'two_cards' THEN 'hai số định danh khác nhau' ELSE 'giấy tờ khác' END, paper_bits) END,
            part('giới tính khác', sex_bits),
            part(CASE WHEN same_address THEN 'địa chỉ' WHEN same_commune THEN 'xã' ELSE 'xã khác' END, place_bits),
            part('điểm cung cấp dịch vụ', point_bits),
            CASE WHEN marks & 1 > 0 THEN part('ảnh', weight('photo')) END,
            CASE WHEN marks & 2 > 0 THEN part('bản chụp giấy tờ', weight('scan')) END,
            CASE WHEN marks & 4 > 0 THEN part('thiết bị', weight('imei')) END,
            CASE WHEN marks & 8 > 0 THEN part('người đại diện', weight('representative')) END,
            part('trừ độ phổ biến', -getvariable('rarity'))) AS words
    FROM edge
    JOIN (SELECT i, label FROM member) USING (i)
    JOIN (SELECT i AS j, label AS other_label FROM member) USING (j)
    WHERE label = other_label
)
GROUP BY i;

CREATE TEMP TABLE owner_number AS
SELECT
    'person' AS kind, md5('owner|' || oldest)[:16] AS owner, number, operator,
    round(coalesce(1 / (1 + pow(2, -max(evidence.bits) OVER (PARTITION BY label, paper))), 1), 4) AS score,
    getvariable('names')[len(list_filter(getvariable('limits'), lambda least: least <= numbers))] AS band,
    concat_ws('; ',
        CASE WHEN has_paper AND paper_numbers > 1 THEN format('cùng giấy tờ {} số', paper_numbers) END,
        'nối với giấy tờ khác của chủ ' || replace(printf('%+.1f', evidence.bits), '.', ',') || ': ' || evidence.words,
        format('tại {} {} số', operator, operator_numbers)) AS reason
FROM owned LEFT JOIN evidence USING (i);
