-- What the graph is made of: edges between identities, and every identity tied to the first of the same paper.
CREATE TEMP TABLE tie AS
SELECT i, j, bits, paper = 'two_cards' AS two_cards FROM edge
UNION ALL
SELECT min(i) OVER (PARTITION BY paper), i, 1_000, false
FROM person WHERE paper IN (SELECT paper FROM person WHERE paper IS NOT NULL GROUP BY paper HAVING count(*) > 1);
