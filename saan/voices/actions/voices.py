"""Voices: speak, and look one up by its code."""
import json
from typing import NamedTuple

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from saan.agencies.models import Authority
from saan.areas.models import Area, Community
from saan.core.actions import limits, retry
from saan.core.keys import fingerprint
from saan.core.refusal import Refusal, Wrong
from saan.core.vocabulary import Level
from saan.methods.codes import ALPHABET, LENGTH
from saan.methods.disclosure import discloses
from saan.methods.masking import has_national_id, mask
from saan.methods.words import clean, graphemes, is_blank
from saan.people.models import Participant, Person
from saan.people.queries import is_listening_open
from saan.trail.actions import tie
from saan.voices.actions.holds import hold
from saan.voices.models import Consultation, Hold, Voice
from saan.voices.queries.voices import by_code
from saan.voices.rules import LONGEST, NATIONAL_ID, tried


class Receipt(NamedTuple):
    """What the speaker gets: the code, the voice, and whether it was received now or before under the same key."""

    code: str
    voice: Voice
    new: bool


def speak(*, text: str, sort: str, authority: Authority, area: Area, key: str, by: Person | Participant | None = None,
          community: Community | None = None, band: str = "", consultation: Consultation | None = None,
          longest: int = LONGEST) -> Receipt:
    """Receive a voice under the key of its sender, masked; hold it at once where it may tell of harm.

    Without `by` the speaker is known by the code alone. On the trail a speaker acts as the voice itself, so that
    erasing the voice leaves nobody's name behind.
    """
    text = checked(text, longest)
    about = {"sort": sort, "authority": authority, "area": area, "community": community, "band": band,
             "consultation": consultation, **({by.kind: by} if by else {})}
    body = json.dumps([text, sort, band, *(place and place.pk for place in (authority, area, community, consultation))])
    ref, new = retry.once(scope=Voice.kind, key=key, body=body, make=lambda: _received(text, key, about).pk)
    voice = Voice.objects.defer("text").get(pk=ref)
    if voice.erased_at:
        raise gone()
    return Receipt(_code_of(key, voice.code_hash), voice, new)


def look_up(*, code: str, network: str) -> Voice:
    """Return the voice of the code; a miss is counted, and from the thirtieth of a network in ten minutes refused."""
    voice = by_code(code)
    if voice is None:
        limits.count(scope="code-miss", network=network, most=29, minutes=10)
        raise Refusal("voices.unknown_code", _("ไม่พบรหัสนี้ ลองดูตัวอักษรอีกครั้ง รหัสมี 8 ตัว เช่น K7M4-9Q2T"), status=404)
    if voice.erased_at:
        raise gone()
    return voice


def checked(text: str, longest: int) -> str:
    """Return the words cleaned; empty, over-long ones and those with somebody's national ID number are refused."""
    text = clean(text)
    if is_blank(text):
        raise _wrong("voices.empty", _("ยังไม่มีข้อความ พิมพ์สั้น ๆ ก็ได้ เช่น อยากให้ลานหน้าตลาดมีไฟ"))
    over = graphemes(text) - longest
    if over > 0:
        raise _wrong("voices.too_long", _("ยาวเกินไป %(over)s ตัวอักษร ใส่ได้ไม่เกิน %(longest)s ตัวอักษร"),
                     over=over, longest=longest)
    if tried(has_national_id, text)[0]:
        raise _wrong("voices.national_id", NATIONAL_ID)
    return text


def gone() -> Refusal:
    """Return the no for a voice that its speaker has erased."""
    return Refusal("voices.gone", _("เสียงนี้ถูกลบแล้ว ไม่มีคำพูดเหลืออยู่"), status=410)


def _received(text, key, about):
    if not is_listening_open(about["authority"]):
        raise Refusal("voices.listening_closed", _(
            "ตอนนี้ที่นี่ยังรับเสียงไม่ได้ เพราะยังไม่มีผู้ดูแลความปลอดภัยเด็ก ถ้าต้องการความช่วยเหลือ โทร 1300 หรือ 1387 ได้ตลอด 24 ชั่วโมง"))
    words, why = _screened(text)
    voice = Voice.objects.create(code_hash=_new_hash(key), text="" if why else words,
                                 level=Level.RESTRICTED if why else Level.WAITING, **about)
    tie("spoken", voice, by=voice, area=voice.area.code)
    if why:
        hold(voice=voice, words=words, why=why)
    return voice


def _screened(text):
    """Return the words as they may be kept, and why they must be held; a fault of ours holds, it never publishes."""
    _numbered, unread = tried(has_national_id, text)
    masked, unmasked = tried(mask, text)
    discloses_harm, unsearched = tried(discloses, text)
    words = text if unmasked else masked.text
    if unread or unmasked or unsearched:
        return words, Hold.Why.FAULT
    return words, Hold.Why.SIGN if discloses_harm else ""


def _wrong(code, sentence, **params):
    no = Refusal(code, sentence, status=422, **params)
    no.errors = [Wrong("text", str(no))]
    return no


def _new_hash(key):
    hashes = (fingerprint(settings.KEYS["receipt"], code) for code in _codes(key))
    return next(known for known in hashes if not Voice.objects.filter(code_hash=known).exists())


def _code_of(key, known):
    return next(code for code in _codes(key) if fingerprint(settings.KEYS["receipt"], code) == known)


def _codes(key):
    """Yield the codes that follow from a key, so that asking again gives the same one: Saan keeps only its hash."""
    for turn in range(100):
        number = int(fingerprint(settings.KEYS["receipt"], f"code {key} {turn}"), 16)
        signs = [number // len(ALPHABET) ** place % len(ALPHABET) for place in range(LENGTH)]
        yield "".join(ALPHABET[sign] for sign in signs)
