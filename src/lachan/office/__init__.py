"""The office: the web platform of the Department, one Django app a duty."""
