"""How well texts are grouped, and how fast: bench/themes.py [TABLE.csv …], on the sentences of tests/data/themes.

Tables with the columns `topic` and `text` are measured beside them.
"""
import csv
import random
import resource
import statistics
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from saan.methods.themes.groups import Grouping, group
from saan.methods.themes.telling import telling
from saan.methods.themes.tokens import words_of

SENTENCES = Path(__file__).parents[1] / "tests/data/themes/sentences.csv"
SIZES = (500, 2_000, 5_000, 20_000)
TOWNS = 20    # small towns that are drawn
OF_EACH = 8   # texts of each topic in a small town
OF_ALL = 10   # topics of a small town


class Quality(NamedTuple):
    """What came of the grouping of labelled texts."""

    purity: float       # of the texts in groups, the share whose topic is the most frequent of its group
    unassigned: float   # of all texts, the share in no group
    ari: float          # adjusted Rand index (Hubert and Arabie 1985), each unassigned text a group of its own
    groups: int


def sentences(table: Path = SENTENCES) -> tuple[list[str], list[str]]:
    """Return the topics and the texts of all labelled sentences of the table."""
    rows = list(csv.DictReader(table.read_text(encoding="utf-8-sig").splitlines()))
    return [row["topic"] for row in rows], [row["text"] for row in rows]


def halves(topics: Sequence[str]) -> tuple[list[int], list[int]]:
    """Return the positions of the tuning half and of the held-out half: by turns within each topic."""
    seen: Counter[str] = Counter()
    parts: tuple[list[int], list[int]] = ([], [])
    for at, topic in enumerate(topics):
        parts[seen[topic] % 2].append(at)
        seen[topic] += 1
    return parts


def towns(topics: Sequence[str], *, count: int = TOWNS, each: int = OF_EACH, of: int = OF_ALL) -> list[list[int]]:
    """Return the positions of the texts of small towns: each has some topics, and few texts of each (seeded)."""
    chance, kinds = random.Random(7), sorted(set(topics))
    return [[at for kind in chance.sample(kinds, of)
             for at in chance.sample([at for at, topic in enumerate(topics) if topic == kind], each)]
            for _town in range(count)]


def mean(qualities: Sequence[Quality]) -> Quality:
    """Return the mean of each figure."""
    return Quality(*(statistics.mean(some) for some in zip(*qualities, strict=True)))


def quality(topics: Sequence[str], found: Grouping) -> Quality:
    """Return how well the groups keep to the topics."""
    label = {at: number for number, one in enumerate(found.groups) for at in one.texts}
    cells = Counter((label.get(at, -1 - at), topic) for at, topic in enumerate(topics))
    groups, kinds = Counter(), Counter(topics)
    for (number, _topic), count in cells.items():
        groups[number] += count
    right = sum(max(count for (number, _t), count in cells.items() if number == one) for one in set(label.values()))
    pairs, mine, theirs = (sum(n * (n - 1) / 2 for n in some.values()) for some in (cells, groups, kinds))
    chance = mine * theirs / (len(topics) * (len(topics) - 1) / 2)
    return Quality(right / len(label) if label else 0, 1 - len(label) / len(topics),
                   (pairs - chance) / ((mine + theirs) / 2 - chance), len(found.groups))


def drawn(topics: Sequence[str], found: Grouping) -> tuple[float, float]:
    """Return how many texts are drawn to the theme of their topic, and the share of those drawn that is."""
    joined = [topics[at] == key for key, there in found.joined.items() for at in there]
    return sum(joined), sum(joined) / len(joined)


def known_by_half(topics: Sequence[str], texts: Sequence[str]) -> tuple[float, float]:
    """Return what is drawn, and right, where each topic is known by half of its texts and the words that tell them."""
    half, others = halves(topics)
    known = {kind: [at for at in half if topics[at] == kind] for kind in sorted(set(topics))}
    words = [words_of(text) for text in texts]
    seeds = {kind: telling([words[at] for at in there], [words[at] for at in half if topics[at] != kind])
             for kind, there in known.items()}
    count, right = drawn(topics, group(texts, known=known, seeds=seeds))
    return count / len(others), right


def known_by_five(topics: Sequence[str], texts: Sequence[str], draws: int = 20) -> tuple[float, float]:
    """Return the same, the mean of draws, where half of the topics are known by five texts, and the others not."""
    chance, kinds, found = random.Random(5), sorted(set(topics)), []
    for _draw in range(draws):
        known = {kind: chance.sample([at for at, topic in enumerate(topics) if topic == kind], 5)
                 for kind in chance.sample(kinds, len(kinds) // 2)}
        count, right = drawn(topics, group(texts, known=known))
        found.append((count / (sum(topic in known for topic in topics) - 5 * len(known)), right))
    return statistics.mean(share for share, _right in found), statistics.mean(right for _share, right in found)


def many(count: int) -> list[str]:
    """Return that many different texts: sentences of the set, each with three words of others (seeded)."""
    chance, (_topics, texts) = random.Random(1), sentences()
    words = sorted({word for text in texts for word in words_of(text)})
    return [f"{chance.choice(texts)} {' '.join(chance.sample(words, 3))} {number}" for number in range(count)]


def main() -> None:
    """Print the quality of each half, the whole and small towns, with and without word fields, and the seconds."""
    topics, texts = sentences()
    tuning, held_out = halves(topics)
    parts = {"tuning half": tuning, "held-out half": held_out, "whole": range(len(texts))}
    small = towns(topics)
    print(f"{'':30}{'texts':>7}{'purity':>8}{'unassigned':>12}{'ARI':>7}{'groups':>8}")
    for said, options in (("", {}), ("words alone, ", {"fields": 0})):
        for name, part in parts.items():
            _row(said + name, len(part), _of(topics, texts, part, options))
        _row(f"{said}{len(small)} small towns", len(small[0]), mean([_of(topics, texts, at, options) for at in small]))
    for name in sys.argv[1:]:
        theirs, others = sentences(Path(name))
        _row(Path(name).name, len(others), _of(theirs, others, range(len(others)), {}))
    for name, how in (("half of their texts", known_by_half), ("five texts", known_by_five)):
        share, right = how(topics, texts)
        print(f"known by {name}: {share:.3f} of the others are drawn to theirs, {right:.3f} of what is drawn is right")
    for size in SIZES:
        print(f"{size:,} texts: {_seconds(many(size)):.2f} s", flush=True)
    print(f"memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB at most")


def _of(topics, texts, part, options):
    return quality([topics[at] for at in part], group([texts[at] for at in part], **options))


def _row(name, texts, of):
    print(f"{name:30}{texts:7}{of.purity:8.3f}{of.unassigned:12.3f}{of.ari:7.3f}{of.groups:8.3g}", flush=True)


def _seconds(texts):
    took = []
    for _run in range(5):
        begun = time.perf_counter()
        group(texts)
        took.append(time.perf_counter() - begun)
    return statistics.median(took)


if __name__ == "__main__":
    main()
