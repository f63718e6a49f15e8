"""Small pages that never end, take all memory or raise an exception, and what is said of them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING
from xml.dom.minidom import parseString

import pytest

from eventnotes.reading.cycles import DEEPEST, endless
from eventnotes.reading.limits import LimitError, limited
from tests.hostile.sites import CONF, PNG, build, plant, write

if TYPE_CHECKING:
    from collections.abc import Mapping

EVENT = """Event
=====
:Dates: 2013-03-13 to 2013-03-17
:Venue: Here

.. toctree::
   :glob:

   talks/*
"""
TALK = "Talk\n====\n:Date: 2013-03-15\n:Speaker: {0}\n\nkept words\n"
RST = "Page\n====\n\nkept words\n\n"
MARKUP = "Page\n====\n:Date: 2013-03-15\n:Speaker: Ann\n\n"
SUBSTITUTIONS = "".join(f".. |s{n}| replace:: |s{n + 1}| |s{n + 1}|\n" for n in range(40))
YAML = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{','.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(9)
)
MERGES = "a: &a {x: 1}\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} {{<<: [{','.join(['*' + chr(97 + n)] * 9)}]}}\n"
    for n in range(9)
)

#: Pages by name, and what is said of each.
CORPUS: Mapping[str, tuple[str, str]] = {
    "columns.rst": (
        RST + ".. hlist::\n   :columns: 999999999\n\n   * a\n",
        'columns.rst:6: ERROR: Error in "hlist" directive',
    ),
    "lines.rst": (
        RST + ".. code-block:: python\n   :emphasize-lines: 1-9999999999\n\n   a\n",
        'lines.rst:6: ERROR: Error in "code-block" directive',
    ),
    "ranges.rst": (
        RST + ".. code-block:: python\n   :emphasize-lines: " + "1-9999," * 2000 + "1\n\n   a\n",
        'ranges.rst:6: ERROR: Error in "code-block" directive',
    ),
    "marked.md": (
        "---\nmyst: {enable_extensions: [attrs_block]}\n---\n# Page\n\nkept words\n\n"
        '{emphasize-lines="1-9999999999"}\n```python\na\n```\n',
        "",
    ),
    "aliases.md": (f"---\n{YAML}---\n# Page\n\nkept words\n", "(LimitError: its front matter has"),
    "merges.md": (f"---\n{MERGES}---\n# Page\n\nkept words\n", "merges.md:1: WARNING: "),
    "brackets.md": (
        f"---\na: {'[' * 1500}{']' * 1500}\n---\n# Page\n\nkept words\n",
        "",
    ),
    "number.md": (f"---\na: {'9' * 5000}\n---\n# Page\n\nkept words\n", "number.md:1: WARNING: "),
    "doubling.rst": (
        RST + SUBSTITUTIONS + ".. |s40| replace:: x\n\n|s0|\n",
        "the substitutions of this page expand to more than 10000 elements",
    ),
    "bullets.rst": (
        RST + "".join("  " * n + "* x\n\n" for n in range(200)),
        "bullets.rst:1: WARNING: this page cannot be read (RecursionError",
    ),
    "deep.rst": (
        RST + "".join("  " * n + "* x\n\n" for n in range(70)),
        "deep.rst:1: WARNING: this page cannot be read (LimitError: its elements are nested more",
    ),
    "quotes.md": (f"# Page\n\nkept words\n\n{'> ' * 400}x\n", ""),
    "surrogate.rst": (
        RST + ".. |x| unicode:: U+D800\n\n|x|\n",
        "surrogate.rst:6: WARNING: this page has the character U+D800",
    ),
    "surrogates.md": (
        '---\ntitle: "\\ud83d\\ude00"\n---\n# Page\n\nkept words\n',
        "surrogates.md:1: WARNING: this page has the character U+D83D",
    ),
    "control.rst": (
        "Page \x01\x0b\x1b\n========\n\nkept words\n",
        "control.rst:1: WARNING: this page has the character U+0001",
    ),
    "entity.md": ("# Page &#1;\n\nkept words\n", ""),
    "e/index.rst": (EVENT, ""),
    "e/talks/name.rst": (
        TALK.format("A" * 200_000),
        "name.rst:4: WARNING: 'AAAA",
    ),
    "e/talks/names.rst": (TALK.format("Ann " * 30_000), "names.rst:4: WARNING: 'Ann Ann"),
    "e/talks/topic.rst": (
        TALK.format("Ann\n:Topics: " + "t" * 300),
        "topic.rst:5: WARNING: 'tttt",
    ),
    "e/talks/title.rst": (f"{'T' * 300}\n{TALK.format('Bea').replace('Talk', '')[1:]}", ""),
    "e/talks/control.md": (
        '---\nspeaker: "a\\u0001b"\ndate: 2013-03-15\n---\n# Talk\n\nkept words\n',
        "control.md:1: WARNING: this page has the character U+0001",
    ),
    "index_entries.rst": (
        RST + "".join(f".. index:: x{n}\n\n" for n in range(800)) + "Section\n-------\n",
        "",
    ),
    "list.rst": (RST + "99999999999999999999999. a\n", ""),
    "signatures.rst": (
        RST + ".. cpp:function:: void f(decltype(auto)\n\n.. py:function:: f(a=[, *, **\n\n"
        ".. py:function:: f[T: (int,](x)\n\n.. c:function:: int (*f(\n",
        "signatures.rst:6: WARNING: Error when parsing function declaration",
    ),
    "glossary.rst": (
        RST + '.. glossary::\n\n   word : "><script>alert(1)</script>\n      meaning\n',
        "",
    ),
    "演" * 60 + ".rst": (RST, ""),
}
LONG = "a" * 240 + ".rst"


def pages() -> dict[str, str]:
    return {name: text for name, (text, _said) in CORPUS.items()} | {LONG: RST}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = plant(tmp_path_factory.mktemp("corpus"))
    write(site, pages(), CONF + 'html_baseurl = "https://notes.example.org/"\n')
    return site


@pytest.mark.parametrize(
    ("builder", "parallel"), [("html", 1), ("html", 3), ("epub", 1), ("bookpdf", 1)]
)
def test_no_page_ends_a_build(corpus: Path, builder: str, parallel: int) -> None:
    # The last two take from the first what it has read; pages with a warning are read again.
    built = build(corpus, builder, parallel, fresh=builder == "html")
    assert built.status == 0, built.said
    missed = [said for _text, said in CORPUS.values() if said not in built.said]
    assert missed == []
    assert f"{LONG}:1: ERROR: this is excluded, because its name has more than" in built.said
    if builder == "html":
        for name in CORPUS:
            page = built.folder / Path(name).with_suffix(".html")
            assert "kept words" in page.read_text("utf-8") or name == "e/index.rst", name
    for name, data in built.files():
        assert b'"><script>alert' not in data or name.endswith((".txt", ".js", ".typ", ".tex"))
        if name.endswith((".xhtml", ".opf", ".ncx")) or name in {"sitemap.xml", "all.xml"}:
            parseString(data)  # noqa: S318  # our own output


@pytest.mark.parametrize(
    "pages",
    [
        {"e/index.rst": EVENT, "e/talks/a.rst": "T\n=\n\nkept\n\n.. toctree::\n\n   ../index\n"},
        {"a.rst": "A\n=\n\n.. toctree::\n\n   b\n", "b.rst": "B\n=\n\n.. toctree::\n\n   a\n"},
        {"a.rst": "A\n=\n\n.. toctree::\n\n   index\n"},
    ],
    ids=["event", "each other", "front page"],
)
def test_circular_toctrees_are_reported_by_each_build(
    tmp_path: Path, pages: dict[str, str]
) -> None:
    site = tmp_path / "site"
    write(site, pages)
    for parallel in (1, 3, 1):
        built = build(site, parallel=parallel)
        assert built.status == 0
        assert built.said.count("is left out: it leads back to this page") == 1
    assert all((built.folder / name).with_suffix(".html").exists() for name in pages)


def test_toctrees_end() -> None:
    ladder = {str(n): [str(one) for one in range(n + 1, 60)] for n in range(60)}
    chain = {str(n): [str(n + 1)] for n in range(1000)}
    assert {reason[:8] for _page, _listed, reason in endless(ladder, "0")} == {"too many"}
    cut = [int(page) for page, _listed, _reason in endless(chain, "0")]
    assert len(cut) == 1000 // DEEPEST
    tree = {"0": ["1", "2", "1"], "1": ["3"], "2": ["3"]}
    assert list(endless(tree, "0")) == []
    archive = {str(n): [f"{n}/{talk}" for talk in range(50)] for n in range(400)}
    assert list(endless(archive | {"index": list(archive)}, "index")) == []


def test_a_page_that_never_ends_is_shown_as_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("eventnotes.reading.unreadable.SECONDS", 0.5)
    word = "a-" * 30_000  # docutils takes the square of its length
    write(tmp_path / "site", {"a.rst": f"Page\n====\n\nkept words {word} x\n", "b.rst": RST})
    built = build(tmp_path / "site", parallel=1)
    assert "a.rst:1: WARNING: this page cannot be read (LimitError: it takes more than 0.5" in (
        built.said
    )
    assert "kept words" in (built.folder / "a.html").read_text("utf-8")
    assert "<title>Page" in (built.folder / "a.html").read_text("utf-8")


def test_the_time_is_limited() -> None:
    with pytest.raises(LimitError, match=r"more than 0\.1 seconds"), limited(0.1):
        never_end()


def never_end() -> None:
    while True:
        pass


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs another user")
def test_what_cannot_be_read_is_reported(tmp_path: Path) -> None:
    """As a user without the rights, which root always has."""
    site = tmp_path / "site"
    write(site, {"a.rst": RST, "b.rst": RST + ".. image:: x.png\n", "f/c.rst": RST})
    (site / "x.png").write_bytes(PNG)
    for path in (site / "a.rst", site / "x.png", site / "f"):
        path.chmod(0)
    for folder in (tmp_path, *tmp_path.parents):
        if folder.stat().st_uid == os.getuid() and folder != Path(folder.anchor):
            folder.chmod(folder.stat().st_mode | 0o755)
    tmp_path.chmod(0o777)
    said = tmp_path / "said"
    child = os.fork()
    if not child:
        try:
            if os.getuid() == 0:
                os.setgid(65534)
                os.setuid(65534)
            said.write_text(build(site).said, "utf-8")
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    (site / "f").chmod(0o755)
    text = said.read_text("utf-8")
    for name in ("a.rst", "f"):
        assert f"{name}:1: ERROR: this is excluded, because it cannot be read" in text
    assert "b.rst:6: WARNING: the file 'x.png' is left out, only its text is shown" in text
