"""How well texts are grouped, and how fast: bench/themes.py, on the labelled sentences of tests/data/themes."""
import csv
import random
import resource
import statistics
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from saan.methods.themes.groups import Grouping, group
from saan.methods.themes.tokens import words_of

SENTENCES = Path(__file__).parents[1] / "tests/data/themes/sentences.csv"
SIZES = (500, 2_000, 5_000, 20_000)


class Quality(NamedTuple):
    """What came of the grouping of labelled texts."""

    purity: float       # of the texts in groups, the share whose topic is the most frequent of its group
    unassigned: float   # of all texts, the share in no group
    ari: float          # adjusted Rand index (Hubert and Arabie 1985), each unassigned text a group of its own
    groups: int


def sentences() -> tuple[list[str], list[str]]:
    """Return the topics and the texts of all labelled sentences."""
    rows = list(csv.DictReader(SENTENCES.read_text(encoding="utf-8").splitlines()))
    return [row["topic"] for row in rows], [row["text"] for row in rows]


def halves(topics: Sequence[str]) -> tuple[list[int], list[int]]:
    """Return the positions of the tuning half and of the held-out half: by turns within each topic."""
    seen: Counter[str] = Counter()
    parts: tuple[list[int], list[int]] = ([], [])
    for at, topic in enumerate(topics):
        parts[seen[topic] % 2].append(at)
        seen[topic] += 1
    return parts


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


def many(count: int) -> list[str]:
    """Return that many different texts: sentences of the set, each with three words of others (seeded)."""
    chance, (_topics, texts) = random.Random(1), sentences()
    words = sorted({word for text in texts for word in words_of(text)})
    return [f"{chance.choice(texts)} {' '.join(chance.sample(words, 3))} {number}" for number in range(count)]


def main() -> None:
    """Print the quality of each half and the whole, with and without word fields, and the seconds for many texts."""
    topics, texts = sentences()
    tuning, held_out = halves(topics)
    parts = {"tuning half": tuning, "held-out half": held_out, "whole": range(len(texts))}
    print(f"{'':30}{'texts':>7}{'purity':>8}{'unassigned':>12}{'ARI':>7}{'groups':>8}")
    for said, options in (("", {}), ("words alone, ", {"fields": 0})):
        for name, part in parts.items():
            of = quality([topics[at] for at in part], group([texts[at] for at in part], **options))
            print(f"{said + name:30}{len(part):7}{of.purity:8.3f}{of.unassigned:12.3f}{of.ari:7.3f}{of.groups:8}")
    for size in SIZES:
        print(f"{size:,} texts: {_seconds(many(size)):.2f} s", flush=True)
    print(f"memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB at most")


def _seconds(texts):
    took = []
    for _run in range(5):
        begun = time.perf_counter()
        group(texts)
        took.append(time.perf_counter() - begun)
    return statistics.median(took)


if __name__ == "__main__":
    main()
