"""Questions about voices, themes, consultations, votes and sheets."""
