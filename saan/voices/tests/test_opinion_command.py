"""`bin/saan opinion`: reads votes as people have them, writes the map, and says no with row and column."""
import json
import re
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.opinions import HERE, camps, noise


@pytest.fixture
def tell(tmp_path):
    def tell(content, *options, name="votes.csv"):
        file = tmp_path / name
        if isinstance(content, Path):
            file = content
        else:
            file.write_bytes(content if isinstance(content, bytes) else content.encode())
        call_command("opinion", str(file), *map(str, options), "--json", str(tmp_path / "out.json"), stdout=StringIO())
        return json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    return tell


def table(votes, head="participant,statement,vote"):
    return "\n".join([head, *(",".join(map(str, row)) for row in zip(*votes, strict=True))])


def test_two_camps_come_out_with_their_groups_and_what_they_say(tell):
    told = tell(table(camps(2, 1)[0]))
    assert (told["participants"], told["statements"], told["votes"], told["grouped"]) == (300, 12, 3600, 300)
    assert told["guard"]["shown"] and told["guard"]["reasons"] == [] and told["guard"]["p"] == .01
    assert sorted(group["size"] for group in told["groups"]) == sorted(
        list(told["labels"].values()).count(group["id"]) for group in told["groups"])
    assert all(group["representative"][0].keys() == {"statement", "side", "p", "z"} for group in told["groups"])
    assert len(told["labels"]) == 300 and set(told["seconds"]) == {"read", "map", "guard"}
    assert told["divides"] and told["divides"][0]["by_group"][0]["n"]


def test_chance_is_refused_without_groups_unless_they_are_forced(tell):
    told = tell(table(noise(100, 12, 4)))
    assert told["groups"] is None and told["labels"] is None and not told["guard"]["shown"] and told["guard"]["reasons"]
    forced = tell(table(noise(100, 12, 4)), "--force-groups")
    assert forced["groups"] and len(forced["labels"]) == 100 and not forced["guard"]["shown"]


def test_polis_exports_are_read_as_they_are(tell):
    london = HERE / "london.youth.policing"
    one, other = tell(london / "votes.csv"), tell(london / "participants-votes.csv")
    assert one["participants"] == other["participants"] == 26 and one["votes"] == other["votes"] == 638
    taxes = HERE / "scoop-hivemind.taxes"
    without = tell(taxes / "participants-votes.csv", "--comments", taxes / "comments.csv")
    assert without["statements"] == 91 < tell(taxes / "participants-votes.csv")["statements"] == 148
    as_polis = tell(taxes / "participants-votes.csv", "--comments", taxes / "comments.csv", "--polis-compatible")
    assert as_polis["statements"] == 148 and as_polis["votes"] < 148 * 334


GOOD = "participant,statement,vote\n1,1,1\n1,2,-1\n2,1,0\n"


@pytest.mark.parametrize("content", [
    GOOD, "\ufeff" + GOOD, GOOD.replace(",", ";"), GOOD.replace("\n", "\r\n"), GOOD + "\n\n",
    "participant,statement,vote\n๑,๑,๑\n๑,๒,-๑\n๒,๑,๐\n", GOOD.encode("utf-16"),
    GOOD + "2,2,\n2,2,NaN\n",
    GOOD.replace(",1\n", ",+1.00\n").replace(",-1\n", ",–１\n").replace(",0\n", ",0.00\n"),
    "participant,statement,vote,at\n1,1,1,\n1,2,-1,NaN\n2,1,0,\n2,2,N/A,\n",
    GOOD.replace("1,1,1\n", "1,1,-1\n1,1,1.0\n")])
def test_bom_semicolons_thai_numerals_and_empty_votes_are_read_right(tell, content):
    told = tell(content)
    assert (told["participants"], told["statements"], told["votes"]) == (2, 2, 3)
    assert told["groups"] is None


