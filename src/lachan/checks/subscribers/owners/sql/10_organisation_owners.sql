-- Numbers of organisations that hold many, each with the strongest evidence, in words.
CREATE TEMP TABLE organisation_owned AS
SELECT
    *,
    count(*) OVER (PARTITION BY label) AS numbers,
    count(*) OVER (PARTITION BY label, coalesce(code, identity_h::VARCHAR)) AS code_numbers,
    count(*) OVER (PARTITION BY label, operator) AS operator_numbers,
    first_value(number) OVER (PARTITION BY label ORDER BY activated_on NULLS LAST, number) AS oldest
FROM (
    SELECT number, operator, activated_on, i, coalesce(label, i) AS label, identity_h, code
    FROM organisation_held JOIN organisation USING (identity_h) LEFT JOIN labelled USING (i)
    QUALIFY row_number() OVER (PARTITION BY number ORDER BY activated_on DESC NULLS LAST, identity_h) = 1
)
QUALIFY numbers >= getvariable('limits')[1];

CREATE TEMP TABLE organisation_number AS
SELECT
    'organisation' AS kind, md5('owner|' || oldest)[:16] AS owner, number, operator,
    round(coalesce(1 / (1 + pow(2, -max(evidence.bits) OVER (PARTITION BY label, coalesce(code, identity_h::VARCHAR)))), 1), 4) AS score,
    getvariable('names')[len(list_filter(getvariable('limits'), lambda least: least <= numbers))] AS band,
    concat_ws('; ',
        CASE WHEN code IS NOT NULL AND code_numbers > 1 THEN format('cùng mã số thuế, giấy tờ tổ chức {} số', code_numbers) END,
        'nối với tổ chức khác của chủ ' || replace(printf('%+.1f', evidence.bits), '.', ',') || ': ' || evidence.words,
        format('tại {} {} số', operator, operator_numbers)) AS reason
FROM organisation_owned LEFT JOIN (
    SELECT i, max(bits) AS bits, arg_max(words, (bits, words)) AS words
    FROM (
        SELECT
            unnest([i, j]) AS i, bits,
            concat_ws(', ', part('tên', name_bits),
                part(CASE WHEN code_bits > 0 THEN 'mã số thuế lệch một chữ số' ELSE 'mã số thuế khác' END, code_bits),
                part(CASE WHEN place_bits > 3 THEN 'địa chỉ' ELSE 'xã' END, place_bits),
                part('người đại diện', representative_bits), part('trừ mức cần có', -10.0)) AS words
        FROM organisation_edge
    ) GROUP BY i
) AS evidence USING (i);
