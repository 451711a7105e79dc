"""The minutes of a meeting (รายงานการประชุม): as a page, and as the template that counts until a town has its own."""
from collections.abc import Mapping
from functools import cache

from django.utils.translation import gettext_lazy as _

from saan.papers.engines.building import Letter
from saan.papers.rules import blocks
from saan.papers.rules.blocks import Block

FIELDS = {
    "town": _("ชื่อเทศบาลหรือ อบต."), "committee": _("ชื่อคณะกรรมการ"), "number": _("ครั้งที่และปี พ.ศ. เช่น 3/2569"),
    "date": _("วันประชุม เขียนเต็ม"), "place": _("สถานที่ประชุม"), "begun": _("เวลาเริ่มประชุม"), "ended": _("เวลาเลิกประชุม"),
    "quorum": _("ประโยคที่บอกว่าครบองค์ประชุมหรือไม่"),
    "present[].name": _("ชื่อของผู้มาประชุมแต่ละคน"), "present[].title": _("ตำแหน่งของผู้มาประชุม"),
    "deputies[].name": _("ชื่อของผู้มาประชุมแทนแต่ละคน"), "deputies[].title": _("ตำแหน่งของผู้มาประชุมแทน"),
    "deputies[].stands_for": _("มาประชุมแทนใคร"),
    "absent[].name": _("ชื่อของผู้ไม่มาประชุมแต่ละคน"), "absent[].title": _("ตำแหน่งของผู้ไม่มาประชุม"),
    "absent[].reason": _("ไม่มาเพราะอะไร"),
    "guests[].name": _("ชื่อของผู้เข้าร่วมประชุมแต่ละคน"), "guests[].title": _("ตำแหน่งของผู้เข้าร่วมประชุม"),
    "agenda[].number": _("เลขของระเบียบวาระแต่ละข้อ"), "agenda[].title": _("ชื่อของระเบียบวาระ"),
    "agenda[].text": _("รายละเอียดของระเบียบวาระ"),
    "agenda[].resolutions[].number": _("เลขของมติแต่ละข้อในวาระนั้น"), "agenda[].resolutions[].text": _("ข้อความของมติ"),
    "agenda[].resolutions[].owner": _("ผู้รับผิดชอบมติ"), "agenda[].resolutions[].due": _("กำหนดเสร็จของมติ"),
    "agenda[].resolutions[].yes": _("จำนวนคนที่เห็นด้วย"), "agenda[].resolutions[].no": _("จำนวนคนที่ไม่เห็นด้วย"),
    "agenda[].resolutions[].abstain": _("จำนวนคนที่งดออกเสียง"),
    "agenda[].resolutions[].quorum": _("ประโยคที่บอกว่าขณะลงมติอยู่กันกี่คน"),
    "agenda[].resolutions[].stepped_aside[]": _("ชื่อของแต่ละคนที่ไม่ลงมติ เพราะมีส่วนได้เสีย"),
    "minutes": _("บันทึกเพิ่มเติม"),
    "amendments[].text": _("ข้อความที่แก้หลังปิดประชุม แต่ละครั้ง"), "amendments[].by": _("ใครแก้"),
    "amendments[].at": _("แก้เมื่อไร"),
    "signatures[].role": _("ลงชื่อในฐานะอะไร แต่ละคน"), "signatures[].name": _("ชื่อของผู้ลงชื่อ"),
    "signatures[].title": _("ตำแหน่งของผู้ลงชื่อ"),
}
SAMPLE = {
    "town": "เทศบาลเมืองตัวอย่าง", "committee": "คณะกรรมการเมืองแห่งการเรียนรู้", "number": "3/2569",
    "date": "วันจันทร์ที่ 23 พฤศจิกายน 2569", "place": "ห้องประชุมชั้น 2 สำนักงานเทศบาล", "begun": "13.30 น.",
    "ended": "15.10 น.",
    "present": [{"name": "นายสมหมาย ใจดี", "title": "ประธานกรรมการ"},
                {"name": "นางสาวมะลิ รักเรียน", "title": "ผู้แทนสภาเด็กและเยาวชน"},
                {"name": "นางวารี ศรีสุข", "title": "ผู้อำนวยการกองการศึกษา"},
                {"name": "นายเดชา ตั้งใจ", "title": "ผู้แทนโรงเรียน"}],
    "deputies": [{"name": "นางสาวพิมพ์ใจ งามตา", "title": "ผู้แทนกองช่าง", "stands_for": "นายช่างโยธา"}],
    "absent": [{"name": "นายบุญมี สุขใจ", "title": "ผู้แทนชุมชนหลังตลาด", "reason": "ติดราชการ"}],
    "guests": [{"name": "นายประสิทธิ์ พูนผล", "title": "เจ้าหน้าที่บันทึกการประชุม"}],
    "quorum": "กรรมการ 6 คน มาประชุม 4 คน และมีผู้มาแทน 1 คน รวม 5 คน ครบองค์ประชุม",
    "agenda": [
        {"number": "1", "title": "เรื่องที่ประธานแจ้งให้ทราบ", "text": "ไม่มี", "resolutions": []},
        {"number": "2", "title": "เรื่องสืบเนื่องจากการประชุมครั้งก่อน",
         "text": "มติที่ 8/2569 เรื่องน้ำดื่มในโรงเรียน ติดตั้งแล้ว 2 จุด เหลืออีก 1 จุด", "resolutions": []},
        {"number": "3", "title": "ลานเล่นหลังตลาดและทางเท้าหน้าโรงเรียน",
         "text": "สภาเด็กและเยาวชนเสนอเรื่องที่หลายคนพูดเหมือนกันว่า ลานหลังตลาดมืดตั้งแต่หกโมงเย็น "
                 "เด็กที่เรียนพิเศษต้องเดินผ่านคนเดียว และทางเท้าหน้าโรงเรียนมีต้นไม้ขวางจนรถเข็นผ่านไม่ได้",
         "resolutions": [
             {"number": "12/2569", "text": "ติดไฟส่องสว่าง 6 ดวงที่ลานหลังตลาด และตัดแต่งต้นไม้บนทางเท้าหน้าโรงเรียนทั้งสองฝั่ง",
              "owner": "กองช่าง เทศบาลเมืองตัวอย่าง", "due": "30 เมษายน 2570", "yes": 4, "no": 0, "abstain": 0,
              "quorum": "ขณะลงมติอยู่ในที่ประชุม 4 คน ต้องมีอย่างน้อย 3 คน",
              "stepped_aside": ["นายเดชา ตั้งใจ"]}]},
        {"number": "4", "title": "เรื่องอื่น ๆ", "text": "", "resolutions": []}],
    "minutes": "ที่ประชุมขอให้เชิญผู้แทนเด็กที่ใช้รถเข็นมาลองเดินทางเท้าด้วยกันก่อนปิดงาน",
    "amendments": [{"text": "แก้จำนวนไฟจาก 5 ดวงเป็น 6 ดวงตามแบบที่กองช่างส่ง", "by": "นายประสิทธิ์ พูนผล",
                    "at": "24 พฤศจิกายน 2569 10.15 น."}],
    "signatures": [{"role": "ผู้จดรายงานการประชุม", "name": "นายประสิทธิ์ พูนผล", "title": "เจ้าหน้าที่"},
                   {"role": "ผู้ตรวจรายงานการประชุม", "name": "นางวารี ศรีสุข", "title": "เลขานุการ"},
                   {"role": "ประธานในที่ประชุม", "name": "นายสมหมาย ใจดี", "title": "ประธานกรรมการ"}],
}
GROUPS = (("present", "ผู้มาประชุม"), ("deputies", "ผู้มาประชุมแทน"), ("absent", "ผู้ไม่มาประชุม"), ("guests", "ผู้เข้าร่วมประชุม"))
BESIDE = {"deputies": " (แทน {stands_for})", "absent": " ({reason})"}
BESIDE_IN_WORD = {"deputies": " (แทน {{ one.stands_for }})",
                  "absent": "{% if one.reason %} ({{ one.reason }}){% endif %}"}


