"""Whatever order people act in, no promise is confirmed without words of what was done before."""
import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from saan.core.refusal import Refusal
from saan.core.things import SYSTEM
from saan.network.actions.commitments import begin, claim, confirm, reopen
from saan.network.queries.commitments import progress_of, state_now
from saan.network.rules import State
from saan.network.tests.town import agreed, joined, promised
from saan.people.queries import NOBODY
from saan.trail.models import Step

ACTS = {"begin": (begin, "เริ่ม"), "claim": (claim, "เปิดแล้ว"), "empty claim": (claim, ""), "confirm": (confirm, ""),
        "reopen": (reopen, "ยังไม่เปิด"), "empty reopen": (reopen, "")}
CALM = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def town(db):
    """Return a town with an agreement."""
    town = joined()
    town.agreement = agreed(town)
    return town


@pytest.mark.slow
@CALM
@given(st.lists(st.tuples(st.sampled_from(sorted(ACTS)), st.sampled_from(["school", "officer", "council", "system"])),
                max_size=10))
def test_no_promise_is_confirmed_without_a_claim_whoever_acts_in_whichever_order(town, tries):
    people = {"school": town.school, "officer": town.officer, "council": town.council, "system": SYSTEM}
    with transaction.atomic():
        one = promised(town, town.agreement)
        for act, who in tries:
            do, text = ACTS[act]
            try:
                do(commitment=one, by=people[who], text=text)
            except Refusal:
                continue
        said = list(progress_of(one, NOBODY))
        for before, now in zip([None, *said], said, strict=False):
            if now.word == "confirmed":
                assert before.word == "claimed" and before.text and now.by_id in {town.council.pk, SYSTEM.pk}
        assert (state_now(one) == State.CONFIRMED) == (bool(said) and said[-1].word == "confirmed")
        assert Step.objects.filter(kind="commitment", ref=one.pk).count() == 1 + len(said)
        transaction.set_rollback(True)
