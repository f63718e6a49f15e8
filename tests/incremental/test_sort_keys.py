"""The keys that a build leaves to the next one spare it loading the collation's table."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.incremental.archive import RTD, site, small

ROOT = Path(__file__).parents[2]
# Ends with whether the table was loaded.
BUILD = """
import sys
from sphinx.cmd.build import main
from eventnotes.collation import is_table_loaded
assert main(["-q", "-d", sys.argv[2] + "/doctrees", sys.argv[1], sys.argv[2] + "/html"]) == 0
print(is_table_loaded())
"""


def loads_table(sources: Path, to: Path) -> bool:
    """Build in a process of its own and tell whether that has loaded the table."""
    command = [sys.executable, "-c", BUILD, str(sources), str(to)]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return done.stdout.splitlines()[-1] == "True"


@pytest.mark.parametrize("broken", ["", '{"pyuca', '{"another version": {"Ada": []}}'])
def test_only_a_build_that_finds_no_keys_loads_the_table(tmp_path: Path, broken: str) -> None:
    sources, to = tmp_path / "sources", tmp_path / "built"
    sources.mkdir()
    small(RTD).write(sources)
    assert loads_table(sources, to)
    pages = site(to)
    assert not loads_table(sources, to)

    (keys,) = to.rglob("eventnotes-sort-keys.json")
    keys.write_text(broken, "utf-8")
    assert loads_table(sources, to)
    assert not loads_table(sources, to)
    assert site(to) == pages
