"""What is typed and chosen when somebody says that it is done, and when it is answered."""
from collections.abc import Iterable
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from saan.core.refusal import Refusal
from saan.core.uploads import Uploading
from saan.plans.models import Result
from saan.plans.rules.results import CONFIRMED, LONGEST_REASON, LONGEST_TEXT, LONGEST_TITLE, LONGEST_WORDS, REOPENED
from saan.voices.forms.voices import Words
from saan.voices.models import Theme
from saan.voices.rules import LONGEST_REPLY

PLACES = ("1", "2", "3")   # files on one page; who has more claims in words or puts pages into one PDF
NEW = ("new", _("เรื่องใหม่"))


class Showing(Uploading):
    """A piece of evidence: the file, and what is to be seen in it."""

    seen = forms.CharField(label=_("ในไฟล์นี้เห็นอะไร"), max_length=LONGEST_WORDS, required=False,
                           error_messages={"required": _("บอกว่าในรูปหรือเอกสารนี้เห็นอะไร")},
                           help_text=_("สั้น ๆ เช่น เสาไฟสี่ต้นรอบลานเล่น ตอนค่ำ คนที่มองไม่เห็นรูปจะได้รู้ด้วย"))

    def __init__(self, *args, needed: bool = False, **options):
        super().__init__(*args, **options)
        self.fields["file"].required = self.fields["seen"].required = needed
        self.fields["file"].label = _("รูปหรือ PDF ที่แสดงว่าทำแล้ว")

    def clean(self) -> dict:
        """Return what was sent; a file and its words belong together."""
        told = super().clean()
        if told.get("file") and not told.get("seen") and "seen" not in self.errors:
            self.add_error("seen", _("บอกว่าในรูปหรือเอกสารนี้เห็นอะไร"))
        if told.get("seen") and not told.get("file") and "file" not in self.errors:
            self.add_error("file", self.fields["file"].error_messages["required"])
        return told


class Claiming(forms.Form):
    """That something is done: what, in which words; its evidence are forms of their own beside it."""

    result = forms.ChoiceField(label=_("เรื่องไหน"), widget=forms.RadioSelect,
                               error_messages={"required": _("เลือกว่าเป็นเรื่องไหน")})
    title = forms.CharField(label=_("เกิดอะไรขึ้นแล้ว"), max_length=LONGEST_TITLE, required=False,
                            help_text=_("บรรทัดเดียว เช่น ลานหน้าตลาดมีไฟครบแล้ว"),
                            error_messages={"required": _("บอกบรรทัดเดียวว่าเกิดอะไรขึ้น")})
    text = Words(LONGEST_TEXT, label=_("เล่าเพิ่ม"), required=False)
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, results: Iterable[Result] = (), **options):
        super().__init__(*args, auto_id="%s", **options)
        self.fields["key"].initial = uuid4()
        self._results = {str(one.pk): one for one in results}   # also what is claimed by now: it may be sent twice
        offered = [(pk, one.title) for pk, one in self._results.items() if one.state == REOPENED]
        if offered or self.data.get("result") in self._results:
            self.fields["result"].choices = [*((pk, one.title) for pk, one in self._results.items()), NEW]
            self.fields["result"].widget.choices = [*offered, NEW]
            self.fields["result"].initial = offered[0][0] if offered else NEW[0]
        else:
            self.fields["title"].required = True
            del self.fields["result"]
        about = (self.data, self.files) if self.is_bound else ()
        self.shows = [Showing(*about, prefix=place, auto_id=f"%s_{place}", needed=place == PLACES[0])
                      for place in PLACES]

    @property
    def again(self) -> Result | None:
        """Return the result that is claimed anew, or None for a new one."""
        return self._results.get(self.cleaned_data.get("result", ""))

    def is_valid(self) -> bool:
        """Return whether everything can be read, the files too."""
        return all([super().is_valid(), *(show.is_valid() for show in self.shows)])

    def clean(self) -> dict:
        """Return what was typed; something new has a name."""
        told = super().clean()
        if not told.get("title") and not self._results.get(told.get("result", "")) and "title" not in self.errors:
            self.add_error("title", _("บอกบรรทัดเดียวว่าเกิดอะไรขึ้น"))
        return told

    def said(self) -> dict:
        """Return what was said, as the action takes it."""
        told = self.cleaned_data
        return {"title": told["title"], "text": told["text"], "result": self.again, "key": str(told["key"] or uuid4()),
                "evidence": [(show.cleaned_data["file"], show.cleaned_data["seen"]) for show in self._sent()]}

    def tell(self, no: Refusal) -> None:
        """Say a no of the action beside the field that it is about; `2-seen` is about the second file that was sent."""
        for where, sentence in no.errors or [(None, str(no))]:
            place, _dash, field = (where or "").partition("-")
            if field and place.isdecimal():
                self._sent()[int(place) - 1].add_error(field, str(sentence))
            else:
                shown = where in self.fields
                (self if where != "file" else self.shows[0]).add_error(where if shown or where == "file" else None,
                                                                      str(sentence))

    def mistakes(self) -> list[tuple[str, str, str]]:
        """Return every mistake as where it leads, the label of its field and its sentence."""
        return [(form[name].id_for_label or form[name].auto_id, form[name].label, sentence)
                for form in (self, *self.shows) for name, errors in form.errors.items() if name in form.fields
                for sentence in errors]

    def _sent(self):
        return [show for show in self.shows if show.cleaned_data.get("file")]


class Deciding(forms.Form):
    """A decision of the council about a result."""

    word = forms.ChoiceField(label=_("สภาเด็กตัดสินว่า"), widget=forms.RadioSelect, choices=[
        (CONFIRMED, _("เกิดขึ้นจริง")), (REOPENED, _("ยังไม่จริง เปิดใหม่"))],
        error_messages={"required": _("เลือกว่า เกิดขึ้นจริง หรือ ยังไม่จริง")})
    reason = Words(LONGEST_REASON, label=_("เพราะอะไร"),
                   help_text=_("ทุกคนจะได้อ่าน เช่น ไปดูมาแล้วเมื่อวันเสาร์ ไฟติดสองดวงจากสี่ดวง"),
                   error_messages={"required": _("บอกเหตุผลที่ตัดสินแบบนี้")})

    def __init__(self, *args, **options):
        super().__init__(*args, auto_id="decide_%s", **options)


class Replying(forms.Form):
    """A reply to those who spoke, which tells of a result."""

    theme = forms.ChoiceField(label=_("ตอบคนในเรื่อง"))
    text = Words(LONGEST_REPLY, label=_("คำตอบ"), help_text=_("บอกว่าเกิดอะไรขึ้นแล้วจากที่เขาพูด คนที่พูดเรื่องนี้ทุกคนจะได้อ่าน"),
                 error_messages={"required": _("ยังไม่มีข้อความ")})
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, themes: Iterable[Theme], **options):
        super().__init__(*args, initial={"key": uuid4()}, auto_id="reply_%s", **options)
        self._themes = {str(theme.pk): theme for theme in themes}
        self.fields["theme"].choices = [(pk, theme.name) for pk, theme in self._themes.items()]

    @property
    def chosen(self) -> Theme:
        """Return the theme that was chosen."""
        return self._themes[self.cleaned_data["theme"]]
