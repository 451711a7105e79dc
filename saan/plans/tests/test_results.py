"""Results: said with evidence, answered by those who spoke, confirmed or reopened; money stays as it is."""
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from saan.agencies.actions import enlist
from saan.core import clock
from saan.core.actions.files import keep
from saan.core.files.shelf import place_of
from saan.core.things import SYSTEM
from saan.network.actions.agreements import sign
from saan.network.actions.commitments import promise
from saan.network.actions.contacts import write_to
from saan.network.queries.commitments import state_now
from saan.network.tests.town import ADDRESS
from saan.notices.models import Notice
from saan.people.actions import appoint, enrol
from saan.people.queries import NOBODY
from saan.plans.actions.results import ask, claim, claim_by_link
from saan.plans.actions.verdicts import decide
from saan.plans.actions.witnesses import witness
from saan.plans.models import Acceptance, BudgetLine, Claim, Evidence, Payment, Result, Verdict, Witness
from saan.plans.queries.results import numbers_of, resolution_is_done, shown_of
from saan.plans.tests.chain import answered, child, claimed, newest, photo, way
from saan.plans.tests.town import project, resolution
from saan.trail.models import Step
from saan.voices.actions.erasures import erase
from saan.voices.actions.themes import gather, join, merge
from tests.town import refused, settle, stand

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.DATA, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"
    (tmp_path / "keys").mkdir()


def told(key):
    """Return who was told, as kinds and numbers."""
    return set(Notice.objects.filter(key=key).values_list("who_kind", "who_id"))


def test_a_result_is_claimed_with_evidence_and_everybody_behind_it_is_asked():
    town = way()
    other = stand(town).voice   # spoke of something else
    result = claimed(town)
    assert (result.state, newest(result).number, Evidence.objects.get().text) == (
        "claimed", 1, "เสาไฟสี่ต้นรอบลานเล่น ตอนค่ำ")
    step = Step.objects.get(verb="reported")
    assert [(cause.kind, cause.ref) for cause in step.causes.all()] == [("project", town.project.pk)]
    assert told("plans.claimed") == {("voice", one.voice.pk) for one in town.said} | {("person", town.council.pk)}
    assert ("voice", other.pk) not in told("plans.claimed")


def test_without_evidence_nothing_is_done():
    town = way()
    for evidence, code in (([], "plans.no_evidence"), ([(photo(), " ")], "plans.evidence_words"),
                           ([(photo(), "ไฟ")] * 11, "plans.too_many_files"),
                           ([(photo(), "โทร 0812345678")], "voices.private")):
        with refused(code, 422) as no:
            claimed(town, evidence=evidence)
        assert no.value.errors[0].where in {"file", "1-seen"}
    assert not Result.objects.exists()


def test_a_zip_that_is_called_a_picture_is_no_evidence():
    town = way()
    file = photo()
    file.file.seek(0)
    file.file.write(b"PK\x03\x04")
    file.file.seek(0)
    with refused("core.file_kind", 422):
        claimed(town, evidence=[(file, "ไฟ")])
    assert not Result.objects.exists()


def test_the_evidence_that_is_kept_tells_no_place():
    town = way()
    result = claimed(town)
    kept = Evidence.objects.get(claim__result=result).file
    assert b"Exif" not in place_of(kept.digest).read_bytes()
    again = claimed(town, title="อีกอย่าง", evidence=[(keep(upload=photo()), "ไฟ")])
    assert Evidence.objects.get(claim__result=again).file == kept


def test_only_the_agency_and_officers_of_the_town_say_that_it_is_done():
    town, other = way(), settle("300101")
    claimed(town, by=town.officer)
    elsewhere = enlist(name="อีกหน่วยงาน", home=town.area, by=SYSTEM)
    stranger = enrol(name="มานะ", by=SYSTEM)
    appoint(person=stranger, word="partner", at=elsewhere, by=SYSTEM)
    for by in (town.council, other.officer, stranger, elsewhere):
        with refused("plans.not_your_project", 403):
            claimed(town, by=by)
    assert Result.objects.count() == 1