def test_tis_620_is_read_and_statements_in_thai_may_be_left_out(tell, tmp_path):
    votes = "participant,statement,vote\nก,ทางเท้า,1\nข,ทางเท้า,-1\nก,สนาม,1\n"
    texts = tmp_path / "texts.csv"
    texts.write_bytes("statement,text,moderated\nทางเท้า,ซ่อมทางเท้า,1\nสนาม,สนามเด็กเล่น,-1\n".encode("cp874"))
    told = tell(votes.encode("cp874"), "--statements", texts, "--force-groups")
    assert told["statements"] == 1 and set(told["labels"]) == {"ก", "ข"}


def test_the_last_vote_counts_by_time_also_in_the_buddhist_era(tell):
    told = tell("participant,statement,vote,at\n1,1,1,2569-01-02T10:00\n1,1,-1,2026-01-02T09:00\n2,1,1,2026-01-01\n")
    assert told["votes"] == 2 and told["consensus"][0]["side"] == "agree"
    assert tell("participant,statement,vote,at\n1,1,1,20\n1,1,-1,๑๐\n2,1,1,5\n")["consensus"]
    assert tell("participant,statement,vote,at\n1,1,1,20\n1,1,-1,30\n2,1,1,5\n")["consensus"] == []


def test_ids_in_words_stay_as_they_are_written_and_numbers_are_read_in_any_digits(tell):
    told = tell("participant,statement,vote\nคน๑,ข้อ๑,1\nคน1,ข้อ1,-1\n๓,ข้อ1,0\n", "--force-groups")
    assert set(told["labels"]) == {"คน๑", "คน1", "3"} and (told["statements"], told["votes"]) == (2, 3)


def test_of_nobody_what_is_forced_is_empty(tell):
    told = tell("participant,statement,vote\n1,1,\n", "--force-groups")
    assert told["groups"] == [] and told["labels"] == {} and told["participants"] == 0


SAME = "".join(f"{person},{statement},VOTE\n" for person in range(60) for statement in range(8))


@pytest.mark.parametrize("rows", ["1,1,1\n", "1,1,1\n2,1,-1\n", SAME.replace("VOTE", "0"), SAME.replace("VOTE", "1"),
                                  "1,1,1\n" * 10_000, "1,1,\n2,1,nan\n"])
def test_one_person_one_statement_all_passes_and_ten_thousand_identical_rows_are_no_fault(tell, rows):
    told = tell("participant,statement,vote\n" + rows)
    assert told["groups"] is None and not told["guard"]["shown"]
    tell("participant,statement,vote\n" + rows, "--force-groups")


@pytest.mark.parametrize(("content", "where"), [
    ("participant,statement,vote\n1,1,2\n", "2.*vote"),
    ("participant,statement,vote\n1,1,1\n1,2,yes\n", "3.*vote.*yes"),
    ("participant,statement,vote\n,1,1\n", "2.*participant"), ("participant,statement,vote\n1,,1\n", "2.*statement"),
    ("participant,statement,vote\n1\n", "2.*statement"), ("participant,statement,vote,mood\n1,1,1,x\n", "1.*mood"),
    ("participant,vote\n1,1\n", "1.*statement"), ("participant,statement,vote\n", "row"), ("", "row"),
    ("participant,statement,vote,at\n1,1,1,soon\n", "2.*at.*soon"), ("participant,statement,vote\n1,1,1,9\n", "2.*4"),
    (b"participant,statement,vote\n1,1,\xff\xff\xff\n", "2.*3"),
    ("participant,statement,statement,vote\n1,1,1,1\n", "1.*statement"),
    (b"participant,statement,vote\n1,1,\x00\n", "2"),
    (f"participant,statement,vote\n{'x' * 201},1,1\n", "2.*participant"),
    ("participant,statement,vote,at\n1,1,1,5\n1,2,1,\n", "3.*at"), ("participant,statement,vote\n1,1,1.5\n", "2.*1.5"),
    ("participant,statement,vote\n1,1,\"" + "x" * 200_000 + "\"\n", "2.*131,072")])
def test_bad_files_are_refused_with_row_and_column(tell, content, where):
    with pytest.raises(CommandError, match=f"(?s).*{where}") as no:
        tell(content)
    assert no.value.returncode == 2


