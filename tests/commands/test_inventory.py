"""`inventory`: from a table, or a larger inventory, to one that intersphinx reads from disk."""

from __future__ import annotations

import functools
import posixpath
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest
from sphinx.util.inventory import InventoryFile

from eventnotes.commands import cli
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TABLE = """\
# Packages.

module   esi           https://github.com/mrfunyon/django-esi
function esi.parse     https://docs.example/api.html#esi.parse
"""
LARGER = (
    "# Sphinx inventory version 1\n# Project: Larger\n# Version: 3.2\n"
    "os mod library/os.html\nos.getcwd function library/os.html\n"
)


def addresses(file: Path, base: str = "https://") -> dict[tuple[str, str], str]:
    with file.open("rb") as stream:
        found = InventoryFile.load(stream, base, posixpath.join)
    return {(kind, name): item.uri for kind in found for name, item in found[kind].items()}


def run(source: object, output: Path) -> int:
    return cli.main(["inventory", str(source), str(output)])


def test_of_a_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table, output = tmp_path / "table.txt", tmp_path / "out.inv"
    table.write_text(TABLE, "utf-8")
    assert run(table, output) == 0
    assert addresses(output) == {
        ("py:module", "esi"): "https://github.com/mrfunyon/django-esi",
        ("py:function", "esi.parse"): "https://docs.example/api.html#esi.parse",
    }
    assert capsys.readouterr().out == f"2 names in {output}\n"


def test_of_the_built_site_there_is_nothing_to_keep(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its own inventory has talks and labels, but no Python names."""
    assert run(site / "objects.inv", tmp_path / "out.inv") == 2
    assert "objects.inv has no Python names" in capsys.readouterr().err
    assert not (tmp_path / "out.inv").exists()


@pytest.fixture
def web(tmp_path: Path) -> Iterator[str]:
    """Yield the address at which a larger inventory is served."""
    (tmp_path / "web").mkdir()
    (tmp_path / "web" / "objects.inv").write_text(LARGER, "utf-8")
    handler = functools.partial(SimpleHTTPRequestHandler, directory=str(tmp_path / "web"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_of_an_inventory_on_the_web(web: str, tmp_path: Path) -> None:
    output = tmp_path / "out.inv"
    assert run(f"{web}/objects.inv", output) == 0
    assert addresses(output, "https://docs.example/") == {
        ("py:module", "os"): "https://docs.example/library/os.html#module-os",
        ("py:function", "os.getcwd"): "https://docs.example/library/os.html#os.getcwd",
    }
    assert output.read_bytes().splitlines()[1:3] == [b"# Project: Larger", b"# Version: 3.2"]


def test_what_cannot_be_had_leaves_the_file_as_it_was(
    web: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "out.inv"
    output.write_text("as it was", "utf-8")
    for source in (f"{web}/none.inv", "http://127.0.0.1:1/objects.inv", tmp_path / "none.txt"):
        assert run(source, output) == 2
        assert f"eventnotes: {source} cannot be read: " in capsys.readouterr().err
    assert output.read_text("utf-8") == "as it was"


def test_broken_lines_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "table.txt"
    table.write_text(TABLE + "mod a https://b\nmodule a\nmodule c http://c\n" + TABLE, "utf-8")
    assert run(table, tmp_path / "out.inv") == 2
    lines = capsys.readouterr().err.splitlines()
    assert [line.partition("table.txt:")[2].split(":")[0] for line in lines] == [
        *("5", "6", "7", "10", "11")
    ]
    assert "'mod' must be one of function, data, class" in lines[0]
    assert "'module a' must be 'TYPE NAME https://ADDRESS', such as" in lines[1]
    assert "esi is repeated" in lines[3]


def test_a_broken_inventory(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = tmp_path / "broken.inv"
    for text in ("version 2\n# P\n# V\n# zlib\nno", "version 9\n"):
        broken.write_text(f"# Sphinx inventory {text}", "utf-8")
        assert run(broken, tmp_path / "out.inv") == 2
        assert "broken.inv is not an inventory that Sphinx can read: " in capsys.readouterr().err


def test_the_notes_have_the_inventory_of_their_table(tmp_path: Path) -> None:
    """Whoever adds a package to the table has to run `make inventory`."""
    assert run(ROOT / "data" / "packages.txt", tmp_path / "packages.inv") == 0
    assert addresses(tmp_path / "packages.inv") == addresses(ROOT / "data" / "packages.inv")


def test_the_notes_know_python_by_heart() -> None:
    known = addresses(ROOT / "data" / "python.inv", "https://docs.python.org/3/")
    library = "https://docs.python.org/3/library"
    assert known["py:module", "pipes"] == f"{library}/pipes.html#module-pipes"  # removed in 3.13
    assert known["py:method", "dict.setdefault"] == f"{library}/stdtypes.html#dict.setdefault"
    assert {kind.partition(":")[0] for kind, _name in known} == {"py"}
