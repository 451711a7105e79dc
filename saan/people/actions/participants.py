"""Participants: somebody without an account, known at one authority by a token of their own."""
from django.utils.translation import gettext_lazy as _

from saan.agencies.models import Authority
from saan.core.actions import limits
from saan.core.refusal import Refusal, Wrong
from saan.core.vocabulary import Band
from saan.people.models import Participant
from saan.people.queries import participant_at, token_hash

MOST_AN_HOUR = 2000   # new ones from one network


def welcome(*, authority: Authority, token: str, network: str, band: str = "") -> Participant:
    """Welcome whoever holds the token, as the participant they are at this authority or as a new one.

    At most 2,000 new ones an hour come from one network. A band said later replaces one that was left out.
    """
    if band and band not in Band.values:
        no = _("ไม่รู้จักช่วงอายุนี้")
        raise Refusal("people.band_unclear", no, status=422, errors=[Wrong("age_band", no)])
    known = participant_at(authority, token)
    if known is None:
        limits.count(scope="token", network=network, most=MOST_AN_HOUR, minutes=60)
        known, _new = Participant.objects.get_or_create(
            token_hash=token_hash(authority, token), defaults={"authority": authority, "band": band})
    if band and not known.band:
        Participant.objects.filter(pk=known.pk, band="").update(band=band)
        known.band = band
    return known