def test_missing_files_a_folder_and_a_place_that_cannot_be_written_are_refused(tell, tmp_path):
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(CommandError) as no:
            call_command("opinion", str(path), "--json", str(tmp_path / "o.json"))
        assert no.value.returncode == 2


def test_a_page_to_look_at_holds_the_picture_the_words_and_everything_it_needs(tell, tmp_path):
    file = tmp_path / "texts.csv"
    file.write_text("statement,text\n" + "".join(f"{at},ข้อความที่ {at} <b>\n" for at in range(12)))
    tell(table(camps(2, 1)[0]), "--statements", file, "--out", tmp_path / "report.html")
    page = (tmp_path / "report.html").read_text()
    assert '<svg class="opmap"' in page and "ข้อความที่ 3 &lt;b&gt;" in page and "150–159" in page
    assert not re.search(r"""(?:src|href)=["'](?!#)|url\((?!#)|@import|<script""", page)


def test_a_page_of_few_people_says_why_nothing_surely_divides_them(tell, tmp_path):
    assert tell(table(camps(2, 1, people=60)[0]), "--out", tmp_path / "report.html")["groups"]
    page = (tmp_path / "report.html").read_text()
    part = page[page.index('id="divides"'):]
    assert "it cannot be said for sure on which statements" in part[:part.index("</section>")]
    assert "There is nothing yet on which all groups are clearly of one mind." in page


def test_a_refused_map_has_a_page_that_says_what_is_missing(tell, tmp_path):
    tell(table(camps(2, 1, people=38)[0]), "--out", tmp_path / "report.html")
    page = (tmp_path / "report.html").read_text()
    assert "opmap" not in page.split("</style>")[1]
    assert "At least 12 more people must answer" in page
    assert "published totals of everybody" in page and "in tens" not in page
    assert "38 people answered" in page and page.count("0 did not") == 12


@pytest.mark.parametrize("wrong", ["--out", "--json"])
def test_where_one_file_cannot_be_written_the_other_is_not_written_either(tmp_path, wrong):
    votes, paths = tmp_path / "votes.csv", {"--out": tmp_path / "report.html", "--json": tmp_path / "out.json"}
    votes.write_text(GOOD)
    paths[wrong] = tmp_path / "nowhere" / "file"
    with pytest.raises(CommandError) as no:
        call_command("opinion", str(votes), *(str(word) for pair in paths.items() for word in pair), stdout=StringIO())
    assert no.value.returncode == 2 and "nowhere" in str(no.value)
    assert list(tmp_path.iterdir()) == [votes]


STRAY = "".join(f"{person},{statement},1\n" for person in range(9) for statement in range(4))


@pytest.mark.parametrize(("content", "where"), [
    ('participant,statement,vote\n1,"1,1\n2,2,1\n', "2"), (f'participant,statement,vote\n1,"0,1\n{STRAY}', "2"),
    ("timestamp,datetime,comment-id,voter-id,vote,foo\n1,x,1,1,1,1\n", "1.*foo"),
    ("comment-id,voter-id,vote,vote\n1,1,1,1\n", "1.*vote"),
    ("participant,group-id,n-comments,n-votes,n-agree,n-disagree,0,0\n1,,0,1,1,0,1,1\n", "1.*0"),
    ("participant,group-id,n-comments,n-votes,n-agree,n-disagree,0\n1,,0,1,1,0,1,1\n", "2.*8"),
    ("participant,group-id,n-comments,n-votes,n-agree,n-disagree\n1,,0,1,1,0\n", "1.*0, 1, 2"),
    ("participant,group-id,n-comments,n-votes,n-agree,n-disagree,0\n1,,0,1,1,0,1\n1,,0,1,1,0,1\n", "3.*participant"),
    ("participant,statement,vote\n" + "".join(f"1,{at},1\n" for at in range(5_001)), "5001.*5000")])
def test_what_would_be_lost_without_a_word_is_refused(tell, content, where):
    with pytest.raises(CommandError, match=f"(?s).*{where}") as no:
        tell(content)
    assert no.value.returncode == 2


