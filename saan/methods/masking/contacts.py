"""Finding phone numbers, e-mail addresses, LINE and other ids: places (start, end) in plain letters."""
import re
from collections.abc import Iterator

Span = tuple[int, int]
FLAGS = re.IGNORECASE | re.ASCII
SEP = r"[ .\-_/()~*]{0,3}"
WORDS = ("ศูนย์", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า")
DIGIT = rf"(?:\d|{'|'.join(WORDS)})"
ZERO = "(?:0|ศูนย์)"
PHONE = re.compile(
    rf"\(?(?<![\d+]){ZERO}{SEP}(?:[689]|หก|แปด|เก้า)(?:{SEP}{DIGIT}){{8}}(?!\d)"                    # mobile
    rf"|\(?(?<![\d+]){ZERO}{SEP}(?:2|สอง){SEP}(?:{SEP}{DIGIT}){{7}}(?!\d)"                           # Bangkok
    rf"|\(?(?<![\d+])0{SEP}(?:3{SEP}[2-9]|4{SEP}[2-5]|5{SEP}[2-6]|7{SEP}[3-7])(?:{SEP}{DIGIT}){{6}}(?!\d)"
    rf"|(?:\+{SEP}|(?<!\d)00{SEP}|(?<!\d))66{SEP}(?:0{SEP})?[2-9](?:{SEP}\d){{7,8}}(?!\d)"       # +66
    rf"|\+{SEP}[1-9](?:{SEP}\d){{7,14}}(?!\d)")                                                    # abroad
DATE = re.compile(r"(?:0?[1-9]|[12]\d|3[01])([/.\-])(?:0?[1-9]|1[0-2])\1(?:2[45]\d\d|20[0-3]\d)(?!\d)")
CALLED = re.compile(r"(?:เบอร์|โทร(?!ทัศน์)|มือถือ|(?i:\btel\b|\bphone\b|\bcall\b|\bmobile\b))[^\d\n]{0,12}"
                    r"(\d{7,12}|\d{2,6}(?:[ .\-]\d{3,8}){1,3})(?!\d)", re.ASCII)
HELP = re.compile(r"1\d{2,3}(?:\D1\d{2,3})*")
TLD = r"(?:com|net|org|info|th|co|ac|go|or|in|edu|me|io|asia)"
LOCAL = r"[A-Za-z0-9][A-Za-z0-9._%+\-]{0,63}"
HOST = r"(?:[A-Za-z0-9\-]{1,40}\.){1,4}[A-Za-z]{2,10}"
POST = r"(?:gmail|hotmail|yahoo|outlook|icloud|ymail|protonmail)"
EMAIL = re.compile(
    rf"(?<![A-Za-z0-9]){LOCAL} ?@ ?(?:{HOST}|{POST}\b)"
    rf"|(?<![A-Za-z0-9]){LOCAL} ?(?:@|\(at\)|\[at\]|\bat\b|แอท|แอ็ด) ?[A-Za-z0-9\-]{{1,40}}"
    rf"(?: ?(?:\.|\(dot\)|\[dot\]|\bdot\b|ดอท|จุด) ?{TLD}\b){{1,2}}"
    rf"|(?<![A-Za-z0-9]){LOCAL} ?(?:แอท|แอ็ด|\bat\b) ?{POST}\b", FLAGS)
TOKEN = r"@?[A-Za-z0-9][A-Za-z0-9._\-]{1,40}"
LINE = re.compile(
    r"(?P<ask>(?:(?<![A-Za-z])(?:add|id)|แอด|แอ็ด|แอ๊ด|ทัก|ไอดี)[ :]{0,2})?"
    r"(?:(?<!ออน)(?P<thai>ไลน์|ไลน(?![ก-ฮะ-์])|ลายน์)|(?<![A-Za-z])line(?=id|(?![A-Za-z])))"
    r"(?P<more>(?: {0,2}(?:id\b|ไอดี|คือ|ชื่อ|ของ(?:หนู|ผม|ฉัน|เรา|ครู|เขา)|มาที่|ที่|[:=>\-]))*) {0,3}"
    rf"(?P<token>{TOKEN})", FLAGS)
APP = re.compile(
    r"(?:(?<![A-Za-z])(?:ig|instagram|facebook|fb|tiktok|twitter|discord|telegram|roblox|snapchat"
    r"|whatsapp)(?![A-Za-z])"
    r"|ไอจี|อินสตาแกรม|เฟซบุ๊ก|เฟสบุ๊ค|เฟซ|เฟส|ติ๊กต็อก|ติ๊กต๊อก|ทวิตเตอร์|ทวิต|ดิสคอร์ด|เทเลแกรม|โรบล็อก|ไอดี)"
    r"(?P<more>(?: {0,2}(?:id\b|ไอดี|คือ|ชื่อ|ของ(?:หนู|ผม|ฉัน|เรา|เขา)|[:=>]))*) {0,3}"
    rf"(?P<token>{TOKEN})", FLAGS)
HTTP, PATH = r"(?:https?://)?(?:[a-z]{1,8}\.)?", r"/[^\s\u0e00-\u0e7f]{2,200}"
SITES = r"(?:facebook|fb|instagram|tiktok|twitter|x|t|wa|discord)\.(?:com|me|gg)"
PROFILE = re.compile(rf"{HTTP}{SITES}{PATH}", FLAGS)
LINE_PAGE = re.compile(rf"{HTTP}(?:line\.me|lin\.ee){PATH}", FLAGS)
HANDLE = re.compile(r"(?<![A-Za-z0-9.])@[A-Za-z0-9_][A-Za-z0-9._]{1,30}")
NO_ID = frozenset(re.findall("[a-z]+", """
    a account and app application at by call chat dance developers for from group id ig is it line man me
    message my news notify oa of official on open openchat or own pay point points shopping sticker stickers
    store that the this tiktok to today tv up us wallet webtoon we with you your facebook fb instagram youtube
    twitter discord roblox telegram google zoom world page live
"""))


def phones(letters: str) -> Iterator[Span]:
    """Yield where phone numbers stand: Thai mobile and fixed lines, +66, abroad; in digits or digit words."""
    for found in PHONE.finditer(letters):
        if not DATE.match(found[0]):
            yield found.span()
    for found in CALLED.finditer(letters):
        if not HELP.fullmatch(found[1]):
            yield found.span(1)


def emails(letters: str) -> Iterator[Span]:
    """Yield where e-mail addresses stand, also with "at" and "dot" written out."""
    yield from (found.span() for found in EMAIL.finditer(letters))


def lines(letters: str) -> Iterator[Span]:
    """Yield where LINE ids stand: after a word for LINE, unless an everyday word follows."""
    yield from (found.span() for found in LINE_PAGE.finditer(letters))
    for found in LINE.finditer(letters):
        asked = bool(found["ask"] or found["more"] or found["token"][0] == "@")
        if _is_id(found["token"], asked or bool(found["thai"])):
            yield found.span("token")


def handles(letters: str) -> Iterator[Span]:
    """Yield where ids of other services and @handles stand."""
    yield from (found.span() for pattern in (PROFILE, HANDLE) for found in pattern.finditer(letters))
    for found in APP.finditer(letters):
        if _is_id(found["token"], bool(found["more"] or found["token"][0] == "@")):
            yield found.span("token")


def _is_id(token: str, asked: bool) -> bool:
    word = token.lstrip("@").rstrip("._-").lower()
    if word in NO_ID or (word.isdigit() and len(word) < 5):
        return False
    return asked or any(sign in "0123456789._" for sign in word)
