"""Openings of a page that later rooms may fill."""
from django.template import Context, Library
from django.utils.safestring import SafeString

from saan.core import slots
from saan.core.things import Thing
from saan.people.queries import viewer

register = Library()


@register.simple_tag(takes_context=True)
def opening(context: Context, name: str, thing: Thing | None = None, **known) -> SafeString | str:
    """Return what later rooms show in this opening of the page, as far as its reader may see it.

    `known` is what else the page lets them have.
    """
    return slots.show(name, thing, viewer(context["request"]), **known)