def test_the_agency_claims_by_a_link_once():
    town = way()
    assert ask(project=town.project, by=town.officer, address=ADDRESS) == []   # there is nobody to write to yet
    write_to(authority=town.city, agency=town.agency, name="มานี", email="manee@agency.example", by=town.officer)
    errand, = ask(project=town.project, by=town.officer, address=ADDRESS)
    said = {"title": "ลานเล่นมีไฟแล้ว", "text": "", "evidence": [(photo(), "ไฟ")]}
    result = claim_by_link(errand=errand, **said)
    assert newest(result).by_kind == "agency"
    with refused("network.errand_used", 410):
        claim_by_link(errand=errand, **said)
    assert Result.objects.count() == 1


def test_the_same_key_claims_once():
    town = way()
    one = claimed(town, key="k1", evidence=[(keep(upload=photo()), "ไฟ")])
    assert claimed(town, key="k1", evidence=[(keep(upload=photo()), "ไฟ")]) == one
    with refused("core.key_reused"):
        claimed(town, key="k1", title="อีกชื่อ", evidence=[(keep(upload=photo()), "ไฟ")])
    assert (Result.objects.count(), Claim.objects.count()) == (1, 1)


def test_ten_who_say_yes_confirm_and_everybody_is_told():
    town = way(10)
    result = claimed(town)
    answered(town, result, "y" * 9)
    result.refresh_from_db()
    assert (result.state, Verdict.objects.exists()) == ("claimed", False)
    answered(town, result, "y", first=9)
    result.refresh_from_db()
    verdict = Verdict.objects.get()
    assert (result.state, verdict.word, verdict.yes, verdict.no, verdict.decided, verdict.by_kind) == (
        "confirmed", "confirmed", 10, 0, False, "system")
    assert Step.objects.get(verb="confirmed").ref == result.pk
    assert told("plans.confirmed") == {("voice", one.voice.pk) for one in town.said} | {
        ("person", town.council.pk), ("person", town.partner.pk)}


def test_eight_of_ten_stay_claimed_and_a_clear_no_reopens():
    town = way(22)
    result = claimed(town)
    answered(town, result, "yyyyyyyynn")
    result.refresh_from_db()
    assert result.state == "claimed"
    other = claimed(town, title="อีกอย่าง")
    answered(town, other, "nnnnnnnnny" + "u" * 12)
    other.refresh_from_db()
    assert other.state == "reopened"
    assert told("plans.reopened")


def test_those_who_cannot_say_count_for_nobody():
    town = way(29)
    result = claimed(town)
    answered(town, result, "y" * 9 + "u" * 20)
    result.refresh_from_db()
    assert result.state == "claimed"


def test_a_verdict_stands_until_the_other_side_is_clear():
    town = way(45)
    result = claimed(town)
    answered(town, result, "y" * 10)
    answered(town, result, "n" * 10, first=10)
    result.refresh_from_db()
    assert result.state == "confirmed"
    answered(town, result, "n" * 25, first=20)
    result.refresh_from_db()
    assert result.state == "reopened"
    assert list(Verdict.objects.order_by("pk").values_list("word", flat=True)) == ["confirmed", "reopened"]


def test_a_confirm_answered_twice():
    town = way()
    result = claimed(town)
    voice = town.said[0].voice
    witness(claim=newest(result), word="yes", by=voice)
    said = set()
    for word in ("yes", "no"):   # both get the same sentence: whoever holds the code later learns nothing
        with refused("plans.witnessed_before") as no:
            witness(claim=newest(result), word=word, by=voice)
        said.add(str(no.value))
    assert len(said) == 1
    assert Witness.objects.get().word == "yes"
    with refused("plans.word_unclear", 422):
        witness(claim=newest(result), word="maybe", by=voice)


def test_one_human_counts_once_however_many_voices():
    town = way()
    one, other = child(town), child(town)
    more = [stand(town, by=one).voice, stand(town, by=one).voice, stand(town, by=other).voice,
            stand(town, by=town.council).voice]
    join(members=more, theme=town.theme, by=town.council)
    result = claimed(town)
    witness(claim=newest(result), word="yes", by=more[0])
    with refused("plans.witnessed_before"):
        witness(claim=newest(result), word="no", by=more[1])
    witness(claim=newest(result), word="no", by=more[2])
    witness(claim=newest(result), word="yes", by=town.council)
    with refused("plans.witnessed_before"):
        witness(claim=newest(result), word="yes", by=more[3])
    assert Witness.objects.count() == 3


