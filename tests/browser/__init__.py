"""Stories told in a real browser, against a real Saan that bin/demo serves; none touches the database itself."""
