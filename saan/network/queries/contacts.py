"""Questions about contacts: whom a town writes to."""
from collections import defaultdict
from collections.abc import Iterable

from django.db.models import QuerySet

from saan.agencies.models import Agency, Authority
from saan.network.models import Contact


def contacts_of(authority: Authority, agency: Agency) -> QuerySet[Contact]:
    """Return everybody whom the town writes to at the agency, the first contact first; for actions, not for pages."""
    return _open().filter(authority=authority, agency=agency.pk)


def contacts_at(authority: Authority, agencies: Iterable[Agency], viewer) -> dict[int, list[Contact]]:
    """Return whom the town writes to at these agencies, by the agency's number, as far as the viewer may read it."""
    found = defaultdict(list)
    for contact in _open().visible_to(viewer).filter(authority=authority, agency__in=[one.pk for one in agencies]):
        found[contact.agency_id].append(contact)
    return found


def _open():
    return Contact.objects.filter(ended_at=None).select_related("agency", "authority__home").order_by("pk")
