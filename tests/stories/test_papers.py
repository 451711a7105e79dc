"""What is printed: posters and codes to scan."""
import pytest

from saan.voices.actions.replies import answer
from saan.voices.actions.themes import gather
from tests.town import settle, sign_in, stand

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return settle()


def test_a_live_reply_becomes_a_poster(client, town):
    assert "ยังไม่มีคำตอบ" in client.get("/poster").content.decode()
    theme = gather(members=[stand(town, "ขอไฟ").voice], name="ทางสว่าง", authority=town.city, area=town.area,
                   by=town.council)
    reply = answer(theme=theme, text="ติดไฟครบแล้ว <b>", key="k", by=town.officer)
    for path in ("/poster", f"/poster?reply={reply.pk}"):
        page = client.get(path).content.decode()
        assert all(words in page for words in ("ทางสว่าง", "ติดไฟครบแล้ว &lt;b&gt;", 'class="qr"', "poster-page"))
        assert "ขอไฟ" not in page
    assert [client.get(f"/poster?reply={wrong}").status_code for wrong in ("0", "x", "9" * 30, "-1")] == [404] * 4


def test_officers_and_council_print_codes_to_scan(client, town):
    assert client.get("/qr").status_code == 302
    page = sign_in(client, town.officer).get("/qr").content.decode()
    assert f"/speak?at={town.city.code}" in page and page.count('class="qr"') == 7
    assert sign_in(client, town.lead).get("/qr").status_code == 403
