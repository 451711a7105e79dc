"""Rounds are opened, filled with statements, and entered through their door."""
from collections import Counter
from datetime import timedelta

import pytest

from saan.core import clock
from saan.core.refusal import Refusal
from saan.people.actions.participants import MOST_AN_HOUR
from saan.people.models import Participant
from saan.people.queries import NOBODY
from saan.trail.queries import journey_of
from saan.voices.actions.consultations import close_round, open_round
from saan.voices.actions.publishing import publish
from saan.voices.actions.statements import MOST, pose, withdraw
from saan.voices.actions.tickets import MOST_TOKENS, admit, mint, mint_many, note_bursts, print_slips
from saan.voices.actions.votes import cast
from saan.voices.models import Slip, Ticket
from saan.voices.queries.consultations import NO_MAP, bursts_of, in_fair_order, rounds_of, slips_of, statements_of
from saan.voices.queries.votes import pass_of
from saan.voices.rules import LONGEST_STATEMENT
from saan.voices.tests.town import NETWORK, newcomer, opened, town

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    """Return a town."""
    return town()


def refused(code, action, **what):
    """Check that the action is refused with that code, and return the refusal."""
    with pytest.raises(Refusal) as no:
        action(**what)
    assert no.value.code == code
    return no.value


def test_a_round_says_all_that_is_wrong_with_it(place):
    opened(place)
    no = refused("voices.round_incomplete", open_round, slug="a-round", title=" ", authority=place.authority,
                 area=place.area, by=place.officer, door="window", closes_at=clock.now() - timedelta(days=1))
    assert [wrong.where for wrong in no.errors] == ["slug", "title", "door", "closes_at"]
    no = refused("voices.round_incomplete", open_round, slug="Not A Slug", title="ก", authority=place.authority,
                 area=place.area, by=place.officer)
    assert [wrong.where for wrong in no.errors] == ["slug"]


def test_a_round_is_found_by_every_area_above_it(place):
    here = opened(place)
    opened(place, slug="tomorrow", opens_at=clock.now() + timedelta(days=1))
    for area in ("30", "3001", "300101", ""):
        assert rounds_of(area, NOBODY) == [here.it]
    assert rounds_of("93", NOBODY) == []


def test_opening_and_closing_are_on_the_trail(place):
    here = opened(place, statements=0)
    close_round(consultation=here.it, by=here.officer)
    assert [step.verb for step in journey_of(here.it)] == ["opened", "closed"]
    refused("voices.round_closed", close_round, consultation=here.it, by=here.officer)


@pytest.mark.parametrize("text", ["", "   ", "\u200b\u2060", "ก" * (LONGEST_STATEMENT + 1)])
def test_a_statement_has_words_but_not_too_many(place, text):
    here = opened(place, statements=0)
    refused("voices.statement_unfit", pose, consultation=here.it, text=text, by=here.council)
    assert not statements_of(here.it, NOBODY)


def test_a_statement_of_the_longest_length_counts_what_a_reader_sees(place):
    here = opened(place, statements=0)
    assert pose(consultation=here.it, text="ก็" * LONGEST_STATEMENT, by=here.council).number == 1


def test_a_round_holds_sixty_statements(place):
    here = opened(place, statements=MOST)
    refused("voices.round_full", pose, consultation=here.it, text="อีกหนึ่ง", by=here.council)


def test_a_withdrawn_statement_is_no_longer_asked_and_its_number_not_given_again(place):
    here = opened(place)
    withdraw(statement=here.statements[1], by=here.council)
    assert pose(consultation=here.it, text="ใหม่", by=here.council).number == 3
    assert [statement.number for statement in statements_of(here.it, NOBODY)] == [1, 3]
    refused("voices.statement_withdrawn", withdraw, statement=here.statements[1], by=here.council)


def test_nothing_is_posed_in_a_round_that_is_over(place):
    here = opened(place)
    close_round(consultation=here.it, by=here.officer)
    refused("voices.round_closed", pose, consultation=here.it, text="ช้าไป", by=here.council)


def test_each_participant_has_an_order_of_its_own_that_stays(place):
    here = opened(place, statements=8)
    posed, now = statements_of(here.it, NOBODY), clock.now()
    orders = [tuple(s.number for s in in_fair_order(here.it, posed, str(seed), now)) for seed in range(300)]
    assert orders == [tuple(s.number for s in in_fair_order(here.it, posed, str(seed), now)) for seed in range(300)]
    assert len(set(orders)) > 290
    firsts = Counter(order[0] for order in orders)
    assert min(firsts[number] for number in range(1, 9)) > 15   # 37.5 expected


