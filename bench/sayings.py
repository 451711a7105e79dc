"""Invented voices, many and various, and the ways in which the same thing is written again.

One seed gives one crowd. A voice is a wish or a complaint about one of many places, with or without an opening, a
reason, a time and a particle; what is common in a town is common here too (shares fall with the rank, as words do).
"""
import random
from collections.abc import Iterator
from itertools import accumulate

from pythainlp.tokenize import word_tokenize

WISHES = (
    "อยากได้สนามเด็กเล่น", "อยากให้มีไฟส่องทาง", "ขอห้องน้ำที่สะอาดกว่านี้", "อยากมีที่อ่านหนังสือเงียบ ๆ", "ขอทางม้าลายที่ชัด ๆ",
    "อยากให้ซ่อมเครื่องเล่น", "ขอถังขยะแยกสี", "อยากได้ต้นไม้ร่ม ๆ", "ขอน้ำดื่มฟรี", "อยากให้มีคนสอนว่ายน้ำ", "อยากเรียนดนตรีไทย",
    "ขอสนามฟุตซอลหลังคาคลุม", "อยากให้มีรถรับส่งนักเรียน", "ขอป้ายรถเมล์ที่มีหลังคา", "อยากให้รถขับช้าลง", "ขอกล้องวงจรปิด",
    "อยากให้หมาจรจัดมีคนดูแล", "ขอที่จอดจักรยานมีหลังคา", "อยากได้ห้องสมุดเปิดวันอาทิตย์", "ขอครูสอนภาษาอังกฤษเพิ่ม",
    "อยากให้มีตลาดนัดของเด็ก", "ขอไวไฟที่ใช้ได้จริง", "อยากได้ทางจักรยาน", "ขอทางลาดสำหรับรถเข็น", "อยากให้ลอกท่อระบายน้ำ",
    "ขอให้เก็บขยะทุกวัน", "อยากมีลานสเก็ต", "ขอพื้นที่วาดรูปบนกำแพง", "อยากให้มีหมอฟันมาตรวจ", "ขอที่ปรึกษาที่คุยได้",
    "อยากให้มีงานพิเศษช่วงปิดเทอม", "ขอทุนซื้อชุดนักเรียน", "อยากให้ข้าวกลางวันอร่อยขึ้น", "ขอพัดลมในห้องเรียน", "อยากปลูกผักเอง",
    "ขอเวทีให้เด็กแสดง", "อยากให้ผู้ใหญ่ฟังเด็กบ้าง", "ขอสะพานลอยข้ามถนน", "อยากให้คลองสะอาด", "ขอบอร์ดเกมกับของเล่น",
    "อยากแข่งกีฬากับตำบลอื่น", "ขอที่นั่งรอผู้ปกครอง", "อยากให้มีรั้วกั้นริมน้ำ", "ขอค่ายวิทยาศาสตร์", "อยากให้มีคอมพิวเตอร์ให้ยืม",
    "ขอยามเฝ้าตอนเย็น", "อยากได้สระว่ายน้ำ", "ขอให้ทาสีเส้นถนนใหม่", "อยากให้เลิกเผาขยะ", "ขอที่ตากผ้าอ้อมน้อง")
TROUBLES = (
    "ไฟดับมาหลายคืนแล้ว", "ถนนเป็นหลุมลึก", "น้ำท่วมทุกครั้งที่ฝนตก", "ห้องน้ำล็อกไม่ได้", "ชิงช้าขาดไม่มีใครซ่อม", "ขยะเหม็นมาก",
    "รถบรรทุกวิ่งเร็ว", "ไม่มีที่ข้ามถนน", "หมาไล่กัดเด็ก", "น้ำประปาไม่ไหล", "ควันเผาไร่แสบตา", "ทางเท้าแคบเดินไม่ได้",
    "มีคนดื่มเหล้าเสียงดัง", "แอร์ห้องสมุดเสีย", "รถตู้แน่นมากทุกเช้า", "ยุงเยอะเพราะน้ำขัง", "สายไฟห้อยลงมา", "ประตูรั้วพัง",
    "โต๊ะเรียนไม่พอ", "พี่โตแย่งสนาม", "ฝุ่นเยอะจากก่อสร้าง", "สัญญาณโทรศัพท์ไม่มี", "ต้นไม้ล้มขวางทาง", "ป้ายบอกทางหาย")
