"""Pages of people: the roster, invitations, sign-in links, one's own page, second factors."""