def test_the_least_seen_statement_tends_to_come_first_for_those_who_come_later(place):
    here = opened(place, statements=6)
    before = clock.now()
    for _number in range(12):
        child = newcomer(here.it)
        for statement in here.statements[:5]:
            cast(by=child, statement=statement.pk, value=1)
    publish(consultation=here.it)
    posed = statements_of(here.it, NOBODY)

    def early(since, turns=2, far=NO_MAP):
        orders = (in_fair_order(here.it, posed, str(seed), since, far) for seed in range(200))
        return Counter(statement.number for order in orders for statement in order[:turns])
    assert early(clock.now())[6] > 120   # one of the first two turns is the least seen one's
    assert early(before)[6] < 90   # who came before keeps the order
    assert early(clock.now(), 1)[6] < 120   # the other is the most telling one's
    third = {here.statements[2].pk: 3.}   # far out on the map
    assert early(clock.now(), far=third)[3] > early(clock.now())[3] + 40


def test_a_network_gets_so_many_tokens_an_hour(place, settings, monkeypatch):
    assert MOST_TOKENS == MOST_AN_HOUR == 2000
    monkeypatch.setattr("saan.voices.actions.tickets.MOST_TOKENS", 30)
    here = opened(place)
    settings.LIMITS = True
    for _number in range(30):
        mint(consultation=here.it, network=NETWORK)
    no = refused("core.too_many", mint, consultation=here.it, network=NETWORK)
    assert (no.status, Ticket.objects.count(), Participant.objects.count()) == (429, 30, 30)
    assert mint(consultation=here.it, network="another school")
    with clock.moved_to(clock.now() + timedelta(minutes=61)):
        assert mint(consultation=here.it, network=NETWORK)


def test_the_council_is_told_of_a_burst_but_not_whose_it_was(place):
    here = opened(place)
    for _number in range(61):
        newcomer(here.it)
    mint(consultation=here.it, network="another school")
    assert [note_bursts(), note_bursts()] == [1, 1]
    assert [burst.tokens for burst in bursts_of(here.it, place.watching)] == [61]
    assert bursts_of(here.it, NOBODY) == []


def test_a_printed_slip_lets_one_person_in(place):
    here = opened(place, door="slips")
    slip, _other = print_slips(consultation=here.it, count=2, by=here.officer)
    assert refused("voices.slip_needed", mint, consultation=here.it, network=NETWORK).status == 403
    assert refused("voices.slip_unknown", mint, consultation=here.it, network=NETWORK, slip="AAAA-AAAA").status == 404
    assert pass_of(mint(consultation=here.it, network=NETWORK, slip=f" {slip[:4].lower()}-{slip[4:]}"))
    refused("voices.slip_used", mint, consultation=here.it, network=NETWORK, slip=slip)
    assert slips_of(here.it) == (2, 1)
    assert not Slip.objects.filter(code_hash=slip).exists()


def test_guessing_slips_is_slow(place, settings):
    settings.LIMITS = True
    here = opened(place, door="slips")
    slip, = print_slips(consultation=here.it, count=1, by=here.officer)
    for _number in range(29):
        refused("voices.slip_unknown", mint, consultation=here.it, network=NETWORK, slip="AAAA-AAAA")
    refused("core.too_many", mint, consultation=here.it, network=NETWORK, slip="AAAA-AAAA")
    assert mint(consultation=here.it, network=NETWORK, slip=slip)   # the right one is never refused


def test_slips_are_printed_only_for_their_door(place):
    refused("voices.door_has_no_slips", print_slips, consultation=opened(place).it, count=5, by=place.officer)
    slips = opened(place, door="slips", slug="slips").it
    refused("voices.slips_out_of_range", print_slips, consultation=slips, count=0, by=place.officer)


def test_a_round_for_those_signed_in_knows_each_once(place):
    here = opened(place, door="signed_in")
    assert refused("voices.sign_in_first", mint, consultation=here.it, network=NETWORK).status == 403
    tokens = {mint(consultation=here.it, network=NETWORK, person=place.council) for _time in range(2)}
    assert len(tokens) == 1
    assert Ticket.objects.count() == 1


def test_who_is_in_stays_in(place):
    here = opened(place)
    child = Participant.objects.create(authority=place.authority, token_hash="known")
    assert admit(consultation=here.it, participant=child, network=NETWORK) == admit(
        consultation=here.it, participant=child, network="elsewhere")
    assert Ticket.objects.count() == 1


def test_tokens_in_bulk_are_made_only_in_a_demo_town(place, settings):
    here = opened(place)
    settings.DEMO = False
    refused("voices.only_in_demo", mint_many, consultation=here.it, count=2, by=place.officer)
    settings.DEMO = True
    passes = {pass_of(token) for token in mint_many(consultation=here.it, count=3, by=place.officer)}
    assert len({bearer.participant for bearer in passes}) == 3


def test_a_band_that_is_not_known_is_refused(place):
    here = opened(place)
    refused("people.band_unclear", mint, consultation=here.it, network=NETWORK, band="old")
    assert not Participant.objects.exists()
