"""Roles that start and end."""
from collections.abc import Collection
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from saan.agencies.models import Agency
from saan.core import clock
from saan.core.refusal import Refusal, Wrong
from saan.core.things import Thing
from saan.methods.words import clean
from saan.people.models import Person, Role
from saan.people.rules import Word, managing
from saan.trail.actions import tie


@transaction.atomic
def appoint(*, person: Person, word: str, at: Agency, by: Thing, duty: str = "", until: date | None = None) -> Role:
    """Give a person a role at an agency, from today, until the end of a day or until it is ended.

    A safeguarding lead needs duty hours: when they can be reached.
    """
    today, duty = clock.today(), clean(duty)
    refuse_lead_without_hours([word], duty)
    if until and until < today:
        no = _("วันสุดท้ายของหน้าที่ผ่านไปแล้ว")
        raise Refusal("people.ends_before_it_starts", no, status=422, errors=[Wrong("until", no)])
    if Role.objects.held_on(today).filter(person=person, word=word, at_id=at.pk).exists():
        raise Refusal("people.holds_already", _("%(name)s มีหน้าที่ “%(role)s” ที่นี่อยู่แล้ว"), name=person,
                      role=Word(word).label)
    role = Role.objects.create(person=person, word=word, at_id=at.pk, starts_on=today, duty=duty,
                               ends_on=until and until + timedelta(days=1))
    tie("appointed", person, by=by, area=at.home.code, because=[at])
    return role


def refuse_lead_without_hours(words: Collection[str], duty: str) -> None:
    """Refuse to make somebody a safeguarding lead who cannot be reached at known hours."""
    if Word.LEAD in words and not duty:
        no = _("ผู้ดูแลความปลอดภัยเด็กต้องมีเวลาที่ติดต่อได้ เช่น จ.–ศ. 8.30–16.30 น.")
        raise Refusal("people.no_duty", no, status=422, errors=[Wrong("duty", no)])


@transaction.atomic
def end_role(*, role: Role, by: Thing) -> None:
    """End a role now; the last one who can manage an authority's roles stays."""
    today = clock.today()
    held = Role.objects.held_on(today)
    if role.word in managing(held.filter(at=role.at_id).values_list("word", flat=True)):
        others = held.filter(at=role.at_id, word=role.word).exclude(pk=role.pk)
        if not others.exists():
            raise Refusal("people.last_manager", _("นี่คือคนสุดท้ายที่ดูแลหน้าที่ของที่นี่ได้ ตั้งคนใหม่ก่อน"))
    if not held.filter(pk=role.pk).update(ends_on=today):
        raise Refusal("people.role_over", _("หน้าที่นี้จบไปแล้ว"))
    tie("ended", role.person, by=by, area=role.at.home.code, because=[role.at])
