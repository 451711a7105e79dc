"""Errands: links that let an agency do one thing without a login."""
from datetime import timedelta

from django.db import transaction

from saan.agencies.models import Agency, Authority
from saan.core import clock, faces
from saan.core.actions import limits
from saan.core.refusal import Refusal
from saan.core.things import Thing
from saan.network.models import Errand
from saan.network.queries.contacts import contacts_of
from saan.network.queries.errands import errand_by, expired, refuse_stranger, used
from saan.people.actions import letters
from saan.people.engines import fresh_token, hashed
from saan.people.queries import NOBODY
from saan.people.rules import Viewer
from saan.trail.actions import tie

DAYS = 14
MOST_MISSES = 29   # wrong links of one network within ten minutes, as of receipt codes


@transaction.atomic
def send(*, authority: Authority, agency: Agency, thing: Thing, path: str, by: Thing, address: str) -> list[Errand]:
    """Send everybody whom the town writes to at the agency a link: `address` + `path` + token, good for 14 days.

    Links that were sent before for the same thing stop working. Where the town writes to nobody there, the list is
    empty: the page has to say so.
    """
    now = clock.now()
    about = {"authority": authority, "agency_id": agency.pk, "about_kind": thing.kind, "about_ref": thing.pk}
    Errand.objects.filter(**about, used_at=None, expires_at__gt=now).update(expires_at=now)
    what = faces.of(thing.kind, [thing.pk], NOBODY)[thing.pk].title
    errands = [_sent(contact, about, f"{address.rstrip('/')}{path}", what)
               for contact in contacts_of(authority, agency)]
    if errands:
        tie("asked", thing, by=by, area=authority.home.code, because=[agency])
    return errands


def follow(*, token: str, kind: str, network: str, viewer: Viewer) -> Errand:
    """Return the errand that a link leads to, for whoever may do it, or say why it does not work.

    A link that never was is counted, and from the thirtieth of a network in ten minutes refused.
    """
    try:
        errand = errand_by(token, kind)
    except Refusal as no:
        if no.status == 404:
            limits.count(scope="errand-miss", network=network, most=MOST_MISSES, minutes=10)
        raise
    refuse_stranger(errand, viewer)
    return errand


@transaction.atomic
def use(*, errand: Errand) -> None:
    """Mark the errand as used, once; links that others at the agency got for the same thing are used up with it."""
    now = clock.now()
    same = Errand.objects.filter(authority=errand.authority_id, agency=errand.agency_id, used_at=None,
                                 about_kind=errand.about_kind, about_ref=errand.about_ref, expires_at__gt=now)
    still = list(same.select_for_update().order_by("pk").values_list("pk", flat=True))
    if errand.pk not in still:
        raise used() if Errand.objects.exclude(used_at=None).filter(pk=errand.pk).exists() else expired()
    if Errand.objects.filter(pk__in=still, used_at=None).update(used_at=now) < len(still):
        raise used()


def _sent(contact, about, before, what):
    token = fresh_token()
    errand = Errand.objects.create(contact=contact, token_hash=hashed("errand", token),
                                   expires_at=clock.now() + timedelta(days=DAYS), **about)
    letters.post("errand", contact.email, contact.language, room="network", name=contact.name, town=about["authority"],
                 agency=contact.agency, what=what, days=DAYS, link=f"{before}{token}")
    return errand
