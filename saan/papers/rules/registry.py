"""The papers that there are: a room registers what it prints, and papers knows nothing of the room."""
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from saan.core.refusal import Refusal
from saan.papers.rules.blocks import Block
from saan.people.rules import Viewer, Word


@dataclass(frozen=True)
class Paper:
    """A paper that the office gives out.

    `fields` are the names that a template may use, each with what it means in the reader's language
    (`present[].name`: of each one present);
    `sample` are facts of that shape, of invented people; `page` turns facts into what the PDF shows; `own` builds the
    DOCX that counts until a town has one of its own; without the fields of `needs` a town's template is none.
    """

    word: str
    title: str
    fields: Mapping[str, str]
    sample: Mapping
    page: Callable[[Mapping], list[Block]]
    own: Callable[[], bytes]
    needs: tuple[str, ...] = ()


_papers: dict[str, Paper] = {}


def register(word: str, *, title: str, fields: Mapping[str, str], sample: Mapping,
             page: Callable[[Mapping], list[Block]], own: Callable[[], bytes], needs: tuple[str, ...] = ()) -> None:
    """Let there be a paper of this word (at most 20 letters); call in AppConfig.ready."""
    paper = Paper(word, title, fields, sample, page, own, needs)
    if len(word) > 20 or _papers.setdefault(word, paper).page is not page:
        raise ImproperlyConfigured(f"the paper “{word}” is too long a word, or registered twice")


def registered() -> list[Paper]:
    """Return every paper, in the order they were registered."""
    return list(_papers.values())


def named(word: str) -> Paper:
    """Return the paper of this word, or say that there is none."""
    if word not in _papers:
        raise Refusal("papers.unknown", _("ไม่มีเอกสารแบบนี้ กลับไปเลือกจากหน้าแบบเอกสาร"), status=404)
    return _papers[word]


def may_change(viewer: Viewer) -> set[int]:
    """Return the authorities whose templates this viewer looks at and changes."""
    return viewer.holds(Word.OFFICER)
