"""What follows from an area's code, from what people type and from counts of people: pure."""
from collections.abc import Iterable, Mapping

from saan.core.vocabulary import Band, Disability, Sex
from saan.methods.words import arabic, clean, folded

BANGKOK = "10"
SIZES = {2: "province", 4: "district", 6: "subdistrict"}   # digits of the code: size
SHORT = {"province": "จ.", "district": "อ.", "subdistrict": "ต."}
SHORT_IN_BANGKOK = {"province": "", "district": "เขต", "subdistrict": "แขวง"}
BEFORE_A_NAME = ("ตำบล", "อำเภอ", "จังหวัด", "แขวง", "เขต", "ต.", "อ.", "จ.")
ALSO_CALLED = {"โคราช": "นครราชสีมา", "korat": "nakhon ratchasima", "กทม": "กรุงเทพ", "กทม.": "กรุงเทพ", "bkk": "bangkok",
               "แปดริ้ว": "ฉะเชิงเทรา", "อยุธยา": "พระนครศรีอยุธยา"}
MOST_WORDS = 8
WAYS = {"band": Band.values, "sex": Sex.values, "disability": Disability.values}   # how people are counted


def size_of(code: str) -> str:
    """Return how large the area of this code is."""
    return SIZES[len(code)]


def short_of(code: str) -> str:
    """Return what stands before the area's Thai name: ต., อ., จ., or แขวง and เขต in Bangkok."""
    return (SHORT_IN_BANGKOK if code.startswith(BANGKOK) else SHORT)[size_of(code)]


def plain_name(code: str, name: str) -> str:
    """Return the Thai name without เขต, which the source writes before Bangkok's districts only."""
    return name.removeprefix("เขต") if code.startswith(BANGKOK) and size_of(code) == "district" else name


def words_of(text: str) -> list[str]:
    """Return the folded words that were typed, without ต. อ. จ. before them; by what else places are called too."""
    typed = arabic(clean(text)).replace(",", " ").split()
    bare = [folded(_bare(word)) for word in typed]
    return [ALSO_CALLED.get(word, word) for word in bare if word][:MOST_WORDS]


def people_by(way: str, figures: Iterable[Mapping]) -> dict[str, int | None]:
    """Return how many people there are by band, sex or disability; None where the figures do not say, never 0.

    `figures` hold band, sex, disability ("" = all together) and count, all of one area and day. A total that was
    counted as such comes before a sum, and a sum stands only where all of its parts were counted.
    """
    others = [other for other in WAYS if other != way]
    figures = list(figures)
    return {word: _total([figure for figure in figures if figure[way] == word], others) for word in WAYS[way]}


def _total(figures, ways):
    if not figures:
        return None
    if not ways:
        return sum(figure["count"] for figure in figures)
    way, *others = ways
    together = _total([figure for figure in figures if figure[way] == ""], others)
    if together is not None:
        return together
    parts = [_total([figure for figure in figures if figure[way] == word], others) for word in WAYS[way]]
    return None if None in parts else sum(parts)


def _bare(word):
    for before in BEFORE_A_NAME:
        if word.startswith(before) and word not in ALSO_CALLED:
            return word.removeprefix(before)
    return word
