"""What follows from what in a project, and who may do what: pure, one file per noun."""
