"""What the reports of all checks have in common: the page and its parts, the workbook, the order of things to do."""
