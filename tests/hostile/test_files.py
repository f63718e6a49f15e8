"""No page publishes a file from outside the project, from a hidden or an excluded folder."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import MOST_PAGES, copy_project, run
from tests.hostile.sites import CONF, PNG, SECRET, build, plant, write

#: Spellings of the path of a file that must not be published, from a page in the top folder.
PATHS = [
    "../secret.txt",
    "/../secret.txt",
    "folder/../../secret.txt",
    "%2e%2e/secret.txt",
    "..%2fsecret.txt",
    ".hidden/secret.txt",
    "_build/secret.txt",
    "/.hidden/secret.txt",
    "linked.txt",
    "linked/secret.txt",
    "folder/../.hidden/secret.txt",
    "/proc/self/environ",
    "../../../../../../../../../../proc/self/environ",
    "file:../secret.txt",
    "/file:/../secret.txt",
]
DIRECTIVES = [
    "`x <{0}>`",
    ":download:`x <{0}>`",
    ".. image:: {0}",
    ".. image:: {0}\n   :loading: embed\n   :alt: words",
    ".. figure:: {0}\n\n   A caption",
    ".. include:: {0}",
    ".. include:: {0}\n   :literal:",
    ".. literalinclude:: {0}",
    ".. raw:: html\n   :file: {0}",
    ".. csv-table::\n   :file: {0}",
    ".. |sub| image:: {0}\n\n|sub|",
]
MARKDOWN = [
    "[x]({0})",
    "<path:{0}>",
    "<project:{0}>",
    "![x]({0})",
    "```{{literalinclude}} {0}\n```",
    "```{{include}} {0}\n```",
    "```{{image}} {0}\n:loading: embed\n```",
    "```{{raw}} html\n:file: {0}\n```",
    "{{download}}`{0}`",
]


def variants(path: str) -> list[str]:
    return [path, path.replace(".txt", ".png"), path.replace(".txt", ".svg"),
            path.replace("secret.txt", "sec*.*")]  # fmt: skip


def pages(paths: list[str]) -> dict[str, str]:
    found = {}
    for number, path in enumerate(paths):
        rst = "\n\n".join(one.format(path) for one in DIRECTIVES)
        found[f"page{number}.rst"] = f"Page {number}\n{'=' * 20}\n\nkept words {number}\n\n{rst}\n"
        md = "\n\n".join(one.format(path) for one in MARKDOWN)
        found[f"mark{number}.md"] = f"# Mark {number}\n\nkept mark {number}\n\n{md}\n"
    return found


def hostile(top: Path) -> Path:
    site = plant(top)
    write(site, pages([one for path in PATHS for one in variants(path)]))
    (site / "linked.txt").symlink_to(top / "secret.txt")
    (site / "linked.png").symlink_to(top / "secret.png")
    (site / "linked").symlink_to(top)
    (site / "linked_page.rst").symlink_to(top / "secret.rst")
    (site / "circle").symlink_to(site)
    (site / "zero.rst").symlink_to("/dev/zero")
    return site


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a site whose pages builders read once for all."""
    return hostile(tmp_path_factory.mktemp("hostile"))


@pytest.mark.parametrize(
    ("builder", "parallel"),
    # The other builders write in one process, and what is read does not depend on the builder.
    [("html", 1), ("html", 3), ("epub", 1), ("text", 1), ("latex", 1), ("bookpdf", 1)],
)
def test_no_secret_is_published(planted: Path, builder: str, parallel: int) -> None:
    built = build(planted, builder, parallel, fresh=False)
    files = dict(built.files())
    assert [name for name, data in files.items() if SECRET.encode() in data] == []
    assert [name for name in files if name.startswith(("secret", "environ"))] == []
    assert [name for name, data in files.items() if b"PYTEST_CURRENT_TEST" in data] == []
    assert "is left out, only its text is shown" in built.said
    assert "linked_page.rst:1: ERROR: this points out of the project" in built.said
    if builder == "html":
        texts = [data.decode() for name, data in files.items() if name.endswith(".html")]
        assert all(any(f"kept words {number}" in one for one in texts) for number in range(60))


