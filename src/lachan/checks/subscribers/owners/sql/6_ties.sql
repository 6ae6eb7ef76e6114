-- What the graph is made of: edges between identities, and every identity tied to the first of the same paper.
CREATE TEMP TABLE tie AS
SELECT i, j, bits, paper = 'two_cards' AS two_cards FROM edge
UNION ALL
SELECT min(i) OVER (PARTITION BY paper_h), i, 1_000, false
FROM person WHERE paper_h IN (SELECT paper_h FROM person WHERE paper_h IS NOT NULL GROUP BY paper_h HAVING count(*) > 1);
