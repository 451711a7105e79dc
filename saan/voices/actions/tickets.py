"""Letting people into a round: through the open door, by a printed slip, or signed in."""
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from saan.core import clock
from saan.core.actions import limits
from saan.core.keys import fingerprint
from saan.core.models import Attempt
from saan.core.refusal import Refusal, Wrong
from saan.core.things import SYSTEM, Thing
from saan.core.vocabulary import Level
from saan.methods import codes
from saan.people.actions.participants import welcome
from saan.people.engines import fresh_token
from saan.people.models import Participant, Person
from saan.people.queries import token_hash as participant_hash
from saan.trail.actions import tie
from saan.voices.models import Burst, Consultation, Slip, Ticket
from saan.voices.queries.consultations import BURST
from saan.voices.queries.votes import Pass, token_hash

MOST_TOKENS = 2_000    # of one network in one hour
MOST_MISSES = 29       # wrong slip codes of one network in ten minutes
MOST_SLIPS = 1_000     # printed at one time
SLIP_USED = _("รหัสนี้ใช้ไปแล้ว หนึ่งใบใช้ได้คนเดียว")


def mint(*, consultation: Consultation, network: str, band: str = "", slip: str = "",
         person: Person | None = None) -> str:
    """Let a new participant in and return the token, of which Saan keeps only the hash; a network gets 2,000 an hour.

    A person who is signed in always gets the same token. A token that is never used harms nothing.
    """
    _refuse_at_door(consultation, slip, network, person)
    token = own_token(consultation, person) if consultation.door == Consultation.Door.SIGNED_IN else fresh_token()
    with transaction.atomic():
        participant = welcome(authority=consultation.authority, token=token, network=network, band=band)
        _let_in(consultation, participant, network, slip, token)
    return token


def own_token(consultation: Consultation, person: Person) -> str:
    """Return the token of a person in a round for those signed in: always the same, and kept nowhere."""
    return fingerprint(settings.KEYS["token"], f"round {consultation.pk} person {person.pk}")


def admit(*, consultation: Consultation, participant: Participant, network: str, slip: str = "",
          person: Person | None = None) -> Pass:
    """Let a participant who is known already in through the round's door; who is in stays in."""
    if not _is_in(consultation, participant):
        _refuse_at_door(consultation, slip, network, person)
        with transaction.atomic():
            own = own_token(consultation, person) if consultation.door == Consultation.Door.SIGNED_IN else ""
            _let_in(consultation, participant, network, slip, own or f"{consultation.pk} {participant.token_hash}")
    return Pass(consultation.pk, consultation.slug, participant.pk)


def mint_many(*, consultation: Consultation, count: int, by: Thing) -> list[str]:
    """Let many new participants in at once, for measuring; only in a demo town."""
    if not settings.DEMO:
        raise Refusal("voices.only_in_demo", _("ทำได้เฉพาะเมืองสาธิต"), status=403)
    tokens = [fresh_token() for _number in range(count)]
    with transaction.atomic():
        participants = Participant.objects.bulk_create(
            [Participant(authority_id=consultation.authority_id,
                         token_hash=participant_hash(consultation.authority, token))
             for token in tokens], batch_size=500)
        Ticket.objects.bulk_create(
            [Ticket(consultation=consultation, participant=participant, token_hash=token_hash(token))
             for participant, token in zip(participants, tokens, strict=True)], batch_size=500)
        tie("minted", consultation, by=by, area=consultation.area.code)
    return tokens


@transaction.atomic
def print_slips(*, consultation: Consultation, count: int, by: Thing) -> list[str]:
    """Make one-time codes for the door `slips` and return them for printing; Saan keeps only their hashes."""
    if consultation.door != Consultation.Door.SLIPS:
        raise Refusal("voices.door_has_no_slips", _("รอบนี้ไม่ได้ใช้ใบรหัส"))
    if not 1 <= count <= MOST_SLIPS:
        wrong = Wrong("count", _("พิมพ์ได้ครั้งละ 1 ถึง 1,000 ใบ"))
        raise Refusal("voices.slips_out_of_range", wrong.sentence, status=422, errors=[wrong])
    made = [codes.fresh() for _number in range(count)]
    Slip.objects.bulk_create(Slip(consultation=consultation, code_hash=_slip_hash(consultation, code)) for code in made)
    tie("printed", consultation, by=by, area=consultation.area.code)
    return made


@transaction.atomic
def note_bursts(*, by: Thing = SYSTEM) -> int:
    """Note for this hour, for each open round, the networks that made unusually many tokens; return how many."""
    hour = clock.now().replace(minute=0, second=0, microsecond=0)
    found = 0
    for consultation in Consultation.objects.open_at(clock.now()).filter(door=Consultation.Door.OPEN):
        made = Attempt.objects.filter(scope=_scope(consultation), at__gte=hour, at__lt=hour + timedelta(hours=1))
        counts = made.order_by().values_list("network").annotate(tokens=Count("pk")).filter(tokens__gt=BURST)
        tokens = sorted(count for _network, count in counts)
        known = Burst.objects.filter(consultation=consultation, hour=hour)
        if tokens != sorted(known.values_list("tokens", flat=True)):
            known.delete()
            Burst.objects.bulk_create(
                Burst(consultation=consultation, hour=hour, tokens=count, level=Level.WAITING) for count in tokens)
        found += len(tokens)
    return found


def _scope(consultation):
    return f"tickets {consultation.pk}"


def _slip_hash(consultation, code):
    return fingerprint(settings.KEYS["receipt"], f"slip {consultation.pk} {code}")


def _refuse_at_door(consultation, slip, network, person):
    """Refuse who may not come in; asked outside any transaction, so that a miss that is counted stays counted."""
    if not consultation.is_open(clock.now()):
        raise Refusal("voices.round_closed", _("รอบนี้ปิดรับโหวตแล้ว ดูผลได้ที่หน้าผล"))
    if consultation.door == Consultation.Door.SLIPS:
        _refuse_slip(consultation, slip, network)
    if consultation.door == Consultation.Door.SIGNED_IN and person is None:
        raise Refusal("voices.sign_in_first", _("รอบนี้ตอบได้เมื่อเข้าสู่ระบบแล้ว"), status=403)


def _refuse_slip(consultation, slip, network):
    if not slip.strip():
        raise Refusal("voices.slip_needed", _("รอบนี้ต้องใช้รหัสจากใบที่แจก"), status=403)
    code = codes.normal(slip) or ""
    known = Slip.objects.filter(consultation=consultation, code_hash=_slip_hash(consultation, code)).first()
    if known is None:
        limits.count(scope="slips", network=network, most=MOST_MISSES, minutes=10)
        raise Refusal("voices.slip_unknown", _("ไม่พบรหัสนี้ ดูที่ใบอีกครั้ง มี 8 ตัว"), status=404)
    if known.used_at:
        raise Refusal("voices.slip_used", SLIP_USED)


def _let_in(consultation, participant, network, slip, token):
    if _is_in(consultation, participant):
        return
    if consultation.door == Consultation.Door.SLIPS:
        mine = Slip.objects.filter(code_hash=_slip_hash(consultation, codes.normal(slip)), used_at=None)
        if not mine.update(used_at=clock.now(), participant=participant):
            raise Refusal("voices.slip_used", SLIP_USED)
    else:
        limits.count(scope=_scope(consultation), network=network, most=MOST_TOKENS, minutes=60)
    Ticket.objects.create(consultation=consultation, participant=participant, token_hash=token_hash(token))


def _is_in(consultation, participant):
    return Ticket.objects.filter(consultation=consultation, participant=participant).exists()