def test_files_of_the_project_are_published(tmp_path: Path) -> None:
    site = plant(tmp_path)
    write(site, {"a.rst": "A\n=\n\n.. image:: own.png\n\n:download:`own.txt`\n"})
    (site / "own.png").write_bytes(PNG)
    (site / "own.txt").write_text("mine", "utf-8")
    (site / "shared").mkdir()
    (site / "shared/b.rst").write_text("B\n=\n", "utf-8")
    (site / "again").symlink_to(site / "shared")
    built = build(site)
    assert {"own.png", "own.txt"} <= {name for name, _data in built.files()}
    assert (built.folder / "again/b.html").exists()
    assert set(re.findall(r"\[eventnotes\.([\w-]+)", built.said)) <= {"no-talks"}


@pytest.mark.parametrize("suffix", ["html", "svg", "xhtml", "js"])
def test_no_download_is_a_page_of_the_site(tmp_path: Path, suffix: str) -> None:
    site = plant(tmp_path)
    write(site, {"a.rst": f"A\n=\n\n:download:`evil.{suffix}`\n"})
    (site / f"evil.{suffix}").write_text("<script>alert(1)</script>", "utf-8")
    built = build(site)
    assert f"evil.{suffix}" not in {name for name, _data in built.files()}
    assert "a.rst:4: WARNING: the file" in built.said
    assert "pack it into a .zip" in built.said


PARTS = st.sampled_from(
    ["..", ".", "", "%2e%2e", "folder", ".hidden", "_build", "linked", "other", "site",
     "secret.txt", "secret.png", "secret.*", "*", "~", "/", "\\", "file:", "proc", "self",
     "environ"]
)  # fmt: skip


@settings(max_examples=3, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    paths=st.lists(st.lists(PARTS, min_size=1, max_size=7).map("/".join), min_size=20, max_size=40)
)
def test_no_path_leads_out(tmp_path: Path, paths: list[str]) -> None:
    shutil.rmtree(tmp_path, ignore_errors=True)
    tmp_path.mkdir()
    site = plant(tmp_path)
    write(site, pages(paths), CONF)
    (site / "linked").symlink_to(tmp_path)
    built = build(site)
    assert [name for name, data in built.files() if SECRET.encode() in data] == []


def test_make_html_publishes_no_secret(tmp_path: Path) -> None:
    """The real ``make html`` on the real project, with hostile pages among its notes."""
    site = copy_project(tmp_path / "project", without=MOST_PAGES)
    (tmp_path / "secret.txt").write_text(SECRET, "utf-8")
    (tmp_path / "secret.png").write_bytes(PNG + SECRET.encode())
    hidden = site / ".hidden"
    hidden.mkdir()
    (hidden / "secret.txt").write_text(SECRET, "utf-8")
    depth = "../" * 4
    talks = site / "conferences/pycon_2013/talks"
    (talks / "evil.rst").write_text(
        "Evil\n####\n\n:Date: 2013-03-15\n:Speaker: Eve\n\n"
        + "\n\n".join(
            one.format(path)
            for one in DIRECTIVES
            for path in (f"{depth}secret.txt", f"{depth}secret.png", "/.hidden/secret.txt")
        ),
        "utf-8",
    )
    (talks / "linked.rst").symlink_to(tmp_path / "secret.txt")
    (site / ".venv").symlink_to(Path(sys.prefix))
    made = run("make", "html", "BUILDDIR=_build", cwd=site)
    assert made.returncode == 0, made.stdout
    found = [
        file.name
        for file in (site / "_build").rglob("*")
        if file.is_file() and SECRET.encode() in file.read_bytes()
    ]
    assert found == []
