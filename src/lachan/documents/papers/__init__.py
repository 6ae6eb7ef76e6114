"""Official papers by Decree 30/2020: one model, written as DOCX for the clerk and as tagged PDF for everybody."""
