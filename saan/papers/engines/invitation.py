"""The letter that invites to a meeting (หนังสือเชิญประชุม): as a page, and as the template that counts at first."""
from collections.abc import Mapping
from functools import cache

from django.utils.translation import gettext_lazy as _

from saan.papers.engines.building import Letter
from saan.papers.rules import blocks
from saan.papers.rules.blocks import Block

FIELDS = {
    "town": _("ชื่อเทศบาลหรือ อบต."), "number": _("เลขที่ของหนังสือ"), "written": _("วันที่ของหนังสือ"), "to": _("เรียนถึงใคร"),
    "committee": _("ชื่อคณะกรรมการ"), "meeting": _("ครั้งที่และปี พ.ศ. เช่น 3/2569"), "date": _("วันประชุม เขียนเต็ม"),
    "time": _("เวลาเริ่มประชุม"), "place": _("สถานที่ประชุม"),
    "agenda[].number": _("เลขของระเบียบวาระแต่ละข้อ"), "agenda[].title": _("ชื่อของระเบียบวาระ"),
    "note": _("ประโยคที่บอกว่าถ้ามาไม่ได้ให้ทำอย่างไร"),
    "signature.role": _("ลงชื่อในฐานะอะไร"), "signature.name": _("ชื่อของผู้ลงชื่อ"),
    "signature.title": _("ตำแหน่งของผู้ลงชื่อ"),
}
SAMPLE = {
    "town": "เทศบาลเมืองตัวอย่าง", "number": "ที่ ตย 52001/ว 123", "written": "9 พฤศจิกายน 2569",
    "to": "กรรมการเมืองแห่งการเรียนรู้ทุกท่าน", "committee": "คณะกรรมการเมืองแห่งการเรียนรู้", "meeting": "3/2569",
    "date": "วันจันทร์ที่ 23 พฤศจิกายน 2569", "time": "13.30 น.", "place": "ห้องประชุมชั้น 2 สำนักงานเทศบาล",
    "agenda": [{"number": "1", "title": "เรื่องที่ประธานแจ้งให้ทราบ"},
               {"number": "2", "title": "มติที่ยังค้างอยู่ เรื่องน้ำดื่มในโรงเรียน"},
               {"number": "3", "title": "ลานเล่นหลังตลาดและทางเท้าหน้าโรงเรียน"}],
    "note": "หากมาประชุมไม่ได้ โปรดแจ้งชื่อผู้มาแทนก่อนวันประชุม",
    "signature": {"role": "", "name": "นายสมหมาย ใจดี", "title": "ประธานกรรมการ"},
}
ASKS = "ด้วย{town}จะจัดประชุม{committee} ครั้งที่ {meeting} ใน{date} เวลา {time} ณ {place}"
ASKED = "จึงเรียนมาเพื่อขอเชิญเข้าร่วมประชุมตามวัน เวลา และสถานที่ดังกล่าว"


def page(facts: Mapping) -> list[Block]:
    """Return the letter as a page."""
    made = [
        blocks.letterhead([facts["number"]], [facts["town"], facts["written"]]),
        blocks.field("เรื่อง", f"ขอเชิญประชุม{facts['committee']} ครั้งที่ {facts['meeting']}"),
        blocks.field("เรียน", facts["to"]), blocks.text(ASKS.format(**facts))]
    if facts["agenda"]:
        made += [blocks.head("ระเบียบวาระ"),
                 blocks.points((f"วาระที่ {point['number']}", point["title"]) for point in facts["agenda"])]
    made += [blocks.text(ASKED), blocks.text(facts["note"])]
    return [*made, blocks.signatures([facts["signature"]])]


@cache
def own() -> bytes:
    """Return Saan's own template."""
    letter = Letter()
    letter.say("{{ number }}\t{{ town }}", tabs=(9,))
    letter.say("\t{{ written }}", tabs=(9,))
    letter.say("เรื่อง\tขอเชิญประชุม{{ committee }} ครั้งที่ {{ meeting }}", tabs=(1.5,))
    letter.say("เรียน\t{{ to }}", tabs=(1.5,))
    letter.say("")
    letter.say(ASKS.replace("{", "{{ ").replace("}", " }}"), indent=0)
    letter.rule("if agenda")
    letter.head("ระเบียบวาระ")
    letter.each("point in agenda", ("วาระที่ {{ point.number }}\t{{ point.title }}", {"indent": 1, "tabs": (3.5,)}))
    letter.rule("endif")
    letter.say("")
    letter.say(ASKED)
    letter.say("{{ note }}")
    letter.sign("signature")
    return letter.written()