def page(facts: Mapping) -> list[Block]:
    """Return the minutes as a page."""
    made = [blocks.title("รายงานการประชุม", facts["committee"], f"ครั้งที่ {facts['number']}", facts["date"],
                         f"ณ {facts['place']}", facts["town"])]
    for key, heading in GROUPS:
        if facts[key]:
            made += [blocks.head(heading), blocks.people((one["name"], _seat(key, one)) for one in facts[key])]
    made += [blocks.field("องค์ประชุม", facts["quorum"]), blocks.field("เริ่มประชุม", facts["begun"])]
    for item in facts["agenda"]:
        made += [blocks.head(f"ระเบียบวาระที่ {item['number']} {item['title']}"), blocks.text(item["text"])]
        made += [_resolved(one) for one in item["resolutions"]]
    if facts["minutes"]:
        made += [blocks.head("บันทึกเพิ่มเติม"), blocks.text(facts["minutes"])]
    if facts["ended"]:
        made.append(blocks.field("เลิกประชุม", facts["ended"]))
    if facts["amendments"]:
        rows = [(one["at"], one["by"], one["text"]) for one in facts["amendments"]]
        made += [blocks.head("บันทึกแก้ไขหลังปิดการประชุม"), blocks.table(("เมื่อ", "ผู้แก้ไข", "แก้ไขว่า"), rows, (3, 3, 6))]
    return [*made, blocks.signatures(facts["signatures"])]


