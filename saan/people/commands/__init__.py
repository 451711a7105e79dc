"""Commands of people: start a town, forget a lost second factor."""
