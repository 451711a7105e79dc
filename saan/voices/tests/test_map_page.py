"""The opinion map is a page for everybody: a picture, words, a table, and the report of it on paper."""
import csv
import io
import re
from datetime import UTC, datetime

import pytest
from django.test import Client
from docx import Document

from saan.areas.actions import count_people
from saan.areas.models import Population
from saan.core import clock
from saan.core.things import SYSTEM
from saan.core.vocabulary import Band
from saan.papers.tests.reading import lines_of
from saan.people.actions import enrol
from saan.people.models import Participant
from saan.people.queries import NOBODY
from saan.voices.actions.consultations import close_round
from saan.voices.actions.opinions import draw
from saan.voices.actions.publishing import publish
from saan.voices.actions.statements import pose
from saan.voices.models import Statement
from saan.voices.queries.groups import groups_of
from saan.voices.queries.missing import missing_from
from saan.voices.queries.reports import facts_of
from saan.voices.queries.results import results_of
from saan.voices.tests.camps import camp_values, two_camps, voted_in_bulk
from saan.voices.tests.test_results import korat
from saan.voices.tests.town import opened, town
from tests.doors import enter

pytestmark = pytest.mark.django_db
NO_GROUPS = "ยังไม่พบกลุ่มความเห็นที่ต่างกันชัด"


@pytest.fixture
def divided():
    """Return a closed round with a map of two camps."""
    here = two_camps(240)
    close_round(consultation=here.it, by=here.officer)
    draw(consultation=here.it)
    return here


def words(client, where):
    """Return what the page says."""
    answer = client.get(where)
    assert answer.status_code == 200, where
    return answer.content.decode()


def test_the_page_says_first_what_unites_then_who_thinks_alike_then_what_divides(divided, client):
    page = words(client, "/c/camps/map")
    assert "พบ 2 กลุ่มความเห็น" in page
    places = [page.index(f'id="{name}"') for name in ("unites", "drawn", "divides", "all", "same")]
    assert places == sorted(places)
    assert page.index("ข้อความที่ 10") < places[1]
    assert "ใครก็ตอบได้ คนที่ตอบเลือกเข้ามาเอง" in page


def test_the_picture_is_drawn_without_script_and_each_group_is_a_link(divided, client):
    page = words(client, "/c/camps/map")
    picture = re.search(r'<svg class="opmap".*?</svg>', page, re.DOTALL)[0]
    assert "<title" in picture and "<desc" in picture
    assert re.findall(r'<a href="(#group-\w)"[^>]* aria-label="', picture) == ["#group-A", "#group-B"]
    assert all(f'id="group-{letter}"' in page for letter in "AB")
    assert re.search(r'<svg class="opmap"[^>]* role="img"', words(client, "/c/camps/results"))


def test_no_page_of_the_map_tells_a_group_exactly(divided, client):
    drawn = divided.it.maps.get()
    for where in ("/c/camps/map", "/c/camps/report"):
        page = words(client, where)
        for rows in filter(None, drawn.content["figures"].values()):
            for low, high in (cell for row in rows for cell in row.values()):
                assert high - low in {9, 19} and f"{low}–{high}" in page


