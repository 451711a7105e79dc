"""The whole way of a voice, from a theme to the answer, as its speaker follows it by the code."""
from uuid import uuid4

import pytest

from saan.notices.models import Notice
from saan.plans.actions.answers import answer
from saan.plans.actions.witnesses import witness
from saan.plans.tests.chain import claimed, newest, way
from saan.trail.models import Step
from tests.town import refused, settle, stand

pytestmark = pytest.mark.django_db
WAY = ["spoken", "gathered", "proposed", "resolved", "started", "reported", "confirmed", "answered"]


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.DATA, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"
    (tmp_path / "keys").mkdir()


def followed(client, said):
    """Return what the API tells whoever holds the code."""
    return client.get(f"/api/v1/voices/{said.code}").json()


def test_a_voice_goes_through_all_its_squares_and_back_to_its_speaker(client):
    town = way(11)
    first = town.said[0]
    assert followed(client, first)["state"] == "under_way"
    result = claimed(town)
    assert followed(client, first)["state"] == "claimed"
    for one in town.said:
        witness(claim=newest(result), word="yes", by=one.voice)
    assert followed(client, first)["state"] == "confirmed"
    answer(result=result, theme=town.theme, text="ลานมีไฟแล้ว", key=str(uuid4()), by=town.officer)
    told = followed(client, first)
    assert [step["verb"] for step in told["steps"]] == WAY
    assert [step["step"] for step in told["steps"]] == [1, 2, 3, 4, 5, 7, 7, 8]
    assert told["state"] == "confirmed"
    project = client.get(f"/api/v1/projects/{town.project.pk}").json()
    assert project["state"] == "confirmed" and (project["claimed"], project["confirmed"]) == (0, 1)
    assert [{key: one[key] for key in ("state", "yes", "no", "n")} for one in project["results"]] == [
        {"state": "confirmed", "yes": None, "no": None, "n": 10}]   # unanimous: how many said what is not told


def test_every_one_who_spoke_is_told_of_each_step_and_nobody_else(client):
    town, other = way(10), settle("300101")
    stranger, elsewhere = stand(town).voice, stand(other).voice
    result = claimed(town)
    for one in town.said:
        witness(claim=newest(result), word="no", by=one.voice)
    answer(result=result, theme=town.theme, text="จะซ่อมไฟ", key=str(uuid4()), by=town.officer)
    spoke = {one.voice.pk for one in town.said}
    for key in ("plans.claimed", "plans.reopened", "voices.answered"):
        assert set(Notice.objects.filter(key=key, who_kind="voice").values_list("who_id", flat=True)) == spoke
    assert not Notice.objects.filter(who_kind="voice", who_id__in=(stranger.pk, elsewhere.pk)).exists()
    assert followed(client, town.said[0])["state"] == "under_way"


def test_the_reply_has_its_theme_as_its_only_cause(client):
    town = way()
    result = claimed(town)
    told = answer(result=result, theme=town.theme, text="ลานมีไฟแล้ว", key="k", by=town.officer)
    assert answer(result=result, theme=town.theme, text="ลานมีไฟแล้ว", key="k", by=town.officer) == told
    step = Step.objects.get(verb="answered")
    assert [(cause.kind, cause.ref) for cause in step.causes.all()] == [("theme", town.theme.pk)]
    other = claimed(town, title="ม้านั่ง")
    with refused("core.key_reused"):
        answer(result=other, theme=town.theme, text="ลานมีไฟแล้ว", key="k", by=town.officer)
    elsewhere = way()
    with refused("plans.other_theme", 422):
        answer(result=result, theme=elsewhere.theme, text="ลานมีไฟแล้ว", key="k2", by=town.officer)
