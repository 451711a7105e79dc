"""What a thing is called: by its name in the reader's language, as far as it has one."""
from collections.abc import Iterable

from django.db.models import Model
from django.utils.translation import get_language


def called(thing: Model, field: str = "name") -> str:
    """Return a thing's name in the reader's language (`name`, `name_en`), or else its Thai one."""
    own = str(getattr(thing, field, "") or "")
    return own if get_language() == "th" else str(getattr(thing, f"{field}_en", "") or "") or own


def offered(things: Iterable[Model], field: str = "name") -> list[tuple[str, str]]:
    """Return things as the choices of a form, each by its number and called in the reader's language."""
    return [(str(thing.pk), called(thing, field)) for thing in things]
