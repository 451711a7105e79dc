"""What decisions do by themselves."""
from saan.decisions.actions.reminders import refresh_all, remind_all


def refresh() -> int:
    """Let the agendas of the next meetings follow what is open; return how many changed."""
    return refresh_all()


def remind() -> int:
    """Remind those who owe a resolution, before its day and after it; return of how many."""
    return remind_all()
