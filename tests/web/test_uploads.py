"""Files come in through the door by a real form, and go out through the whole frame."""
import os
from io import BytesIO

import pytest
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.http import HttpRequest, HttpResponse
from django.urls import path
from PIL import Image

from saan.core import files
from saan.core.actions.files import keep
from saan.core.models import StoredFile
from saan.core.tests.sending import from_a_camera, pdf, picture, upload
from saan.core.uploads import FACES, Uploading
from saan.web.urls import handler400
from saan.web.urls import urlpatterns as everywhere

pytestmark = pytest.mark.django_db
MEGABYTE = 1 << 20


def take(request: HttpRequest) -> HttpResponse:
    """Take a file as the pages of the rooms do."""
    form = Uploading(request.POST, request.FILES)
    if not form.is_valid():
        return HttpResponse(str(form.errors.as_json()), status=422)
    on_disk = isinstance(request.FILES["file"], TemporaryUploadedFile)
    return HttpResponse(f"{keep(upload=form.cleaned_data['file']).pk} {'disk' if on_disk else 'memory'}")


def give(request: HttpRequest, number: int) -> HttpResponse:
    """Give the file back."""
    return files.answer(StoredFile.objects.get(pk=number), "ภาพ")


__all__ = ["handler400"]   # a page of its own says what could not be read
urlpatterns = [path("results/take", take), path("elsewhere", take), path("results/<int:number>", give), *everywhere]


@pytest.fixture(autouse=True)
def _here(settings, tmp_path):
    """Let the pages of this story stand in the town."""
    settings.ROOT_URLCONF, settings.MEDIA_ROOT = __name__, tmp_path / "files"


def send(client, content, where="/results/take", **more):
    """Send the bytes by a form, as a browser does."""
    return client.post(where, {"file": upload(content), "faces_checked": "on"} | more)


def test_a_picture_comes_in_and_goes_out_as_it_was_kept(client):
    number = send(client, from_a_camera()).content.decode().split()[0]
    response = client.get(f"/results/{number}")
    content = b"".join(response)
    assert content.startswith(b"\xff\xd8\xff") and b"arquil" not in content
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_a_large_file_waits_on_disk_and_not_in_memory(client):
    noise, out = Image.frombytes("RGB", (900, 900), os.urandom(900 * 900 * 3)), BytesIO()
    noise.save(out, "PNG")
    assert send(client, out.getvalue()).content.decode().endswith("disk")


def test_a_picture_on_which_nobody_looked_for_faces_is_not_taken(client):
    page = send(client, picture(), faces_checked="")
    assert page.status_code == 422 and "faces_checked" in page.content.decode()
    assert send(client, pdf(), faces_checked="").status_code == 200   # no face stands in a document
    assert str(FACES) == "ไม่มีใบหน้าเด็กที่จำได้ในภาพนี้"


def test_what_pretends_gets_a_sentence_and_leaves_nothing_behind(client):
    page = send(client, b"PK\x03\x04 this is a zip")
    assert page.status_code == 422 and "ไม่ใช่รูปภาพหรือ PDF" in page.content.decode()
    assert not StoredFile.objects.exists()


def test_more_than_the_limit_is_refused_at_the_door_and_other_pages_take_no_files(client):
    assert send(client, b"x" * 62 * MEGABYTE).status_code == 413
    assert send(client, b"x" * 600_000, where="/elsewhere").status_code == 413
    assert client.post("/results/take", "x" * 600_000, content_type="application/x-www-form-urlencoded"
                       ).status_code == 413
    assert send(client, b"x" * 600_000, where="/resultsandmore").status_code == 413


def test_words_that_are_too_long_for_any_form_get_a_sentence_that_says_how_long_they_may_be(client):
    no = client.post("/speak", "text=" + "x" * 600_000, content_type="application/x-www-form-urlencoded")
    assert no.status_code == 413 and "รวมทุกช่องได้ราว 58,000 ตัวอักษร" in no.content.decode()
    minutes = client.post("/meetings/1/minutes", "text=" + "x" * 5 * MEGABYTE,
                          content_type="application/x-www-form-urlencoded")
    assert minutes.status_code == 413 and "466,000" in minutes.content.decode()
    api = client.post("/api/v1/voices", "x" * 70_000, content_type="application/json")
    assert api.status_code == 413 and "64 กิโลไบต์" in api.json()["detail"]


def test_words_beside_the_file_do_not_fill_the_memory(client):
    page = send(client, picture(), words="ก" * 800_000)
    assert page.status_code == 400 and "อ่านไม่ได้" in page.content.decode()


def test_a_form_cut_in_half_is_no_fault_of_ours(client):
    page = client.post("/results/take", b"--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.jpg\"\r\n",
                       content_type="multipart/form-data; boundary=x")
    assert page.status_code == 422
    assert client.post("/results/take", b"--x", content_type="multipart/form-data").status_code in {400, 422}