@pytest.mark.parametrize(("rows", "where"), [
    ("1,สวน, สนาม,-1\n", "2.*4"), ("1,สวน,yes\n", "2.*yes"), ("1,สวน,-1\n1,สวน,1\n", "3.*1"), ("1,สวน,-2\n", "2.*-2")])
def test_moderation_is_never_lost_without_a_word(tell, tmp_path, rows, where):
    texts = tmp_path / "texts.csv"
    texts.write_text(f"statement,text,moderated\n{rows}")
    with pytest.raises(CommandError, match=f"(?s).*{where}") as no:
        tell(GOOD, "--statements", texts)
    assert no.value.returncode == 2


def test_nothing_that_is_read_is_written_over_and_two_answers_need_two_files(tmp_path):
    votes, out = tmp_path / "votes.csv", tmp_path / "out"
    votes.write_text(GOOD)
    for files in (["--json", str(votes)], ["--json", str(out), "--out", str(out)],
                  ["--json", str(out), "--out", str(votes)]):
        with pytest.raises(CommandError) as no:
            call_command("opinion", str(votes), *files, stdout=StringIO())
        assert no.value.returncode == 2
    assert votes.read_text() == GOOD and not out.exists()


@pytest.mark.parametrize("time", ["9" * 5_000, "1" * 400 + ".5"])
def test_a_time_of_too_many_digits_is_refused_with_its_row(tmp_path, time):
    (tmp_path / "votes.csv").write_text(f"participant,statement,vote,at\n1,1,1,5\n1,1,1,{time}\n")
    with pytest.raises(CommandError, match="3.*at") as no:
        call_command("opinion", str(tmp_path / "votes.csv"), "--json", str(tmp_path / "out"), stdout=StringIO())
    assert no.value.returncode == 2


def test_a_rejected_statement_is_known_with_zeros_before_its_number(tmp_path):
    (tmp_path / "votes.csv").write_text("participant,statement,vote\n" + "".join(f"{n},{n % 3},1\n" for n in range(9)))
    (tmp_path / "texts.csv").write_text("statement,text,moderated\n02,x,-1\n")
    call_command("opinion", str(tmp_path / "votes.csv"), "--statements", str(tmp_path / "texts.csv"), "--json",
                 str(tmp_path / "out"), stdout=StringIO())
    assert json.loads((tmp_path / "out").read_text())["statements"] == 2


def test_what_the_guard_refuses_is_said_in_words(tmp_path):
    (tmp_path / "votes.csv").write_text("participant,statement,vote\n1,1,1\n2,1,-1\n")
    said = StringIO()
    call_command("opinion", str(tmp_path / "votes.csv"), "--json", str(tmp_path / "out"), stdout=said)
    assert "50 people" in said.getvalue() and "smallest_group" not in said.getvalue()


def test_times_are_told_apart_to_the_last_digit(tell):
    rows = ["1,1,1,1700000000000000100", "1,1,-1,1700000000000000000"]
    told = [tell("\n".join(["participant,statement,vote,at", *order])) for order in (rows, rows[::-1])]
    assert told[0]["digest"] == told[1]["digest"]


@pytest.mark.parametrize("named", ["03", "3.0", "๓"])
def test_a_rejected_statement_is_known_however_its_number_is_written_and_one_without_votes_is_told(tmp_path, named):
    votes, texts, said = tmp_path / "votes.csv", tmp_path / "texts.csv", StringIO()
    votes.write_text("participant,statement,vote\n" + "".join(f"{who},{what},1\n" for who in (1, 2) for what in (1, 3)))
    texts.write_text(f"statement,text,moderated\n1,a,1\n{named},b,-1\n77,c,-1\n")
    call_command("opinion", str(votes), "--statements", str(texts), "--json", str(tmp_path / "o.json"), stdout=said)
    assert json.loads((tmp_path / "o.json").read_text())["statements"] == 1
    assert said.getvalue().splitlines()[-1].startswith("1 statement named in texts.csv has no vote: 77.")