def test_a_voice_taken_back_leaves_its_answer_and_no_name():
    town = way()
    one = child(town)
    more = [stand(town, by=one).voice, stand(town, by=one).voice]
    join(members=more, theme=town.theme, by=town.council)
    result = claimed(town)
    first = witness(claim=newest(result), word="yes", by=more[0])
    erase(voice=more[0])
    with refused("plans.witnessed_before"):
        witness(claim=newest(result), word="yes", by=more[1])
    assert str(one.pk) != first.who_hash


def test_who_did_not_speak_of_it_does_not_answer():
    town, other = way(), settle("300101")
    result = claimed(town)
    for by in (stand(town).voice, town.officer, town.partner, other.council, stand(other).voice):
        with refused("plans.not_a_witness", 403):
            witness(claim=newest(result), word="yes", by=by)


def test_voices_of_a_merged_theme_and_behind_another_source_answer_too():
    town = way()
    late = stand(town).voice
    into = gather(members=[late], name="ที่เล่นทั้งหมด", authority=town.city, area=town.area, by=town.council)
    merge(theme=town.theme, into=into, by=town.council)
    result = claimed(town)
    for voice in (town.said[0].voice, late):
        witness(claim=newest(result), word="yes", by=voice)
    alone = stand(town).voice
    single = claimed(town, project(town, resolution=resolution(town, alone)))
    witness(claim=newest(single), word="no", by=alone)
    with refused("plans.not_a_witness", 403):
        witness(claim=newest(single), word="no", by=late)


def test_a_project_from_a_goal_has_no_voice_behind_it_and_the_council_answers():
    town = way()
    result = claimed(town, project(town))
    with refused("plans.not_a_witness", 403):
        witness(claim=newest(result), word="yes", by=town.said[0].voice)
    assert witness(claim=newest(result), word="yes", by=town.council)


def test_the_council_outranks_the_count_before_and_after():
    town = way(24)
    result = claimed(town)
    with refused("plans.no_reason", 422):
        decide(result=result, word="reopened", reason=" ", by=town.council)
    for by in (town.officer, settle("300101").council):
        with refused("plans.not_on_council", 403):
            decide(result=result, word="reopened", reason="ไฟยังไม่ติด", by=by)
    decide(result=result, word="reopened", reason="ไฟยังไม่ติด", by=town.council)
    answered(town, result, "y" * 12)
    result.refresh_from_db()
    assert result.state == "reopened"
    with refused("plans.decided_before"):
        decide(result=result, word="reopened", reason="อีกครั้ง", by=town.council)
    decide(result=result, word="confirmed", reason="ไปดูแล้ว ไฟติดครบ", by=town.council)
    answered(town, result, "n" * 12, first=12)
    result.refresh_from_db()
    assert result.state == "confirmed"
    assert Verdict.objects.filter(decided=True).count() == 2


def test_a_further_claim_comes_only_after_a_reopening_and_is_asked_anew():
    town = way(12)
    result = claimed(town)
    with refused("plans.claimed_before"):
        claimed(town, result=result)
    answered(town, result, "n" * 10)
    old = newest(result)
    again = claimed(town, result=result, title="", text="ซ่อมแล้ว")
    assert (again, again.state, newest(again).number) == (result, "claimed", 2)
    with refused("plans.newer_claim"):
        witness(claim=old, word="yes", by=town.said[11].voice)
    answered(town, again, "y" * 10)
    again.refresh_from_db()
    assert again.state == "confirmed"
    with refused("plans.confirmed_before"):
        claimed(town, result=result)
    assert Notice.objects.filter(key="plans.claimed", who_kind="voice", who_id=town.said[0].voice.pk).count() == 2


def test_a_result_of_another_project_is_not_claimed_here():
    town = way()
    result, other = claimed(town), project(town)
    with refused("plans.other_project", 422):
        claim(project=other, title="", text="", evidence=[(photo(), "ไฟ")], by=town.officer, result=result)


