"""A crowd of invented voices: spoken, read, and gathered into themes."""
import random
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings

from saan.core.acts import signed
from saan.core.keys import fingerprint
from saan.core.vocabulary import Band, Level
from saan.demo.actions.growth.course import GATHERED, Course, Ground
from saan.demo.actions.growth.ledger import Ledger, written
from saan.methods.codes import fresh
from saan.voices.models import Membership, Reading, Theme, Voice

READ_AFTER, SPAN = timedelta(hours=5), 20   # days over which a theme's voices are spoken
WISHES = ("อยากได้ไฟ", "ขอที่นั่งใต้ร่ม", "อยากให้มีน้ำดื่ม", "ขอทางเดินเรียบ ๆ", "อยากได้มุมหนังสือ", "ขอห้องน้ำสะอาด",
          "อยากให้มีสนามเล่น", "ขอทางม้าลาย", "อยากได้ต้นไม้เพิ่ม", "ขอที่จอดจักรยาน", "อยากเรียนดนตรี", "ขอถังแยกขยะ")
PLACES = ("หน้าโรงเรียน", "ที่ลานหลังตลาด", "ในสวนสาธารณะ", "ริมคลอง", "ข้างสนามกีฬา", "ที่ป้ายรถ", "หลังวัด", "ในหมู่บ้าน",
          "ที่ศาลากลางน้ำ", "แถวสถานีรถไฟ", "หน้าห้องสมุด", "ตรงสะพานคนเดิน")
LOOSE = (("stands", .8), ("returned", .15), ("waits", .05))


def speak(ground: Ground, courses: list[Course], loose: int, now: datetime, ledger: Ledger,
          dice: random.Random) -> list[str]:
    """Let all voices of the town be spoken and read; return their codes, those of the oldest first."""
    codes, rows = [], []
    for course in courses:
        wish, place = dice.choice(WISHES), dice.choice(PLACES)
        for number in range(course.size):
            said_at = course.met_at + GATHERED - timedelta(days=1 + SPAN * dice.random())
            rows.append((_voice(ground, f"{wish}{place} จุดที่ {number + 1}", said_at, Level.PUBLIC, codes, dice),
                         course))
    for level, share in LOOSE:
        for _each in range(round(loose * share)):
            age = timedelta(days=2 * dice.random() if level == "waits" else 3 + 1500 * dice.random())
            rows.append((_voice(ground, f"{dice.choice(WISHES)}{dice.choice(PLACES)}", now - age,
                                {"stands": Level.PUBLIC, "returned": Level.RETURNED, "waits": Level.WAITING}[level],
                                codes, dice), None))
    for (_row, course), voice in zip(rows, written(row for row, _course in rows), strict=True):
        ledger.tie("spoken", voice, voice.said_at, voice)
        if course:
            course.voices.append(voice)
    _read(ground, (row for row, _course in rows))
    return codes


def gather(ground: Ground, courses: list[Course], ledger: Ledger) -> None:
    """Let the voices of each course be gathered into its theme."""
    themes = written(Theme(name=_name(course), authority=ground.authority, area=ground.area,
                           begun_at=course.met_at + GATHERED) for course in courses)
    for course, theme in zip(courses, themes, strict=True):
        course.theme = theme
        ledger.tie("gathered", theme, theme.begun_at, ground.council, course.voices)
    written(Membership(theme=course.theme, voice=voice, joined_at=course.theme.begun_at)
            for course in courses for voice in course.voices)


def _voice(ground, text, said_at, level, codes, dice):
    code = fresh()
    codes.append(code)
    return Voice(authority=ground.authority, area=ground.area, sort=dice.choice(Voice.Sort.values), text=text,
                 band=dice.choice([*Band.values, ""]), said_at=said_at, level=level,
                 code_hash=fingerprint(settings.KEYS["receipt"], code))


def _read(ground, voices: Iterable[Voice]):
    written(Reading(voice=voice, at=voice.said_at + READ_AFTER, **signed(ground.council),
                    reason=Reading.Reason.UNCLEAR if voice.level == Level.RETURNED else "",
                    level=Level.RETURNED if voice.level == Level.RETURNED else Level.WAITING)
            for voice in voices if voice.level != Level.WAITING)


def _name(course):
    return course.voices[0].text.rpartition(" จุดที่ ")[0]