SPOTS = (
    "หน้าโรงเรียน", "หลังโรงเรียน", "ข้างวัด", "หน้าวัด", "ในหมู่บ้าน", "ริมคลอง", "ตรงสะพาน", "แถวตลาด", "หน้าตลาดนัด",
    "ในสวนสาธารณะ", "ที่ศาลากลางบ้าน", "ข้างสถานีอนามัย", "ปากซอย", "ท้ายซอย", "ตรงสามแยก", "ตรงวงเวียน", "หน้าเซเว่น",
    "แถวหอพัก", "ใต้สะพานลอย",
    "ข้างสนามกีฬา", "ที่ลานวัด", "หน้า อบต.", "แถวบ้านพักครู", "ริมอ่างเก็บน้ำ", "ทางเข้าชุมชน", "หลังสถานีรถไฟ", "ข้างทุ่งนา",
    "แถวโรงงาน")
WHYS = (
    "เพราะตอนเย็นมืดมาก", "เพราะน้องเล็กเดินไปเอง", "เพราะเพื่อนเคยล้ม", "จะได้มีที่ไปหลังเลิกเรียน", "เพราะยายเดินไม่ไหว",
    "จะได้ไม่ต้องเล่นบนถนน", "เพราะที่บ้านไม่มี", "จะได้ออกกำลังกาย", "เพราะเคยเกือบโดนรถชน", "เพราะผู้ปกครองกลับบ้านค่ำ",
    "จะได้อ่านหนังสือสอบ", "เพราะหน้าฝนเดินลำบาก", "เพราะร้อนมากตอนเที่ยง", "จะได้เจอเพื่อนต่างโรงเรียน", "เพราะของเก่าพังหมดแล้ว",
    "เพราะไกลเกินไป", "จะได้ไม่ติดเกม", "เพราะมีเด็กพิการในห้อง", "เพราะคนแก่ก็ใช้ได้", "จะได้ช่วยพ่อแม่ประหยัด", "เพราะกลัวผี 555",
    "เพราะขอมาตั้งแต่ ป.๓ แล้ว", "จะได้ภูมิใจในบ้านเรา", "เพราะแม่ทำงานกะดึก")
OPENS = ("", "", "", "", "สวัสดีค่ะ ", "สวัสดีครับ ", "หนูคิดว่า", "ผมว่า", "พวกเราชั้น ม.2 ", "ที่บ้านหนู ", "เพื่อน ๆ ก็บอกว่า", "พี่ครับ ",
         "ถ้าเป็นไปได้ ", "จริง ๆ แล้ว ", "ปีที่แล้วก็เคยบอก ", "ช่วยหน่อยนะ ")
TIMES = ("", "", "", "ตอนเย็น", "ตอนเช้าก่อนเข้าเรียน", "วันหยุด", "ช่วงปิดเทอม", "หน้าฝน", "ทุกวันศุกร์",
         "หลังหกโมง", "ตั้งแต่เดือนที่แล้ว")
PARTICLES = ("", "", "", "ค่ะ", "ครับ", "นะคะ", "นะครับ", "จ้า", "ด้วยนะ", "มาก ๆ เลย", "ได้ไหม", "หน่อย", "สักที", "😊",
             "!!", "ค่าา", "งับ")
HEADS = ("บ้าน", "หนอง", "โนน", "ดอน", "คลอง", "ห้วย", "โคก", "ท่า", "บึง", "นา", "ทุ่ง", "เขา", "ป่า", "วัง", "บาง", "ซับ")
TAILS = ("ไทร", "แดง", "ขาว", "ยาว", "กลาง", "น้อย", "ใหญ่", "สูง", "สำราญ", "เจริญ", "พัฒนา", "มะค่า", "มะขาม", "ตะเคียน",
         "บัว", "แก", "จาน", "กระทุ่ม", "สะแก", "ปรือ", "ไผ่", "หว้า", "แฝก", "ขี้เหล็ก", "กุ่ม", "ไข่น้ำ",
         "ตาล", "สวาย", "จระเข้", "ปลาไหล", "นกเขา", "ม่วง")
