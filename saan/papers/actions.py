"""Changing which template a town's paper is filled into."""
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from saan.agencies.models import Authority
from saan.core.actions.files import keep
from saan.core.acts import signed
from saan.core.files import TEMPLATES, shelf
from saan.core.refusal import Refusal
from saan.core.things import Thing
from saan.papers.engines.filling import refuse_lacking
from saan.papers.models import Template
from saan.papers.queries import newest
from saan.papers.rules import named
from saan.trail.actions import tie


@transaction.atomic
def replace(*, paper: str, authority: Authority, upload: UploadedFile, by: Thing) -> Template:
    """Let the paper be filled into the town's own template from now on.

    One that cannot be filled is refused, and so is one without a field that the paper cannot do without.
    """
    one, file = named(paper), keep(upload=upload, sorts=TEMPLATES)
    refuse_lacking(shelf.place_of(file.digest).read_bytes(), one.sample, one.needs)
    return _chosen("replaced", paper, authority, file, by)


@transaction.atomic
def reset(*, paper: str, authority: Authority, by: Thing) -> Template:
    """Let the paper be filled into Saan's own template again; the town's stays in the list."""
    before = newest(named(paper).word, authority)
    if before is None or before.file_id is None:
        raise Refusal("papers.own_already", _("เอกสารนี้ใช้แบบของสานอยู่แล้ว"))
    return _chosen("reset", paper, authority, None, by)


def _chosen(verb, paper, authority, file, by):
    template = Template.objects.create(paper=paper, authority=authority, file=file, **signed(by))
    tie(verb, template, by=by, area=authority.home.code)
    return template
