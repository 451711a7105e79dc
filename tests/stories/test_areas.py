"""Areas are found as people type them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from saan.areas.actions import load
from saan.areas.models import Area
from saan.areas.queries import area_of, search
from saan.core.things import SYSTEM
from saan.trail.queries import journey_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def country():
    """Load every area."""
    load()


def codes(text, **options):
    """Return the codes that the words find."""
    return [area.code for area in search(text, **options)]


@pytest.mark.slow
def test_the_whole_country_is_loaded_once_and_again_without_a_change():
    assert load() == 77 + 928 + 7436
    sizes = Area.objects.values_list("size", flat=True)
    assert [list(sizes).count(size) for size in ("province", "district", "subdistrict")] == [77, 928, 7436]
    assert not Area.objects.filter(size="subdistrict", parent=None).exists()
    numbers = dict(Area.objects.values_list("code", "pk"))
    assert load() == 0
    assert dict(Area.objects.values_list("code", "pk")) == numbers
    assert [step.verb for step in journey_of(SYSTEM)] == ["loaded"]


def test_one_town_is_loaded_with_what_lies_above_it():
    load(codes=["300101"])
    assert list(Area.objects.values_list("code", flat=True).order_by("code")) == ["30", "3001", "300101"]


def test_an_area_says_its_full_name_in_both_languages():
    load(codes=["300101", "100101"])
    korat, palace = area_of("300101"), area_of("100101")
    assert korat.full_name("th") == "ต.ในเมือง อ.เมืองนครราชสีมา จ.นครราชสีมา"
    assert korat.full_name("en") == "Nai Mueang, Mueang Nakhon Ratchasima, Nakhon Ratchasima"
    assert palace.full_name("th") == "แขวงพระบรมมหาราชวัง เขตพระนคร กรุงเทพมหานคร"
    with translation.override("en"):
        assert palace.full_name() == "Phra Borom Maha Ratchawang, Phra Nakhon, Bangkok"


FOUND_FIRST = {
    "โคกม่วง เขาชัยสน": "930307", "โคกมวง เขาชัยสน": "930307", "khok muang khao chai": "930307",
    "ต.ในเมือง อ.เมืองนครราชสีมา จ.นครราชสีมา": "300101", "ในเมือง โคราช": "300101", "nai mueang korat": "300101",
    "ด่านแม่ละเมา": "630609", "ดานแมละเมา": "630609", "บอยาง สงขลา": "900101", "900101": "900101", "๙๐๐๑๐๑": "900101",
    "มหาสารคาม": "44", "Maha Sarakham": "44", "กทม": "10", "จ.สงขลา": "90", "แขวงพระบรม": "100101",
    "Mueang Songkhla, Songkhla": "9001", "เขตพระนคร": "1001"}


@pytest.mark.usefixtures("country")
def test_words_find_the_area_first():
    assert {typed: codes(typed)[0] for typed in FOUND_FIRST} == FOUND_FIRST


@pytest.mark.usefixtures("country")
def test_what_begins_with_the_words_comes_first_and_a_size_may_be_asked_for():
    found = search("นคร", limit=50)
    begins = [area.key.startswith("นคร") for area in found]
    assert begins == sorted(begins, reverse=True)
    assert {area.size for area in search("นคร", size="province")} == {"province"}
    assert len(search("บ้าน", limit=7)) == 7


@pytest.mark.usefixtures("country")
def test_strange_words_find_nothing_and_break_nothing():
    for typed in ("", "   ", "%", "_", "\\", "'", "ต.", "ซซซ", "ก" * 5000, "\x00", "a b c d e f g h i j k", "ٱلسلام"):
        assert search(typed) == []


@pytest.mark.usefixtures("country")
def test_a_search_is_one_query():
    with CaptureQueriesContext(connection) as queries:
        names = [area.full_name("th") for area in search("เมือง นคร")]
    assert len(queries) == 1 and len(names) == 20
