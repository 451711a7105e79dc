"""Stories told in a real browser, against a real Saan that bin/demo serves; no story here touches the database itself."""
