"""``python -m eventnotes check``: paths, settings, formats and exit statuses."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.checks.sites import CONF, ROOT, build, check, write_talk
from tests.conftest import run

if TYPE_CHECKING:
    from pathlib import Path

EVENT = """\
Spring
======

:Dates: 2013-03-15/2013-03-17

.. toctree::
   :glob:

   talks/*
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site of one event and two talks, with nothing wrong."""
    (tmp_path / "spring").mkdir()
    (tmp_path / "conf.py").write_text(CONF, "utf-8")
    (tmp_path / "index.rst").write_text("Site\n====\n\n.. toctree::\n\n   spring/index\n", "utf-8")
    (tmp_path / "spring" / "index.rst").write_text(EVENT, "utf-8")
    talks = tmp_path / "spring" / "talks"
    write_talk(talks / "one.rst", title="One", speaker="Snug Joiner", date="2013-03-15")
    write_talk(talks / "two.rst", title="Two", speaker="Snug Joiner", date="2013-03-16")
    return tmp_path


def spoil(site: Path) -> Path:
    path = site / "spring" / "talks" / "two.rst"
    path.write_text(path.read_text("utf-8").replace("2013-03-16", "50% of March"), "utf-8")
    return path


def test_clean_site(site: Path) -> None:
    result = check(site)
    assert (result.returncode, result.stdout) == (0, "")
    assert result.stderr == "4 pages, no problems\n"


def test_from_another_folder(site: Path) -> None:
    spoil(site)
    result = check(site, "spring/../spring", cwd=site)
    assert result.stdout.startswith("spring/talks/two.rst:5: bad-date: ")
    assert check(site, cwd=site / "spring").stdout.startswith("talks/two.rst:5: bad-date: ")
    result = check(site, str(site), cwd=ROOT)
    assert result.stdout.startswith(f"{site}/spring/talks/two.rst:5: bad-date: ")


def test_paths_choose_what_is_told(site: Path) -> None:
    spoil(site)
    result = check(site, "spring/talks/one.rst", "index.rst")
    assert (result.returncode, result.stdout) == (0, "")
    assert result.stderr == "2 pages, no problems\n"
    assert check(site, "spring/talks/two.rst").returncode == 1


def test_json(site: Path) -> None:
    assert json.loads(check(site, "--format", "json").stdout) == []
    spoil(site)
    result = check(site, "--format=json")
    (found,) = json.loads(result.stdout)
    assert (found["path"], found["line"], found["code"]) == ("spring/talks/two.rst", 5, "bad-date")
    assert found["message"].startswith("field 'Date': '50% of March': expected a date")
    assert result.returncode == 1


def test_github(site: Path) -> None:
    spoil(site)
    result = check(site, "--format=github")
    assert result.stdout.startswith(
        "::error file=spring/talks/two.rst,line=5,title=eventnotes.bad-date::field 'Date': "
        "'50%25 of March': expected"
    )
    assert result.stdout.count("\n") == 1
    assert result.returncode == 1
    (site / "spring" / "talks" / "two.rst").write_text(
        "Two\n===\n\n:Date: 2013-03-16\n:Speaker: A B\n\n`\n"
    )
    assert ",title=docutils::" in check(site, "--format=github").stdout


def test_text_that_is_no_utf8(site: Path) -> None:
    (site / "spring" / "talks" / "two.rst").write_bytes(b"Two\n===\n\n:Date: M\xe4rz\n")
    result = check(site)
    assert "spring/talks/two.rst:4: encoding: this page is not UTF-8" in result.stdout
    assert result.returncode == 1


def test_page_that_cannot_be_opened(site: Path) -> None:
    path = site / "spring" / "talks" / "two.rst"
    path.unlink()
    path.symlink_to("nowhere.rst")
    result = check(site)
    assert "two.rst" in result.stdout
    assert "Traceback" not in result.stderr
    assert result.returncode == 1


def test_the_check_says_what_the_build_says(site: Path) -> None:
    """Markup errors, Sphinx's and ours, at the same lines; of pages not read again, too."""
    spoil(site)
    (site / "spring" / "talks" / "one.rst").write_text(
        "One\n===\n\n:Date: 2013-03-15\n:Speaker: Snug Joiner\n\n.. unknown:: x\n\n`broken\n\n"
        ":doc:`nowhere`\n",
        "utf-8",
    )
    expected = {
        line.split(": ")[0] for line in build(site) if ": WARNING: " in line or ": ERROR: " in line
    }
    first, second = check(site, "--build", "_build"), check(site, "--build", "_build")
    assert {line.split(": ")[0] for line in first.stdout.splitlines()} == expected
    assert "spring/talks/one.rst:7: docutils: " in first.stdout
    assert first.stdout == second.stdout


def test_included_file_is_reported_by_every_check(site: Path) -> None:
    (site / "docutils.conf").write_text("[general]\nfile_insertion_enabled: yes\n", "utf-8")
    (site / "shared.txt").write_text("A `broken line\n", "utf-8")
    page = site / "spring" / "talks" / "one.rst"
    page.write_text(page.read_text("utf-8") + "\n.. include:: /shared.txt\n", "utf-8")
    # From another folder, from which docutils writes the path of such a file.
    arguments = (str(site), f"--build={site / '_build'}")
    first, second = (check(site, *arguments, cwd=ROOT) for _ in range(2))
    assert first.stdout.startswith(f"{site}/shared.txt:1: docutils: ")
    assert first.stdout == second.stdout


def test_pages_of_two_sites(site: Path) -> None:
    spoil(site)
    other = site / "other"
    other.mkdir()
    (other / "conf.py").write_text(CONF, "utf-8")
    (other / "index.rst").write_text("Other\n====\n", "utf-8")
    (site / "conf.py").write_text(f"{CONF}exclude_patterns = ['other']\n", "utf-8")
    result = check(site, "spring", "other")
    assert [line.split(": ")[:2] for line in result.stdout.splitlines()] == [
        ["spring/talks/two.rst:5", "bad-date"],
        ["other/index.rst:2", "docutils"],
    ]
    result = check(site, "spring", "other", "--build=_build")
    assert "--build is the folder of one site" in result.stderr
    assert (result.stdout, result.returncode) == ("", 2)


def test_nothing_is_left_behind(site: Path) -> None:
    before = sorted(site.rglob("*"))
    assert check(site).returncode == 0
    assert sorted(site.rglob("*")) == before


def test_doctrees_of_the_last_build_are_used(site: Path) -> None:
    assert check(site, "--build", "_build").returncode == 0
    assert (site / "_build/doctrees/environment.pickle").exists()


@pytest.mark.parametrize("below", ["source", "docs"])
def test_a_project_with_its_sources_in_a_folder(site: Path, tmp_path: Path, below: str) -> None:
    top = tmp_path / "project"
    top.mkdir()
    site.joinpath("conf.py").rename(top / "conf.py")
    shutil.move(site / "spring", top / "spring")
    shutil.move(site / "index.rst", top / "index.rst")
    top.rename(tmp_path / below)
    spoil(tmp_path / below)
    result = check(tmp_path)
    assert result.stdout.startswith(f"{below}/spring/talks/two.rst:5: bad-date: ")


@pytest.mark.parametrize(
    ("arguments", "conf", "message"),
    [
        (["nowhere"], CONF, "eventnotes: nowhere: no such file or folder\n"),
        (
            ["conf.py"],
            CONF,
            "eventnotes: conf.py: not a page of the site in ., according to its settings\n",
        ),
        ([], CONF + "eventnotes_related = -1", "eventnotes_related is -1, but must be a whole"),
        ([], "1 +", "eventnotes: conf.py: There is a syntax error in your configuration file"),
        ([], "raise OSError('no luck')", "no luck"),
        (["--format=xml"], CONF, "invalid choice: 'xml'"),
    ],
)
def test_what_cannot_be_done(site: Path, arguments: list[str], conf: str, message: str) -> None:
    (site / "conf.py").write_text(conf, "utf-8")
    result = check(site, *arguments)
    assert message in result.stderr
    assert result.stdout == ""
    assert result.returncode == 2


def test_settings_are_read(site: Path) -> None:
    spoil(site)
    conf = site / "conf.py"
    conf.write_text(CONF + 'eventnotes_layout = ["{event}/vortraege/{talk}"]\n', "utf-8")
    assert check(site).stdout.count(": misplaced-talk: ") == 2
    conf.write_text(CONF + 'exclude_patterns = ["**/two.rst"]\n', "utf-8")
    assert check(site).stderr == "3 pages, no problems\n"
    conf.write_text(CONF + 'include_patterns = ["index.rst", "spring/index.rst"]\n', "utf-8")
    assert "2 pages" in check(site).stderr
    conf.write_text(CONF + 'eventnotes_field_names = {"When": "Date"}\n', "utf-8")
    two = site / "spring" / "talks" / "two.rst"
    two.write_text(two.read_text("utf-8").replace(":Date: 50%", ":When: 50%"), "utf-8")
    assert ": bad-date: field 'When'" in check(site).stdout


