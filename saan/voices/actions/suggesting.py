"""Suggesting: the computer puts like voices together, around what people have put together themselves."""
from collections import Counter

from django.conf import settings
from django.db import transaction

from saan.agencies.models import Authority
from saan.core import clock, jobs
from saan.core.extras import extra
from saan.core.keys import fingerprint
from saan.core.refusal import Refusal
from saan.methods.themes.groups import Grouping, group
from saan.methods.themes.telling import telling
from saan.methods.themes.tokens import words_of
from saan.voices.models import Keyword, Likeness, Suggesting, Suggestion
from saan.voices.queries.suggestions import Material, material_of, state_of, towns_with_voices

AT_ONCE = 5   # towns whose voices are put together in one run
MEANT_BY = "saan.core.meanings"


def suggest_due() -> int:
    """Put the voices of towns together where something changed since the last time; return in how many towns."""
    done = 0
    for changed in jobs.each(towns_with_voices(), lambda authority: suggest(authority=authority)):
        done += changed
        if done >= AT_ONCE:
            break
    return done


def suggest(*, authority: Authority) -> bool:
    """Put the voices of the town together; return whether anything had changed since the last time.

    The counting is done before the transaction; if somebody edits meanwhile, nothing is written and the next run counts
    anew. What the computer suggests is nobody's act, so it is not tied.
    """
    last, state = Suggesting.objects.filter(authority=authority).first(), state_of(authority)
    if last and last.state == state:
        return False
    material = material_of(authority)
    meanings, trouble = _meant(material.texts)
    words = [words_of(text) for text in material.texts]
    learnt = _learnt(material, words, authority)
    found = group(material.texts, known=material.known, seeds=learnt, meanings=meanings)
    with transaction.atomic():
        list(Suggestion.objects.select_for_update().filter(authority=authority).order_by("pk"))
        if state_of(authority) != state:
            return False
        _write(authority, material, words, found)
        Suggesting.objects.update_or_create(authority=authority, defaults={
            "at": clock.now(), "state": state_of(authority), "left_out": material.left_out, "trouble": trouble,
            "meant": meanings is not None})
    return True


def _meant(texts):
    """Return what the town's own embedding says of the texts, where there is one, and what was in the way."""
    if not texts or not settings.MEANINGS.is_dir():
        return None, ""
    try:
        return extra("themes-model", MEANT_BY).meanings_of(texts, settings.MEANINGS), ""
    except Refusal as no:   # groups are made without it, and the desk says so
        return None, Suggesting.Trouble.EXTRA if no.code == "core.extra_missing" else Suggesting.Trouble.BROKEN


def _told(inside, words, removed=frozenset()):
    """Return the words that tell those inside from all others, without those that were taken out."""
    mine = set(inside)
    told = telling([words[at] for at in inside], [text for at, text in enumerate(words) if at not in mine])
    return {word: weight for word, weight in told.items() if _hash(word) not in removed}


def _learnt(material: Material, words, authority):
    """Return the telling words of what people put together."""
    removed = _removed(authority)
    return {key: _told(inside, words, removed.get(key, frozenset())) for key, inside in material.known.items()}


def _removed(authority):
    gone: dict[tuple[str, int], set[str]] = {}
    rows = Keyword.objects.filter(suggestion__authority=authority).exclude(removed_at=None)
    for known, one, theme in rows.values_list("word_hash", "suggestion", "suggestion__theme"):
        gone.setdefault(("theme", theme) if theme else ("suggestion", one), set()).add(known)
    return gone


def _write(authority, material: Material, words, found: Grouping):
    live = Suggestion.objects.live().filter(authority=authority)
    inside = _rows_of_known(authority, live, material, found)
    inside |= _rows_of_groups(authority, live, material, found)
    removed = _removed_of(live)
    told = {one: _told(there, words, removed.get(one, frozenset())) for one, (there, _new) in inside.items()}
    _put(authority, {material.numbers[at]: (one, round(sum(told[one].get(word, 0) for word in set(words[at])), 3))
                     for one, (_there, new) in inside.items() for at in new})
    Keyword.objects.filter(suggestion__authority=authority, removed_at=None).delete()
    Keyword.objects.bulk_create(
        row for one, (there, _new) in inside.items() for row in _keywords(one, there, words, told[one]))
    loose = live.filter(edited_at=None).exclude(pk__in=inside)
    Keyword.objects.filter(suggestion__in=loose).delete()
    loose.delete()


def _rows_of_known(authority, live, material, found):
    """Return for each suggestion that people made and each theme the positions that tell it, and those it suggests."""
    rows = {}
    themes = dict(live.exclude(theme=None).values_list("theme", "pk"))
    for (kind, pk), there in material.known.items():
        new = list(found.joined.get((kind, pk), ()))
        if kind == "suggestion":
            rows[pk] = ([*there, *new], [*there, *new])
            continue
        one = themes.get(pk) or Suggestion.objects.create(authority=authority, theme_id=pk).pk
        rows[one] = (there, new)
    return rows


def _rows_of_groups(authority, live, material, found):
    """Return the same for each new group; one that is mostly an old one keeps its row."""
    old = dict(Likeness.objects.filter(suggestion__in=live.filter(edited_at=None, theme=None))
               .values_list("voice", "suggestion"))
    rows, taken = {}, set()
    for one in found.groups:
        there = list(one.texts)
        before = Counter(old.get(material.numbers[at]) for at in there)
        row = next((row for row, count in before.most_common() if row and 2 * count >= len(there) and row not in taken),
                   None) or Suggestion.objects.create(authority=authority).pk
        taken.add(row)
        rows[row] = (there, there)
    return rows


def _put(authority, wanted):
    """Let each voice stand in the suggestion it is wanted in, with its weight there, and in no other."""
    rows = Likeness.objects.filter(suggestion__authority=authority)
    now = {voice: (pk, (one, weight)) for pk, voice, one, weight in
           rows.values_list("pk", "voice", "suggestion", "weight")}
    rows.filter(pk__in=[pk for voice, (pk, place) in now.items() if wanted.get(voice) != place]).delete()
    Likeness.objects.bulk_create(
        Likeness(suggestion_id=one, voice_id=voice, weight=weight) for voice, (one, weight) in wanted.items()
        if voice not in now or now[voice][1] != (one, weight))


def _removed_of(live):
    gone: dict[int, set[str]] = {}
    for one, known in Keyword.objects.filter(suggestion__in=live).exclude(removed_at=None).values_list(
            "suggestion", "word_hash"):
        gone.setdefault(one, set()).add(known)
    return gone


def _keywords(suggestion, there, words, told):
    said = Counter(word for at in there for word in set(words[at]))
    return [Keyword(suggestion_id=suggestion, word=word[:200], word_hash=_hash(word), weight=weight, said_by=said[word])
            for word, weight in told.items()]


def _hash(word):
    return fingerprint(settings.KEYS["receipt"], f"keyword {word}")
