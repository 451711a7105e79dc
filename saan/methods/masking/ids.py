"""Thai national ids: thirteen digits, the last of which is a checksum.

Source: the Ministry of Interior's check digit, (11 − Σ digit·weight mod 11) mod 10 with weights 13 to 2.
"""
import re

from saan.methods.masking.plain import plain

RUN = re.compile(r"\d+(?:[\s.\-_/·|,;:،、]{1,3}\d+)*")
LISTING = re.compile("[,;:،、]")
GROUPED = ["1", "4", "5", "2", "1"]


def has_national_id(text: str) -> bool:
    """Return whether a valid Thai national id stands anywhere in the text.

    It may be written in one piece, as 1-2345-67890-12-1 with any separators, digit by digit, or as the only
    thirteen digits of a group with one kind of separator; in Thai, Arabic-Indic or full-width digits, with
    invisible characters between. Commas, colons and semicolons also part quantities ("1,101,700,230,708"), so they
    join three groups at most. Thirteen digits within a longer number are none, nor is a wrong checksum.
    """
    runs = RUN.findall(plain(text).letters)
    return any(_is_valid(digits) for run in runs for digits in _candidates(run))


def _candidates(run: str) -> list[str]:
    groups = re.findall(r"\d+", run)
    sizes = [str(len(group)) for group in groups]
    found = [group for group in groups if len(group) == 13]
    found += ["".join(groups[at:at + 5]) for at in range(len(groups)) if sizes[at:at + 5] == GROUPED]
    found += ["".join(single.split()) for single in _singles(groups)]
    phone = any(group[0] == "0" and len(group) > 8 for group in groups)
    listed = len(groups) > 3 and LISTING.search(run)
    if len(set(re.findall(r"\D+", run))) == 1 and not phone and not listed:
        found.append("".join(groups))
    return [digits for digits in found if len(digits) == 13]


def _singles(groups: list[str]) -> list[str]:
    alone = " ".join(group if len(group) == 1 else "|" for group in groups)
    return alone.split("|")


def _is_valid(digits: str) -> bool:
    total = sum(int(digit) * weight for digit, weight in zip(digits, range(13, 1, -1), strict=False))
    return (11 - total % 11) % 10 == int(digits[-1]) and len(set(digits)) > 1
