"""The way in for machines of operators and the police: keys per body, operations over JSON, signed webhooks."""
