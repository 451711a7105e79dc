"""The report of a round for a committee (รายงานผลรอบรับฟังเสียง): as a page, and as the template that counts at first."""
from collections.abc import Mapping
from functools import cache

from django.utils.translation import gettext_lazy as _

from saan.papers.engines.building import Letter
from saan.papers.rules import blocks
from saan.papers.rules.blocks import Block

FIELDS = {
    "town": _("ชื่อเทศบาลหรือ อบต."), "round": _("ชื่อรอบ"), "as_of": _("ข้อมูลถึงวันไหน"), "people": _("มีคนตอบกี่คน"),
    "verdict": _("พบกลุ่มความเห็นไหม หรือยังขาดอะไร"), "notes[]": _("สิ่งที่ต้องรู้ก่อนอ้าง"),
    "unites[].text": _("ข้อความที่ทุกกลุ่มเห็นตรงกัน"), "unites[].side": _("เห็นด้วยหรือไม่เห็นด้วย"),
    "nothing_unites": _("เมื่อพบกลุ่ม แต่ไม่มีข้อความที่ทุกกลุ่มเห็นตรงกัน: บอกว่าไม่มี"),
    "nothing_divides": _("เมื่อพบกลุ่ม แต่ยังบอกไม่ได้ว่าคิดต่างกันที่ข้อความไหน: เพราะอะไร"),
    "picture": _("ภาพแผนที่ความเห็น เมื่อพบกลุ่ม"),
    "groups[].letter": _("อักษรของกลุ่ม"), "groups[].size": _("กลุ่มนี้มีกี่คน เป็นช่วงละสิบคน"),
    "groups[].says": _("สิ่งที่กลุ่มนี้ต่างจากคนอื่น"),
    "divides[].text": _("ข้อความที่แต่ละกลุ่มคิดต่างกัน"), "divides[].says": _("แต่ละกลุ่มว่าอย่างไร"),
    "missing[]": _("ใครหายไป"), "who[].way": _("เทียบตามอะไร"), "who[].text": _("ใคร"), "who[].heard": _("ได้ยินกี่คน"),
    "who[].living": _("อยู่ที่นั่นกี่คน"), "who[].off": _("ต่างกันกี่จุด"), "living[]": _("ที่มาของจำนวนคนที่อยู่ที่นั่น"),
    "asked[].text": _("เงื่อนไขก่อนจะพูดว่ามีกลุ่ม"), "asked[].found": _("พบเท่าไร"), "asked[].missing": _("ยังขาดอะไร"),
    "statements[].number": _("ลำดับของข้อความ"), "statements[].text": _("ข้อความที่ถาม"), "statements[].n": _("มีคนตอบกี่คน"),
    "statements[].agree": _("เห็นด้วย"), "statements[].disagree": _("ไม่เห็นด้วย"), "statements[].passed": _("ไม่แน่ใจ"),
    "statements[].unseen": _("ไม่ได้ตอบ"), "statements[].interval": _("ช่วง 95%"), "statements[].short": _("สรุป"),
}
SAMPLE = {
    "town": "เทศบาลเมืองตัวอย่าง", "round": "ลานเล่นของเรา (ตัวอย่าง)", "as_of": "15 ธ.ค. 2569", "people": "120",
    "verdict": "พบ 2 กลุ่มความเห็น", "notes": ["ใครก็ตอบได้ คนที่ตอบเลือกเข้ามาเอง จึงพูดแทนคนทั้งพื้นที่ไม่ได้"],
    "picture": "", "nothing_unites": "", "nothing_divides": "",
    "unites": [{"text": "ผู้ใหญ่ควรตอบเด็กภายใน 30 วัน", "side": "เห็นด้วย"}],
    "groups": [{"letter": "A", "size": "60–69 คน", "says": "เห็นด้วย: ลานควรเปิดถึงสองทุ่ม"},
               {"letter": "B", "size": "50–59 คน", "says": "ไม่เห็นด้วย: ลานควรเปิดถึงสองทุ่ม"}],
    "divides": [{"text": "ลานควรเปิดถึงสองทุ่ม",
                 "says": "กลุ่ม A เห็นด้วย 50–59 คน ไม่เห็นด้วย 0–9 คน\nกลุ่ม B เห็นด้วย 0–9 คน ไม่เห็นด้วย 40–49 คน"}],
    "missing": ["วัย 7-10 ปี หายไป: ได้ยิน 8% แต่มี 24% ของเด็กและเยาวชนที่นี่"],
    "who": [{"way": "เด็กและเยาวชน ตามอายุ", "text": "7-10 ปี", "heard": "8 (8%)", "living": "1,200 (24%)", "off": "−16"}],
    "living": ["คนที่อยู่ที่นั่น: ทะเบียนราษฎร (ตัวอย่าง) · 31 ธ.ค. 2568"],
    "asked": [{"text": "ข้อความที่มีคนตอบ 10 คนขึ้นไป อย่างน้อย 7 ข้อความ", "found": "10", "missing": ""}],
    "statements": [{"number": "1", "text": "ลานควรเปิดถึงสองทุ่ม", "n": "118", "agree": "60", "disagree": "48",
                    "passed": "10", "unseen": "2", "interval": "42–60%", "short": "ยังไม่ชัดว่าถึงครึ่งไหม"}],
}
HEAD = "รายงานผลรอบรับฟังเสียง"
UNITES, GROUPS, DIVIDES = "เรื่องที่ทุกกลุ่มเห็นตรงกัน", "กลุ่มความเห็น", "เรื่องที่แต่ละกลุ่มคิดต่างกัน"
STATEMENTS, ASKED, NOTES = "ทุกข้อความ", "เงื่อนไขก่อนจะพูดว่ามีกลุ่ม", "อ่านก่อนอ้าง"
MISSING = "ใครยังไม่ได้พูด"
WHO = (("เทียบตาม", "way"), ("ใคร", "text"), ("ได้ยิน", "heard"), ("อยู่ที่นั่น", "living"), ("ต่างกัน (จุด)", "off"))
COLUMNS = (("ที่", "number"), ("ข้อความที่ถาม", "text"), ("ตอบ", "n"), ("เห็นด้วย", "agree"), ("ไม่เห็นด้วย", "disagree"),
           ("ไม่แน่ใจ", "passed"), ("ไม่ได้ตอบ", "unseen"), ("ช่วง 95%", "interval"))
