"""Money as people type and read it; inside Saan it is whole satang."""
import re

from django.utils.translation import gettext_lazy as _

from saan.core.dates import arabic
from saan.plans.rules.words import wrong

MOST = 10 ** 14   # satang: a million million baht
WHOLE = r"[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+"
AMOUNT = re.compile(rf"({WHOLE})(?:\.([0-9]{{1,2}}))?")
FINER = re.compile(rf"(?:{WHOLE})\.[0-9]{{3,}}")
SIGNS = str.maketrans({"−": "-", "–": "-"})


def satang(text: str) -> int:
    """Return the satang of an amount in baht (1,250.50, ๑๒๕๐, ฿20, 20 บาท), or say what is wrong with it."""
    typed = arabic(text.translate(SIGNS)).strip().removeprefix("฿").removesuffix("บาท").strip()
    if typed.startswith("-"):
        raise wrong("plans.money_sign", _("จำนวนเงินต้องมากกว่า 0 ไม่ใส่เครื่องหมายลบ"), "satang")
    if FINER.fullmatch(typed):
        raise wrong("plans.money_fraction", _("ใส่สตางค์ได้ไม่เกินสองตำแหน่ง เช่น 1,250.50"), "satang")
    found = AMOUNT.fullmatch(typed)
    if found is None or len(typed) > 40:
        raise wrong("plans.money_unclear", _("อ่านจำนวนเงินไม่ได้ ใส่เป็นบาท เช่น 1,250.50"), "satang")
    whole, part = found.groups()
    return checked(int(whole.replace(",", "")) * 100 + int((part or "").ljust(2, "0")))


def checked(amount: int) -> int:
    """Return the satang that are given out or set aside, or say why they cannot be."""
    if type(amount) is not int:
        raise wrong("plans.money_fraction", _("เงินเก็บเป็นสตางค์เต็ม ใส่สตางค์ได้ไม่เกินสองตำแหน่ง"), "satang")
    if amount <= 0:
        raise wrong("plans.money_sign", _("จำนวนเงินต้องมากกว่า 0"), "satang")
    if amount > MOST:
        raise wrong("plans.money_too_much", _("จำนวนเงินมากเกินไป ใส่ได้ไม่เกิน %(most)s บาท"), "satang", most=baht(MOST))
    return amount


def baht(amount: int) -> str:
    """Return satang as baht: 1,250.50, 1,250, or –20 with a minus as it is set in print."""
    whole, part = divmod(abs(amount), 100)
    return f"{'–' if amount < 0 else ''}{whole:,}{f'.{part:02}' if part else ''}"
