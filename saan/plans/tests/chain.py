"""A whole way for stories of results: voices in a theme, a resolution that answers it, a project, a claim."""
from io import BytesIO
from itertools import count
from types import SimpleNamespace

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from saan.people.actions.participants import welcome
from saan.people.models import Participant
from saan.plans.actions.results import claim
from saan.plans.actions.witnesses import witness
from saan.plans.models import Claim, Project, Result
from saan.plans.tests.town import city, project, resolution
from saan.voices.actions.themes import gather
from tests.town import stand

_numbers = count(1)


def way(voices: int = 3, **more) -> SimpleNamespace:
    """Return a town with a theme of so many voices, a resolution that answers it, and the project that came of it."""
    town = city()
    town.said = [stand(town) for _number in range(voices)]
    town.theme = gather(members=[one.voice for one in town.said], name="ลานเล่น", authority=town.city, area=town.area,
                        by=town.council)
    town.resolution = resolution(town, town.theme)
    town.project = project(town, resolution=town.resolution, **more)
    return town


def photo(colour: str = "green") -> SimpleUploadedFile:
    """Return a small picture as it comes from a browser."""
    out = BytesIO()
    Image.new("RGB", (40, 30), colour).save(out, "JPEG")
    return SimpleUploadedFile("ลาน.jpg", out.getvalue(), content_type="image/jpeg")


def claimed(town: SimpleNamespace, project: Project | None = None, **more) -> Result:
    """Return what the town's partner says has come about, with a picture."""
    said = {"title": "ลานเล่นมีไฟแล้ว", "text": "ติดไฟครบสี่ต้น", "by": town.partner,
            "evidence": [(photo(), "เสาไฟสี่ต้นรอบลานเล่น ตอนค่ำ")]}
    return claim(project=project or town.project, **said | more)


def newest(result: Result) -> Claim:
    """Return the claim on which the result stands."""
    return result.claims.order_by("-number").first()


def answered(town: SimpleNamespace, result: Result, words: str, first: int = 0) -> None:
    """Let those who spoke answer, one for each letter: y yes, n no, u cannot say."""
    for one, letter in zip(town.said[first:], words, strict=False):
        word = {"y": "yes", "n": "no", "u": "unknown"}[letter]
        witness(claim=newest(result), word=word, by=one.voice)


def child(town: SimpleNamespace) -> Participant:
    """Return somebody without an account who keeps a token."""
    return welcome(authority=town.city, token=f"a-token-of-a-child-{next(_numbers):013}", network="school")
