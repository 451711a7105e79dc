"""What the trail does by itself."""
from saan.trail.actions import seal


def seal_what_is_closed() -> int:
    """Set a seal over the steps that are closed."""
    return seal()