def test_folder_without_settings(site: Path) -> None:
    (site / "conf.py").unlink()
    result = check(site)
    assert "no conf.py in it" in result.stderr
    assert (result.stdout, result.returncode) == ("", 2)


def test_site_without_the_extension(site: Path) -> None:
    (site / "conf.py").write_text("", "utf-8")
    result = check(site)
    assert "conf.py: add 'eventnotes' to its extensions" in result.stderr
    assert result.returncode == 2


def test_pages_that_only_lead_to_each_other(site: Path) -> None:
    for one, other in ("ab", "ba"):
        toctree = f"Page {one}\n======\n\n.. toctree::\n\n   {other}\n   Title <{other}.rst>\n"
        (site / f"{one}.rst").write_text(toctree, "utf-8")
    (site / "c.rst").write_text(":orphan:\n\nPage c\n======\n", "utf-8")
    result = check(site)
    assert (
        "a.rst:1: unreachable: no toctree leads to this page: add it to one, such as that of "
        "'index', or write ':orphan:' above its title\n"
    ) in result.stdout
    assert "b.rst:1: unreachable" not in result.stdout


@pytest.mark.parametrize(
    "tree",
    [
        "```{toctree}\nspring/index\n```",
        ":::{toctree}\nspring/index\n:::",
        "```{eval-rst}\n.. toctree::\n\n   spring/index\n```",
    ],
)
def test_markdown_page_that_leads_to_others(site: Path, tree: str) -> None:
    (site / "conf.py").write_text(f"{CONF}myst_enable_extensions = ['colon_fence']\n", "utf-8")
    (site / "index.rst").unlink()
    (site / "index.md").write_text(f"# Site\n\n{tree}\n", "utf-8")
    assert check(site).returncode == 0
    example = "```rst\n.. toctree::\n\n   spring/index\n```"
    (site / "index.md").write_text(f"# Site\n\n{example}\n", "utf-8")
    assert check(site).stdout.startswith("spring/index.rst:2: unreachable: ")


@pytest.mark.parametrize("arguments", [[], ["--help"], ["check", "--help"]])
def test_help(arguments: list[str]) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "eventnotes", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "check" in result.stdout
    assert "usage: eventnotes" in result.stdout
    assert (result.returncode, result.stderr) == (0, "")


def test_a_process_says_the_same(site: Path) -> None:
    spoil(site)
    strictly = (sys.executable, "-X", "dev", "-W", "error", "-m", "eventnotes")
    result = run(*strictly, "check", cwd=site, PYTHONPATH=str(ROOT))
    here = check(site)
    assert (result.returncode, result.stdout) == (1, here.stdout + here.stderr)


def test_these_notes() -> None:
    result = run(sys.executable, "-m", "eventnotes", "check", str(ROOT), PYTHONPATH=str(ROOT))
    assert result.returncode == 0, result.stdout
