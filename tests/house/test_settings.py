"""Every setting is explained, and nothing is explained that is not read."""
import re
from pathlib import Path

import saan.web.settings

ROOT = Path(__file__).parents[2]
KINDS = "text|flag|number|hours|several|folder|database|choice"
READ_BY_SAAN = re.compile(rf'(?:environment\.)?(?:{KINDS})\(\s*"([A-Z_]+)"')
READ_BY_BIN = re.compile(r'env(?:iron)?\.get\(\s*"([A-Z_]+)"')
ROW = re.compile(r"^\| `([A-Z_]+)` \| (.+) \| (.+) \| (.+) \|$", re.MULTILINE)


def read(pattern, *files):
    """Return the settings that these files read."""
    return {name for file in files if file.is_file() and file.suffix in {"", ".py"}
            for name in pattern.findall(file.read_text())}


def explained():
    """Return the rows of the two tables."""
    ours, bin_ = (ROOT / "docs/settings.md").read_text().split("## Read by the commands")
    return ROW.findall(ours), ROW.findall(bin_)


def test_every_setting_that_saan_reads_is_explained():
    names = read(READ_BY_SAAN, *(ROOT / "saan").glob("**/*.py"))
    assert names == {row[0] for row in explained()[0]}


def test_every_setting_that_bin_reads_is_explained():
    ours, bin_ = ({row[0] for row in rows} for rows in explained())
    assert read(READ_BY_BIN, *(ROOT / "bin").glob("**/*")) == bin_ | {"SAAN_DATA", "DATABASE_URL"}
    assert ours & bin_ == set()


def test_every_setting_says_what_it_does_its_default_and_an_example():
    for rows in explained():
        assert len(rows) > 2
        assert [row for row in rows if not all(cell.strip() for cell in row)] == []


def test_what_deploy_sets_are_settings_and_its_proxy_takes_whatever_saan_takes():
    names = set(re.findall(r"^#? ?([A-Z_]+)=", (ROOT / "deploy/saan.env").read_text(), re.MULTILINE))
    assert len(names) > 10 and names <= {row[0] for row in explained()[0]}
    takes = int(re.search(r"client_max_body_size (\d+)m;", (ROOT / "deploy/nginx.conf").read_text())[1]) * 2 ** 20
    limits = [value for name, value in vars(saan.web.settings).items() if name.endswith("_LIMIT")]
    assert limits and takes > max(limits)


def test_settings_are_read_in_one_place_only():
    reading = {path.relative_to(ROOT).as_posix() for path in (ROOT / "saan").glob("**/*.py")
               if re.search(r"os\.(environ|getenv)", path.read_text())}
    assert reading - {"saan/web/environment.py", "saan/web/wsgi.py", "saan/core/terminal.py"} == set()
