"""Results: say with evidence that something has come about, and ask the agency that runs it to say so."""
import json
from collections.abc import Sequence

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from saan.core.actions import retry
from saan.core.actions.files import keep
from saan.core.acts import signed
from saan.core.files.kinds import PICTURES, Kind
from saan.core.models import StoredFile
from saan.core.refusal import Refusal, Wrong
from saan.core.things import Thing
from saan.methods.words import clean, graphemes, is_blank
from saan.network.actions import errands
from saan.network.models import Errand
from saan.notices.actions import tell
from saan.people.models import Person
from saan.people.queries import viewer_of
from saan.plans.actions.verdicts import claim_promise, locked, those_concerned
from saan.plans.models import Claim, Evidence, Project, Result
from saan.plans.queries.results import newest_claim
from saan.plans.rules.results import LONGEST_TEXT, LONGEST_TITLE, LONGEST_WORDS, MOST_FILES, may_claim_for
from saan.trail.actions import tie
from saan.voices.rules import refuse_private

SORTS = PICTURES | {Kind.PDF}
BY_LINK = "/results/by-link/"


@transaction.atomic
def claim(*, project: Project, title: str = "", text: str, evidence: Sequence[tuple[UploadedFile | StoredFile, str]],
          by: Thing, result: Result | None = None, key: str = "") -> Result:
    """Say that something of the project is done, with evidence; those who spoke are asked whether it is so.

    `evidence` is pictures and PDF documents, each with words that say what is to be seen (a no about the second names
    the field `2-file` or `2-seen`). A result that was reopened
    is claimed anew under its old title; once under a key, if given. `by` is an officer of the town, a partner at the
    agency that runs the project, or that agency itself by its link.
    """
    _refuse_stranger(project, by)
    title, text = _titled(title) if result is None else result.title, _told(text)
    files = _kept(evidence)
    if not key:
        return _claimed(project, result, title, text, files, by)
    body = json.dumps([project.pk, result and result.pk, title, text, by.kind, by.pk,
                       [(file.digest, words) for file, words in files]])
    ref, _new = retry.once(scope=Claim.kind, key=key, body=body,
                           make=lambda: _claimed(project, result, title, text, files, by).pk)
    return Result.objects.get(pk=ref)


@transaction.atomic
def claim_by_link(*, errand: Errand, **said) -> Result:
    """Claim, without a login, what the link that was sent to the agency is about; the link is used up."""
    errands.use(errand=errand)
    return claim(project=Project.objects.get(pk=errand.about_ref), by=errand.agency, **said)


def ask(*, project: Project, by: Thing, address: str) -> list[Errand]:
    """Ask the agency by letter to say that the project is done, with a link that claims once."""
    return errands.send(authority=project.authority, agency=project.agency, thing=project, path=BY_LINK, by=by,
                        address=address)


def _claimed(project, result, title, text, files, by):
    number = 1
    if result is None:
        result = Result.objects.create(project=project, title=title, **signed(by))
    else:
        result, last = _reopened(project, result)
        number = last.number + 1
        Result.objects.filter(pk=result.pk).update(state=Result.State.CLAIMED)
    one = Claim.objects.create(result=result, number=number, text=text, **signed(by))
    Evidence.objects.bulk_create(Evidence(claim=one, file=file, text=words) for file, words in files)
    tie("reported", result, by=by, area=project.area.code, because=[project])
    tell(those_concerned(project, but=by), "plans.claimed", one)
    claim_promise(result, by)
    result.refresh_from_db()
    return result


def _reopened(project, result):
    now = locked(result)
    if now.project_id != project.pk:
        raise Refusal("plans.other_project", _("ผลนี้เป็นของอีกโครงการ เปิดหน้าของโครงการนั้นแล้วบอกอีกครั้ง"), status=422)
    if now.state == Result.State.CLAIMED:
        raise Refusal("plans.claimed_before", _("บอกไปแล้วว่าเสร็จ ตอนนี้รอเด็กตอบว่าจริงไหม ยังไม่ต้องบอกซ้ำ"))
    if now.state == Result.State.CONFIRMED:
        raise Refusal("plans.confirmed_before", _("เด็กยืนยันแล้วว่าเกิดขึ้นจริง ไม่ต้องบอกซ้ำ"))
    return now, newest_claim(now)


def _refuse_stranger(project, by):
    if by.kind == Person.kind:
        viewer = viewer_of(by, purpose="read", basis="public task")
        mine = may_claim_for(viewer, project.agency_id, project.authority_id)
    else:
        mine = (by.kind, by.pk) == (project.agency.kind, project.agency_id)
    if not mine:
        raise Refusal("plans.not_your_project", _(
            "บอกว่าเสร็จได้เฉพาะหน่วยงานที่ทำโครงการนี้กับเจ้าหน้าที่ของเมือง"), status=403)


def _titled(title):
    title = clean(title)
    if is_blank(title) or len(title) > LONGEST_TITLE or "\n" in title:
        _refuse("plans.result_title", _("บอกบรรทัดเดียวว่าเกิดอะไรขึ้น ไม่เกิน %(longest)s ตัวอักษร"), "title",
                longest=LONGEST_TITLE)
    refuse_private(title, "title")
    return title


def _told(text):
    text = clean(text)
    if graphemes(text) > LONGEST_TEXT:
        _refuse("plans.text", _("เล่าไม่เกิน %(longest)s ตัวอักษร"), "text", longest=LONGEST_TEXT)
    refuse_private(text, "text", contacts=False)
    return text


def _kept(evidence):
    """Return the files as Saan keeps them, each with its words; these are read first, so that no file is kept in vain.
    """
    if not evidence:
        _refuse("plans.no_evidence", _("ใส่รูปหรือเอกสาร PDF อย่างน้อยหนึ่งไฟล์ที่แสดงว่าทำแล้วจริง"), "file")
    if len(evidence) > MOST_FILES:
        _refuse("plans.too_many_files", _("ใส่ได้ไม่เกิน %(most)s ไฟล์ต่อครั้ง"), "file", most=MOST_FILES)
    said = [(place, file, _seen(words, place)) for place, (file, words) in enumerate(evidence, start=1)]
    return [(_file(file, place), words) for place, file, words in said]


def _seen(words, place):
    words = " ".join(clean(words).split())
    if is_blank(words) or len(words) > LONGEST_WORDS:
        _refuse("plans.evidence_words", _("บอกว่าในรูปหรือเอกสารเห็นอะไร ไม่เกิน %(longest)s ตัวอักษร คนที่มองไม่เห็นรูปจะได้รู้ด้วย"),
                f"{place}-seen", longest=LONGEST_WORDS)
    refuse_private(words, f"{place}-seen")
    return words


def _file(file, place):
    if not isinstance(file, StoredFile):
        return _made_anew(file, place)
    if file.media not in SORTS:
        _refuse("plans.evidence_kind", _("หลักฐานเป็นรูปหรือเอกสาร PDF"), f"{place}-file")
    return file


def _made_anew(file, place):
    try:
        return keep(upload=file, sorts=SORTS)
    except Refusal as no:
        no.errors = [Wrong(f"{place}-{where}", sentence) for where, sentence in no.errors]
        raise


def _refuse(code, sentence, where, **params):
    """Say no to one field."""
    no = Refusal(code, sentence, status=422, **params)
    no.errors = [Wrong(where, str(no))]
    raise no
