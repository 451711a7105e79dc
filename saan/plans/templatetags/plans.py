"""Questions that a template asks about whoever looks."""
from django.template import Library

from saan.core.things import Thing
from saan.people.rules import Viewer
from saan.plans.rules.projects import may_start

register = Library()


@register.filter
def starts_from(viewer: Viewer, origin: Thing) -> bool:
    """Return whether the viewer starts projects from this resolution or goal."""
    town = origin.agreement.authority_id if origin.kind == "goal" else origin.meeting.committee.authority_id
    return town in may_start(viewer)