def test_the_table_is_one_row_a_statement_and_safe_in_a_spreadsheet(client):
    here = opened(town(), slug="camps", statements=9)
    pose(consultation=here.it, text="=1+1 คือสอง", by=here.council)
    here.statements = list(Statement.objects.filter(consultation=here.it).order_by("number"))
    voted_in_bulk(here, camp_values(240))
    close_round(consultation=here.it, by=here.officer)
    draw(consultation=here.it)
    answer = client.get("/c/camps/map.csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row["number"] for row in rows] == [str(number) for number in range(1, 11)]
    assert rows[-1]["statement"] == "'=1+1 คือสอง"
    told = [row for row in rows if row["A_agree_from"]]
    assert told and all(int(row["A_agree_to"]) - int(row["A_agree_from"]) in {9, 19} for row in told)
    assert {row["divides"] for row in told if row["number"] != "10"} == {"True"}
    assert {(row["unites"], row["divides"]) for row in rows if row not in told} <= {("", "")}


def test_page_table_and_paper_say_how_many_answered_and_how_many_did_not(client):
    here = opened(town(), slug="camps", statements=10)
    voted_in_bulk(here, [[*row[:9], None if at < 7 else row[9]] for at, row in enumerate(camp_values(240))])
    publish(consultation=here.it)
    close_round(consultation=here.it, by=here.officer)
    draw(consultation=here.it)
    page = words(client, "/c/camps/map")
    hero = page[:page.index('id="drawn"')]
    assert "มีคนตอบ 240 คน" in hero
    for where in ("map", "report"):
        lines = re.findall(r'<small class="heard">(.*?)</small>', words(client, f"/c/camps/{where}"))
        told = [re.sub(r"<[^>]+>", "", line) for line in lines]
        assert told == [*["ตอบ 240 คน · ไม่ได้ตอบ 0 คน"] * 9, "ตอบ 233 คน · ไม่ได้ตอบ 7 คน"], where
    rows = list(csv.DictReader(io.StringIO(client.get("/c/camps/map.csv").content.decode("utf-8-sig"))))
    whole = list(csv.DictReader(io.StringIO(client.get("/c/camps/results.csv").content.decode("utf-8-sig"))))
    assert [row["unseen"] for row in rows] == [row["unseen"] for row in whole] == [*["0"] * 9, "7"]
    assert list(rows[0])[5:7] == ["pass", "unseen"]
    head, *_rest, last = Document(io.BytesIO(client.get("/c/camps/report.docx").content)).tables[-1].rows
    assert dict(zip(*([cell.text for cell in row.cells] for row in (head, last)), strict=True))["ไม่ได้ตอบ"] == "7"


def test_where_fewer_than_five_answered_a_statement_nothing_is_said_of_how_many_did_not(client):
    here = opened(town(), slug="camps", statements=10)
    voted_in_bulk(here, [[*row[:9], row[9] if at < 3 else None] for at, row in enumerate(camp_values(60))])
    close_round(consultation=here.it, by=here.officer)
    draw(consultation=here.it)
    assert words(client, "/c/camps/map").count('class="heard"') == 9
    *_rest, row = csv.DictReader(io.StringIO(client.get("/c/camps/map.csv").content.decode("utf-8-sig")))
    assert (row["n"], row["unseen"], row["suppressed"]) == ("", "", "True")


def test_the_table_speaks_of_groups_only_where_groups_are_told(client):
    here = korat()
    for slug, people, statements in (("camps", 240, 10), ("few", 38, 5)):
        drawn = two_camps(people, statements, slug=slug, here=here)
        close_round(consultation=drawn.it, by=here.officer)
        draw(consultation=drawn.it)
    for slug, told in (("camps", True), ("few", False), ("korat", False)):
        for name in ("map", "report"):
            page = words(client, f"/c/{slug}/{name}")
            caption = re.search(r"<caption>(.*?)</caption>", page)[1]
            assert ("กลุ่ม" in caption) is told and "เผยแพร่แล้ว" in caption, (slug, name)
            assert ("ตารางของแต่ละกลุ่ม" in page) is told, (slug, name)


def test_a_round_without_groups_says_what_is_missing(client):
    here = two_camps(38, 5)
    close_round(consultation=here.it, by=here.officer)
    draw(consultation=here.it)
    page = words(client, "/c/camps/map")
    assert NO_GROUPS in page
    assert "ต้องมีคนตอบอีกอย่างน้อย 12 คน" in page
    assert "ต้องมีข้อความที่คนตอบพอ อีก 2 ข้อความ" in page
    results = words(client, "/c/camps/results")
    assert NO_GROUPS in results and "ต้องมีคนตอบอีกอย่างน้อย 12 คน" in results
    assert 'class="opmap"' not in page + results


def test_a_round_of_a_sheet_says_that_it_can_have_no_map_instead_of_asking_for_more(client):
    korat()
    for name in ("map", "report", "results"):
        page = words(client, f"/c/korat/{name}")
        assert "ไม่มีคำตอบรายคน จึงวาดแผนที่ความเห็นไม่ได้" in page, name
        assert NO_GROUPS not in page and "อีก 2 ข้อความ" not in page and 'class="reqs' not in page, name
    paper = "".join(lines_of(client.get("/c/korat/report.pdf").content)).replace(" ", "")
    assert "ไม่มีคำตอบรายคน" in paper and "อีก2ข้อความ" not in paper and "เงื่อนไขก่อน" not in paper
    assert client.get("/c/korat/report.docx").content.startswith(b"PK")
    page = words(client, "/c/korat/map")
    assert "มีคนตอบ 300 คน" in page and page.count("ไม่ได้ตอบ: ไม่มีข้อมูล") == 5


def test_a_round_that_nobody_drew_has_a_page_without_groups(client):
    fresh = two_camps()
    close_round(consultation=fresh.it, by=fresh.officer)
    assert NO_GROUPS in words(client, "/c/camps/map")


def test_while_the_round_is_open_the_map_is_for_those_who_answered_and_those_who_keep_watch(client, settings):
    here = two_camps()
    draw(consultation=here.it)
    addresses = [f"/c/camps/{page}" for page in ("map", "map.csv", "report", "report.pdf", "report.docx")]
    assert {client.get(where).status_code for where in addresses} == {403}
    stranger = enter(Client(), enrol(name="สมหมาย ใจเย็น", by=SYSTEM), settings)
    assert stranger.get("/c/camps/map").status_code == 403
    other = town(code="930307", name="โคกม่วง")
    assert enter(Client(), other.council, settings).get("/c/camps/map").status_code == 403
    assert enter(Client(), here.council, settings).get("/c/camps/map").status_code == 200
    client.post("/c/camps", {"statement": here.statements[0].pk, "v": 1, "age_band": ""})
    assert {client.get(where).status_code for where in addresses} == {200}


def test_while_the_round_is_open_every_way_on_from_the_map_can_be_gone(client, settings):
    here = two_camps()
    Participant.objects.update(band=Band.FROM_11)
    draw(consultation=here.it)
    client.post("/c/camps", {"statement": here.statements[0].pk, "v": 1, "age_band": ""})
    for visitor, follows in ((enter(Client(), here.council, settings), False), (client, True)):
        for name in ("map", "report"):
            page = words(visitor, f"/c/camps/{name}")
            ways = set(re.findall(r'href="(/c/camps/[^"#?]+)', page))
            assert ways and {visitor.get(way).status_code for way in ways} == {200}, ways
            assert ("/c/camps/results" in ways) is (follows and name == "map")


def test_while_votes_come_in_the_map_says_the_hour_too(client):
    here = two_camps()
    with clock.moved_to(datetime(2026, 12, 15, 6, 30, tzinfo=UTC)):
        draw(consultation=here.it)
    client.post("/c/camps", {"statement": here.statements[0].pk, "v": 1, "age_band": ""})
    assert "15 ธ.ค. 2569 13.30 น.</time>" in words(client, "/c/camps/map")
    close_round(consultation=here.it, by=here.officer)
    assert "15 ธ.ค. 2569</time>" in words(client, "/c/camps/map")


def test_the_report_is_printed_with_words_figures_and_picture(divided, client):
    page = words(client, "/c/camps/report")
    assert "รายงานผลรอบรับฟังเสียง" in page and 'class="opmap"' in page
    paper = client.get("/c/camps/report.pdf")
    assert paper.content.startswith(b"%PDF-")
    told = "".join(lines_of(paper.content)).replace(" ", "")
    assert "พบ2กลุ่มความเห็น" in told and "กลุ่มA(" in told
    document = Document(io.BytesIO(client.get("/c/camps/report.docx").content))
    picture, = document.inline_shapes
    drawn = picture._inline.graphic.graphicData.pic.blipFill.blip.embed
    assert document.part.related_parts[drawn].blob.startswith(b"\x89PNG")
    assert "พบ 2 กลุ่มความเห็น: กลุ่ม A " in picture._inline.docPr.get("descr")


def test_where_sizes_are_not_told_the_words_beside_the_picture_on_paper_say_so(divided):
    shown = results_of(divided.it, NOBODY)
    told = groups_of(divided.it, NOBODY, shown)
    unsized = told._replace(groups=[group._replace(size="") for group in told.groups])
    said = facts_of(divided.it, unsized, shown, missing_from(divided.it, shown), None)["picture"].words
    assert said == "พบ 2 กลุ่มความเห็น: กลุ่ม A (ไม่บอกจำนวนคน), กลุ่ม B (ไม่บอกจำนวนคน)"


def test_where_no_statement_surely_divides_the_groups_every_page_and_paper_says_why(client):
    here = two_camps(60)
    close_round(consultation=here.it, by=here.officer)
    draw(consultation=here.it)
    told = groups_of(here.it, NOBODY)
    assert told.shown and told.has_figures and not told.divides and not told.unites
    for where in ("map", "report"):
        page = words(client, f"/c/camps/{where}")
        part = page[page.index('id="divides"'):]
        assert told.nothing_divides in part[:part.index("</section>")], where
        assert told.nothing_unites in page and "น่าจะต่างจากคนอื่น แต่ยังไม่แน่" in page, where
    assert "ช่วงละสิบคน" in told.nothing_divides and "มีคนตอบมากกว่านี้" in told.nothing_divides
    assert "it cannot be said for sure on which statements" in words(client, "/c/camps/map?lang=en")
    printed = "".join(lines_of(client.get("/c/camps/report.pdf").content)).replace(" ", "")
    typed = "".join(each.text for each in Document(io.BytesIO(client.get("/c/camps/report.docx").content)).paragraphs)
    for paper in (printed, typed.replace(" ", "")):
        for said in ("เรื่องที่แต่ละกลุ่มคิดต่างกัน", told.nothing_divides, "เรื่องที่ทุกกลุ่มเห็นตรงกัน", told.nothing_unites,
                     "น่าจะต่างจากคนอื่น แต่ยังไม่แน่"):
            assert said.replace(" ", "") in paper, said


def test_where_no_figure_of_the_groups_may_be_told_tens_are_not_blamed(divided):
    told = groups_of(divided.it, NOBODY)
    bare = told._replace(divides=[], told=[one._replace(rows=[]) for one in told.told])
    assert told.nothing_divides == ""
    assert "ช่วงละสิบคน" not in bare.nothing_divides and "ไม่กี่คนตอบอะไร" in bare.nothing_divides


def test_where_sizes_are_not_told_no_page_leaves_a_gap_in_a_sentence(divided, client):
    drawn = divided.it.maps.get()
    for group in drawn.content["groups"]:
        group["size"] = None
    divided.it.maps.update(content=drawn.content)
    for where in ("results", "map", "report"):
        page = re.sub(r"<[^>]+>|\s+", " ", words(client, f"/c/camps/{where}"))
        assert not re.search(r"กลุ่ม [AB] +คน", page) and "กลุ่ม B" in page


def test_the_pages_are_read_in_english_too(divided, client):
    page = words(client, "/c/camps/map?lang=en")
    assert "2 opinion groups found" in page and "Where all groups are of one mind" in page


def test_the_pages_ask_the_database_a_bounded_number_of_times(client, django_assert_max_num_queries):
    for people, statements in ((60, 8), (120, 16)):
        here = two_camps(people, statements, slug=f"of-{people}")
        close_round(consultation=here.it, by=here.officer)
        draw(consultation=here.it)
        words(client, f"/c/of-{people}/map")
        with django_assert_max_num_queries(18):
            words(client, f"/c/of-{people}/map")


def test_the_desk_of_a_round_says_how_far_it_is_and_refreshes_itself(settings):
    here = two_camps()
    empty = pose(consultation=here.it, text="ยังไม่มีใครเห็น", by=here.council)
    draw(consultation=here.it)
    council = enter(Client(), here.council, settings)
    desk = words(council, "/rounds/camps")
    assert 'hx-get="/rounds/camps/progress"' in desk
    part = council.get("/rounds/camps/progress", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    whole = words(council, "/rounds/camps/progress")
    assert '<html lang="th"' in whole and "<title>รอบนี้ไปถึงไหนแล้ว" in whole and "<h1>" in whole
    for told in (desk, part, whole):
        assert "<strong>120</strong>" in told and "<strong>1,200</strong>" in told
        assert empty.text in told and "พบ 2 กลุ่มความเห็น" in told
    assert Client().get("/rounds/camps/progress").status_code == 302


def test_a_round_of_a_sheet_has_no_live_progress_and_says_so(settings):
    here = korat()
    council = enter(Client(), here.council, settings)
    assert "ใบนับคะแนน" in words(council, "/rounds/korat")
    part = council.get("/rounds/korat/progress", headers={"HX-Request": "true"})
    assert part.status_code == 200 and "<html" not in part.content.decode()
    for told in (words(council, "/rounds/korat/progress"), part.content.decode()):
        assert "รอบนี้ใส่ยอดจากใบนับคะแนน" in told and "hx-get" not in told


def test_who_has_not_been_heard_stands_beside_the_map_and_on_every_paper_of_it(client):
    here = opened(town(), slug="camps", statements=10)
    count_people(by=SYSTEM, figures=[Population(area=here.area, band=band, count=400, source="ทะเบียนราษฎร",
                                                as_of=clock.today()) for band in Band.values])
    voted_in_bulk(here, camp_values(240))
    Participant.objects.update(band=Band.FROM_11)
    publish(consultation=here.it)
    close_round(consultation=here.it, by=here.officer)
    draw(consultation=here.it)
    said = missing_from(here.it, results_of(here.it, NOBODY)).sentences
    assert said
    for where in ("map", "report", "results"):
        page = words(client, f"/c/camps/{where}")
        assert "ใครยังไม่ได้พูด" in page and all(sentence in page for sentence in said), where
    row, *_rest = csv.DictReader(io.StringIO(client.get("/c/camps/map.csv").content.decode("utf-8-sig")))
    assert all(sentence in row["missing"] for sentence in said)
    assert (row["door"], row["source"], row["origin"]) == ("open", "votes", "")
    paper = "".join(lines_of(client.get("/c/camps/report.pdf").content)).replace(" ", "")
    assert "ใครยังไม่ได้พูด" in paper and "อยู่ที่นั่น" in paper


def test_of_a_sheet_papers_and_tables_say_door_source_and_day(client):
    korat()
    row, *_rest = csv.DictReader(io.StringIO(client.get("/c/korat/map.csv").content.decode("utf-8-sig")))
    assert (row["door"], row["source"], row["origin"]) == ("sheet", "sheet", "เวทีโคราชยิ้ม")
    assert row["as_of"] == "2023-04-26" and row["groups_as_of"] == ""
    assert row["missing"] == "ต้นทางไม่ได้แยกช่วงอายุ จึงยังตอบไม่ได้ว่าใครหายไป"
    for where in ("map", "report"):
        page = words(client, f"/c/korat/{where}")
        assert "เวทีโคราชยิ้ม" in page and "26 เม.ย. 2566" in page and row["missing"] in page
    paper = "".join(lines_of(client.get("/c/korat/report.pdf").content)).replace(" ", "")
    assert "เวทีโคราชยิ้ม" in paper and "ต้นทางไม่ได้แยกช่วงอายุ" in paper


def test_people_who_answered_too_little_do_not_count_and_are_invited_to_go_on(client):
    here = opened(town(), slug="camps", statements=10)
    voted_in_bulk(here, [[*row[:3], *[None] * 7] for row in camp_values(60)] + camp_values(12, seed=9))
    publish(consultation=here.it)
    close_round(consultation=here.it, by=here.officer)
    draw(consultation=here.it)
    people = here.it.maps.get().conditions[0]
    assert (people["found"], people["met"]) == ([10, 19], False)
    page = words(client, "/c/camps/map")
    assert "หลายคนตอบยังไม่ถึง 7 ข้อความ ชวนให้ตอบต่อ" in page and "ต้องมีคนตอบอีก" not in page


def test_what_divides_is_not_said_to_be_of_one_mind():
    here = opened(town(), statements=10)
    values = [[1 if at % 2 or at % 4 else -1, *row[1:]] for at, row in enumerate(camp_values(240))]
    voted_in_bulk(here, values)   # the first: all of one camp and half of the other
    publish(consultation=here.it)
    draw(consultation=here.it)
    told = groups_of(here.it, NOBODY)
    line = next(line for line in results_of(here.it, NOBODY).lines if line.statement == here.statements[0])
    assert line.figures.majority
    assert line.statement in {one.line.statement for one in told.divides}
    assert line.statement not in {said.line.statement for said in told.consensus}
    assert told.consensus
