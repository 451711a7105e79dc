"""A place that a voice speaks of is suggested from the voice, and waits."""
import pytest

from saan.places.models import Place
from saan.trail.queries import origins_of
from tests.town import say, settle, sign_in, stand

pytestmark = pytest.mark.django_db


def test_the_council_suggests_a_place_from_a_voice_that_stands(client):
    town = settle()
    voice, unread = stand(town, "อยากได้ที่วาดรูปใต้สะพาน").voice, say(town).voice
    sign_in(client, town.council)
    assert f"/voices/{voice.pk}/place" in client.get("/themes").content.decode()
    where = f"/voices/{voice.pk}/place"
    assert "ใต้สะพาน" in client.get(where).content.decode()
    about = {"name": "ลานใต้สะพาน", "sort": "creative", "scale": "public", "area": town.area.code}
    assert client.post(where, about | {"name": ""}).status_code == 422
    assert client.post(where, about).status_code == 302
    place = Place.objects.get()
    assert place.level == "waiting" and origins_of(place)["voice"] == {voice.pk}
    assert client.get(f"/voices/{unread.pk}/place").status_code == 404
