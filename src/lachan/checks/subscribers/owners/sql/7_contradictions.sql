-- Components that hold two personal numbers, each right for its own record, that no slip explains.
CREATE TEMP TABLE contradicted AS
WITH card AS (
    SELECT DISTINCT label, code FROM person JOIN labelled USING (i) WHERE fits
    QUALIFY min(code) OVER (PARTITION BY label) <> max(code) OVER (PARTITION BY label)
)
SELECT DISTINCT label FROM card AS a JOIN card AS b USING (label)
WHERE a.code < b.code AND hamming(lpad(a.code::VARCHAR, 12, '0'), lpad(b.code::VARCHAR, 12, '0')) >= 4;

CREATE TEMP TABLE contradicted_node AS
SELECT i, code, fits, identity_h FROM person JOIN labelled USING (i) WHERE label IN (FROM contradicted);

CREATE TEMP TABLE contradicted_tie AS
SELECT tie.i, tie.j, tie.two_cards, tie.bits, least(a.identity_h, b.identity_h) AS low, greatest(a.identity_h, b.identity_h) AS high
FROM tie JOIN contradicted_node AS a ON a.i = tie.i JOIN contradicted_node AS b ON b.i = tie.j;
