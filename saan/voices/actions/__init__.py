"""What can be done with voices, themes, consultations, votes and sheets."""