ADDED = ("มาก", "จริง ๆ", "ด้วย", "เลย", "อีก", "ทุกวัน", "บ้าง", "ใหม่", "หน่อย", "แล้ว", "ที่นี่", "แถวนี้")
NEAR = dict(zip("กขคดตทนบปพมยรลวสหอะาิีึืุูเแโใไ่้", "ดชตกดพมปบภนบลรงศฟิาะีิืึูุแเไไใ้่", strict=True))


def said(count: int, seed: int = 1) -> Iterator[str]:
    """Yield so many voices."""
    dice = random.Random(seed)
    names = [head + tail for head in HEADS for tail in TAILS]
    dice.shuffle(names)
    one = _Ranked(dice)
    for _number in range(count):
        yield _one(dice, one, names)


def edited(text: str, dice: random.Random) -> str:
    """Return the same once more, as another hand would write it: one to three changes."""
    for _turn in range(dice.choice((1, 1, 2, 2, 3))):
        text = dice.choice(EDITS)(text, dice)
    return text


class _Ranked:
    """Draws: the first of a list far more often than the last."""

    def __init__(self, dice):
        self._dice, self._weights = dice, {}

    def __call__(self, among):
        count = len(among)
        if count not in self._weights:
            self._weights[count] = list(accumulate(1 / (rank + 3) for rank in range(count)))
        return self._dice.choices(among, cum_weights=self._weights[count])[0]


def _one(dice, one, names):
    core = one(WISHES) if dice.random() < .65 else one(TROUBLES)
    village = f" หมู่ {dice.randint(1, 14)}" if dice.random() < .15 else ""
    place = one(SPOTS) + (one(names) if dice.random() < .7 else "") + village
    why = f" {one(WHYS)}" if dice.random() < .55 else ""
    more = f" และ{one(WISHES)}" if dice.random() < .12 else ""
    time, end, opening = dice.choice(TIMES), dice.choice(PARTICLES), dice.choice(OPENS)
    shape = dice.random()
    if shape < .5:
        return f"{opening}{core}{place}{time}{more}{why}{end}"
    if shape < .8:
        return f"{opening}{place}{core}{time}{why}{more}{end}"
    return f"{opening}{why.strip()} {core}{end} {place}{more}".strip()


def _typo(text, dice):
    at = dice.randrange(len(text))
    way = dice.randrange(4)
    if way == 0:
        return text[:at] + text[at + 1:] or text
    if way == 1:
        return text[:at] + text[at] * 2 + text[at + 1:]
    if way == 2:
        return text[:at] + text[at + 1:at + 2] + text[at] + text[at + 2:]
    return text[:at] + NEAR.get(text[at], text[at]) + text[at + 1:]


def _swapped(text, dice):
    words = word_tokenize(text, engine="newmm")
    if len(words) > 2:
        at = dice.randrange(len(words) - 1)
        words[at], words[at + 1] = words[at + 1], words[at]
    return "".join(words)


def _added(text, dice):
    words = word_tokenize(text, engine="newmm")
    words.insert(dice.randrange(len(words) + 1), dice.choice(ADDED))
    return "".join(words)


def _dropped(text, dice):
    words = word_tokenize(text, engine="newmm")
    if len(words) > 3:
        del words[dice.randrange(len(words))]
    return "".join(words)


def _other_end(text, dice):
    for end in sorted(filter(None, PARTICLES), key=len, reverse=True):
        if text.endswith(end):
            return text.removesuffix(end) + dice.choice(PARTICLES) or text
    return f"{text}{dice.choice(PARTICLES)}"


EDITS = (_typo, _swapped, _added, _dropped, _other_end)