CONDITIONS = (("เงื่อนไข", "text"), ("พบ", "found"), ("ยังขาด", "missing"))
WIDTHS = (4, 25, 7, 9, 11, 9, 10, 11)


def page(facts: Mapping) -> list[Block]:
    """Return the report as a page."""
    made = [blocks.title(HEAD, facts["round"], facts["town"]),
            blocks.field("ข้อมูลถึง", facts["as_of"]), blocks.field("มีคนตอบ", f"{facts['people']} คน"),
            blocks.field("กลุ่มความเห็น", facts["verdict"]),
            blocks.framed(NOTES, "\n".join(facts["notes"]), [])]
    if facts["nothing_unites"]:
        made += [blocks.head(UNITES), blocks.text(facts["nothing_unites"])]
    elif facts["unites"]:
        made += [blocks.head(UNITES), blocks.points((one["side"], one["text"]) for one in facts["unites"])]
    if facts["groups"]:
        made += [blocks.head(GROUPS)]
        if facts.get("picture"):
            made += [blocks.picture(facts["picture"].svg)]
        made += [blocks.framed(f"กลุ่ม {one['letter']} ({one['size']})", one["says"], []) for one in facts["groups"]]
    if facts["nothing_divides"]:
        made += [blocks.head(DIVIDES), blocks.text(facts["nothing_divides"])]
    elif facts["divides"]:
        made += [blocks.head(DIVIDES), *(blocks.framed(one["text"], one["says"], []) for one in facts["divides"])]
    made += [blocks.head(MISSING), blocks.text("\n".join(facts["missing"]))]
    if facts["who"]:
        made += [blocks.table([heading for heading, _name in WHO],
                              [[one[name] for _heading, name in WHO] for one in facts["who"]], (9, 7, 8, 8, 5)),
                 *map(blocks.text, facts["living"])]
    if facts["asked"]:
        made += [blocks.head(ASKED), blocks.table(
            [heading for heading, _name in CONDITIONS],
            [[one[name] for _heading, name in CONDITIONS] for one in facts["asked"]], (6, 2, 4))]
    return [*made, blocks.head(STATEMENTS), blocks.table(
        [heading for heading, _name in COLUMNS],
        [[one[name] for _heading, name in COLUMNS] for one in facts["statements"]], WIDTHS)]


@cache
def own() -> bytes:
    """Return Saan's own template."""
    letter = Letter()
    letter.title(HEAD, "{{ round }}", "{{ town }}")
    letter.say("ข้อมูลถึง {{ as_of }} มีคนตอบ {{ people }} คน")
    letter.say("{{ verdict }}", bold=True)
    letter.head(NOTES)
    letter.each("note in notes", ("{{ note }}", {"indent": 1}))
    letter.rule("if nothing_unites")
    letter.head(UNITES)
    letter.say("{{ nothing_unites }}")
    letter.rule("endif")
    letter.rule("if unites")
    letter.head(UNITES)
    letter.each("one in unites", ("{{ one.side }}: {{ one.text }}", {"indent": 1}))
    letter.rule("endif")
    letter.rule("if groups")
    letter.head(GROUPS)
    letter.rule("if picture")
    letter.say("{{ picture }}")
    letter.rule("endif")
    letter.each("one in groups", ("กลุ่ม {{ one.letter }} ({{ one.size }})", {"bold": True}),
                ("{{ one.says }}", {"indent": 1}))
    letter.rule("endif")
    letter.rule("if nothing_divides")
    letter.head(DIVIDES)
    letter.say("{{ nothing_divides }}")
    letter.rule("endif")
    letter.rule("if divides")
    letter.head(DIVIDES)
    letter.each("one in divides", ("{{ one.text }}", {"bold": True}), ("{{ one.says }}", {"indent": 1}))
    letter.rule("endif")
    letter.head(MISSING)
    letter.each("one in missing", ("{{ one }}", {"indent": 1}))
    letter.rule("if who")
    letter.table("one in who", *((heading, f"{{{{ one.{name} }}}}") for heading, name in WHO))
    letter.rule("endif")
    letter.each("one in living", ("{{ one }}", {"indent": 1}))
    letter.rule("if asked")
    letter.head(ASKED)
    letter.table("one in asked", *((heading, f"{{{{ one.{name} }}}}") for heading, name in CONDITIONS))
    letter.rule("endif")
    letter.head(STATEMENTS)
    letter.table("one in statements", *((heading, f"{{{{ one.{name} }}}}") for heading, name in COLUMNS))
    return letter.written()