def test_money_never_moves_by_a_verdict():
    town = way(20)
    line = BudgetLine.objects.create(project=town.project, year=town.project.year, text="ไฟ", satang=5_000_000,
                                     by_kind="person", by_id=town.officer.pk)
    Payment.objects.create(line=line, paid_on=date(2026, 11, 1), text="งวดเดียว", satang=5_000_000, by_kind="person",
                           by_id=town.officer.pk)
    Acceptance.objects.create(line=line, accepted_on=date(2026, 11, 2), text="ตรวจรับแล้ว", by_kind="person",
                              by_id=town.officer.pk)
    money = [list(model.objects.values()) for model in (BudgetLine, Payment, Acceptance)]
    result = claimed(town)
    answered(town, result, "n" * 10)
    claimed(town, result=result)
    answered(town, result, "y" * 10)
    decide(result=result, word="reopened", reason="ไฟดับ", by=town.council)
    assert [list(model.objects.values()) for model in (BudgetLine, Payment, Acceptance)] == money


def test_what_was_claimed_and_answered_only_grows():
    town = way(10)
    result = claimed(town)
    answered(town, result, "y" * 10)
    for model in (Claim, Evidence, Witness, Verdict):
        for change in (model.objects.all().delete, lambda m=model: m.objects.update(level="office")):
            with pytest.raises(DatabaseError, match=r"only grow|protected|referenced"), transaction.atomic():
                change()


def test_figures_move_in_steps_of_five_and_hide_the_few():
    town = way(24)
    result = claimed(town)
    one = newest(result)
    answered(town, result, "yyyy")
    assert shown_of(one).n is None
    answered(town, result, "y", first=4)
    assert (shown_of(one).n, shown_of(one).yes) == (5, None)
    answered(town, result, "nnnn", first=5)
    assert shown_of(one).n == 5
    answered(town, result, "nyyyyy", first=9)
    assert (shown_of(one).n, shown_of(one).yes, shown_of(one).no) == (15, 10, 5)
    answered(town, result, "uuuu", first=15)
    assert shown_of(one).unknown is None
    answered(town, result, "u", first=19)
    assert (shown_of(one).n, shown_of(one).unknown) == (15, 5)


def test_claimed_and_confirmed_are_separate_numbers():
    town = way(10)
    first = claimed(town)
    claimed(town, title="ม้านั่ง")
    answered(town, first, "y" * 10)
    assert numbers_of([town.project], NOBODY) == {town.project.pk: (1, 1, 0)}
    assert not resolution_is_done(town.resolution)


def test_a_resolution_is_closed_when_all_is_confirmed_and_comes_back_when_it_is_not():
    town = way(20)
    other = claimed(town, project(town, resolution=town.resolution), title="ม้านั่ง")
    result = claimed(town)
    open_closings = town.resolution.closings.filter(ended_at=None)
    answered(town, result, "y" * 10)
    assert not open_closings.exists()
    answered(town, other, "y" * 10)
    assert open_closings.get().word == "done"
    answered(town, result, "n" * 10, first=10)
    assert open_closings.exists()   # twenty are of two minds: what was confirmed stands
    decide(result=result, word="reopened", reason="ไฟดับแล้ว", by=town.council)
    assert not open_closings.exists()


def test_a_promise_goes_with_the_project_that_keeps_it():
    town, today = way(), clock.today()
    agreement = sign(authority=town.city, title="ข้อตกลงไฟ", parties=[town.city, town.agency], goals=["ไฟทุกลาน"],
                     signed_on=today, starts_on=today, ends_on=today + timedelta(days=400), by=town.officer)
    town.goal = agreement.goals.get()
    commitment = promise(goal=town.goal, agency=town.agency, text="ติดไฟ", due_on=today, by=town.officer)
    result = claimed(town, project(town, commitment=commitment))
    assert state_now(commitment) == "claimed"
    decide(result=result, word="reopened", reason="ไฟยังไม่ติด", by=town.council)
    assert state_now(commitment) == "under_way"
    claimed(town, result=result, project=result.project)
    other = claimed(town, result.project, title="ม้านั่ง")
    decide(result=result, word="confirmed", reason="ไฟติดแล้ว", by=town.council)
    assert state_now(commitment) == "claimed"   # the bench is not there yet
    decide(result=other, word="confirmed", reason="นั่งได้", by=town.council)
    assert state_now(commitment) == "confirmed"