@cache
def own() -> bytes:
    """Return Saan's own template."""
    letter = Letter()
    letter.title("รายงานการประชุม{{ committee }}", "ครั้งที่ {{ number }}", "{{ date }}", "ณ {{ place }}")
    for key, heading in GROUPS:
        letter.rule(f"if {key}")
        letter.head(heading)
        line = "{{ loop.index }}.\t{{ one.name }}\t{{ one.title }}"
        letter.each(f"one in {key}", (line + BESIDE_IN_WORD.get(key, ""), {"tabs": (1, 8)}))
        letter.rule("endif")
    letter.say("")
    letter.say("องค์ประชุม\t{{ quorum }}", tabs=(3,))
    letter.say("เริ่มประชุมเวลา {{ begun }}", bold=True)
    letter.rule("for item in agenda")
    letter.head("ระเบียบวาระที่ {{ item.number }} {{ item.title }}")
    letter.say("{{ item.text }}", indent=1)
    letter.rule("for one in item.resolutions")
    letter.say("มติที่ {{ one.number }}", bold=True, indent=1)
    for words in ("{{ one.text }}", "ผู้รับผิดชอบ {{ one.owner }}", "กำหนดแล้วเสร็จ {{ one.due }}",
                  ("{% if one.yes or one.no or one.abstain %}เห็นชอบ {{ one.yes }} เสียง ไม่เห็นชอบ {{ one.no }} เสียง "
                   "งดออกเสียง {{ one.abstain }} เสียง{% else %}เห็นพ้องกันโดยไม่ลงคะแนน{% endif %}"), "{{ one.quorum }}"):
        letter.say(words, indent=1)
    letter.rule("if one.stepped_aside")
    letter.say("ผู้มีส่วนได้เสีย ไม่ร่วมลงมติ {{ one.stepped_aside|join(', ') }}", indent=1)
    for end in ("endif", "endfor", "endfor", "if minutes"):
        letter.rule(end)
    letter.head("บันทึกเพิ่มเติม")
    letter.say("{{ minutes }}", indent=1)
    letter.rule("endif")
    letter.say("{% if ended %}เลิกประชุมเวลา {{ ended }}{% endif %}", bold=True)
    letter.rule("if amendments")
    letter.head("บันทึกแก้ไขหลังปิดการประชุม")
    letter.table("one in amendments", ("เมื่อ", "{{ one.at }}"), ("ผู้แก้ไข", "{{ one.by }}"), ("แก้ไขว่า", "{{ one.text }}"))
    letter.rule("endif")
    letter.sign()
    return letter.written()


def _seat(key, one):
    beside = BESIDE.get(key, "")
    return one["title"] + (beside.format(**one) if key != "absent" or one["reason"] else "")


def _resolved(one):
    votes = f"เห็นชอบ {one['yes']} เสียง ไม่เห็นชอบ {one['no']} เสียง งดออกเสียง {one['abstain']} เสียง"
    if not (one["yes"] or one["no"] or one["abstain"]):
        votes = "เห็นพ้องกันโดยไม่ลงคะแนน"
    fields = [("ผู้รับผิดชอบ", one["owner"]), ("กำหนดแล้วเสร็จ", one["due"]), ("การลงมติ", f"{votes} {one['quorum']}")]
    if one["stepped_aside"]:
        fields.append(("ไม่ร่วมลงมติ", f"{', '.join(one['stepped_aside'])} (มีส่วนได้เสีย)"))
    return blocks.framed(f"มติที่ {one['number']}", one["text"], fields)
