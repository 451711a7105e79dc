"""Everything that Saan says is said in English too, and what Django reads is what stands in the catalogues."""
import polib
import pytest
from django.contrib.auth.password_validation import password_validators_help_texts
from django.utils import translation

from saan.web import catalogues
from saan.web.phrases import CATALOGUE, Phrase, in_code, in_page, phrases_of, places, rooms
from saan.web.templatetags.wording import THAI

ROOMS = rooms()
CATALOGUES = [room / CATALOGUE for room in ROOMS if (room / CATALOGUE).exists()]


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_every_phrase_has_its_english_and_nothing_is_left_over(room):
    known, said = catalogues.english_of(room), phrases_of(room)
    assert sorted(phrase for phrase in said if not catalogues.is_said(known.get(phrase))) == []
    assert sorted(set(known) - said) == []


@pytest.mark.parametrize("path", CATALOGUES, ids=str)
def test_what_is_filled_in_is_the_same_in_both_languages(path):
    for entry in polib.pofile(str(path)):
        wanted = places(entry.msgid_plural or entry.msgid)
        for english in [entry.msgstr, *entry.msgstr_plural.values()]:
            assert not english or places(english) <= wanted, entry.msgid
            assert not THAI.search(english), entry.msgid
        last = entry.msgstr_plural[1] if entry.msgid_plural else entry.msgstr
        assert places(last) == wanted, entry.msgid


@pytest.mark.parametrize("path", [*CATALOGUES, catalogues.BORROWED], ids=str)
def test_what_django_reads_is_fresh(path):
    written = {(e.msgctxt, e.msgid): (e.msgstr, e.msgstr_plural) for e in polib.pofile(str(path))}
    compiled = {(e.msgctxt, e.msgid): (e.msgstr, e.msgstr_plural) for e in polib.mofile(str(path.with_suffix(".mo")))}
    assert compiled == written


def test_rules_for_passwords_are_said_in_thai():
    with translation.override("th"):
        assert [text for text in password_validators_help_texts() if not THAI.search(text)] == []


def test_phrases_are_found_wherever_they_stand():
    assert in_code('a = _("ก")\nb = ngettext("1 คน", "%(n)s คน", n)\nc = pgettext("เมนู", "ผล")\n_(word)') == {
        Phrase("ก"), Phrase("1 คน", "%(n)s คน"), Phrase("ผล", context="เมนู")}
    assert in_page("""<c-x title="{% translate "ก 50%" %}" />{% translate word %}{{ _("ข")|upper }}
        {% comment %}{% translate "ค" %}{% endcomment %}{# {% translate "ง" %} #}
        {% blocktranslate count n=x trimmed %}
          1 คน
        {% plural %}
          {{ n }} คน
        {% endblocktranslate %}""") == {Phrase("ก 50%%"), Phrase("ข"), Phrase("1 คน", "%(n)s คน")}


def test_a_phrase_that_came_twice_keeps_the_words_it_has(tmp_path):
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/page.html").write_text('{% translate "เสียง" %}{% translate "ใหม่" %}')
    (tmp_path / CATALOGUE).parent.mkdir(parents=True)
    (tmp_path / CATALOGUE).write_text(
        'msgid ""\nmsgstr ""\n\nmsgid "เสียง"\nmsgstr ""\nmsgstr "Voice"\n\nmsgid "เสียง"\nmsgstr "Sound"\n\n'
        'msgid "เก่า"\nmsgstr "Old"\nmsgstr "Aged"\n')
    catalogues.keep(tmp_path, catalogues.whole(tmp_path))
    assert [(e.msgid, e.msgstr) for e in polib.pofile(str(tmp_path / CATALOGUE))] == [("เสียง", "Voice"), ("ใหม่", "")]
