"""Full disks, killed builds, and files without permission: the next build recovers by itself.

``EVENTNOTES_FAULTS=100`` tries many more of each kind (1 by default); ``EVENTNOTES_SEED`` repeats
the faults of the run that printed it.
"""

from __future__ import annotations

import ctypes
import os
import random
import resource
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from sphinx.cmd.build import main as sphinx_main

from tests.conftest import clean_environment, missing
from tests.incremental.archive import Archive, differences, forkserver, site
from tests.incremental.test_shared import BUILDERS, CONF, start

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection
    from pathlib import Path

EXAMPLES = int(os.environ.get("EVENTNOTES_FAULTS", "1"))
# Fails or kills the build when it opens its nth file for writing. A full disk leaves the file
# empty, and stays full.
FAULTY = """
import errno, signal, sys

fault, _, number = os.environ.get("FAULT", "").partition(":")
writes = 0


def at_write(event, args):
    global writes
    if event != "open" or not str(args[1])[0] in "wx" or os.environ["OUT"] not in str(args[0]):
        return
    writes += 1
    if fault == "kill" and writes == int(number):
        os.killpg(0, signal.SIGKILL)
    if fault == "full" and writes >= int(number):
        os.close(os.open(args[0], os.O_WRONLY | os.O_CREAT | os.O_TRUNC))
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), args[0])


if fault:
    sys.addaudithook(at_write)
"""


@dataclass
class Result:
    """A run of one builder: its exit status and output."""

    status: int
    said: str


def obey_permissions() -> None:
    """Have root obey permissions as any user does, without CAP_DAC_OVERRIDE and _READ_SEARCH.

    For programs that it starts by prctl(2), for itself by capset(2): a header of version 3, then
    the effective, permitted and inheritable sets of the capabilities below 32, and those above.
    """
    libc = ctypes.CDLL(None)
    for capability in (1, 2):
        libc.prctl(24, capability, 0, 0, 0)  # PR_CAPBSET_DROP
    header, sets = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
    libc.capget(header, sets)
    for place in range(3):
        sets[place] &= ~0b110
    libc.capset(header, sets)


def sphinx(
    sources: Path,
    to: Path,
    builder: str,
    *,
    after: float | None = None,
    size: int = 0,
    **env: str,
) -> Result:
    """Run *builder* as `make` does; kill it *after* seconds; let no file exceed *size*."""
    said, write = forkserver().Pipe(duplex=False)
    command = ["-b", builder, "-d", f"{to}/doctrees", "-j", "2", f"{sources}", f"{to}/{builder}"]
    env = clean_environment(OUT=str(to), **env)
    process = forkserver().Process(target=sphinx_build, args=(command, write, size, env))
    process.start()
    write.close()
    heard = bytearray()
    until = None if after is None else time.monotonic() + after
    while said.poll(None if until is None else max(0, until - time.monotonic())):
        part = os.read(said.fileno(), 65536)
        if not part:
            break
        heard += part
    else:
        os.killpg(process.pid or 0, signal.SIGKILL)
    process.join()
    return Result(process.exitcode or 0, heard.decode("utf-8", "replace"))


def sphinx_build(command: list[str], said: Connection, size: int, env: dict[str, str]) -> None:
    """Run ``sphinx-build`` in this process, as if a shell had started it."""
    os.setsid()
    os.environ.clear()
    os.environ.update(env)
    for stream in (1, 2):
        os.dup2(said.fileno(), stream)
    obey_permissions()
    if size:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    sys.exit(sphinx_main(command))


@dataclass
class Project:
    """A project that alternates between two states, with the clean outputs of both."""

    top: Path
    archive: Archive = field(init=False)
    clean: list[dict[str, dict[str, bytes]]] = field(default_factory=list)
    seconds: float = 0
    state: int = 0

    def __post_init__(self) -> None:
        self.archive = start(self.top / "sources")
        self.archive.pages["conf.py"] = CONF + FAULTY
        self.archive.events["autumn"].talks["yews"].body = ".. _yews:\n\nLeaves\n------\n"
        for state, to in ((1, "clean"), (0, "built")):
            self.edit(state)
            began = time.monotonic()
            for one in BUILDERS:
                made = self.build(to, one)
                assert made.status == 0, made.said
                assert "WARNING" not in made.said
            self.seconds = (time.monotonic() - began) / len(BUILDERS)
            self.clean.insert(0, self.outputs(to))

    def edit(self, state: int) -> None:
        self.state = state
        talks = self.archive.events["spring"].talks
        talks["dogs"].body = ["Words.", "See :doc:`cats` and :mod:`re`."][state]
        talks["ants"].title = ["On Ants", "Of Ants"][state]
        self.archive.pages["about_us.rst"] = f"About\n=====\n\n.. image:: pictures/{state}.png\n"
        for name in ("0.png", "1.png"):
            picture = self.top / "sources/pictures" / name
            picture.write_bytes((self.top / "sources/pictures/a.png").read_bytes())
        self.archive.pages.pop("more.rst", None)
        if state:
            self.archive.pages["more.rst"] = "More\n====\n\n.. index:: more\n"
        self.archive.write(self.top / "sources")

    def build(self, to: str, builder: str, **faults: object) -> Result:
        sources, out = self.top / "sources", self.top / to
        return sphinx(sources, out, builder, **faults)  # type: ignore[arg-type]

    def outputs(self, to: str) -> dict[str, dict[str, bytes]]:
        """Return the files by builder; of the PDF not what Typst makes it from."""
        found = {builder: site(self.top / to, builder) for builder in BUILDERS}
        found["bookpdf"] = {"book.pdf": found["bookpdf"].get("book.pdf", b"")}
        return found

    def check(self, builder: str, result: Result) -> None:
        """Check a build with a fault, build again, and compare with a clean build."""
        clean = self.clean[self.state]
        if result.status == 0 and "WARNING" not in result.said:
            assert differences(self.outputs("built")[builder], clean[builder]) == []
        for again in BUILDERS:
            found = self.build("built", again)
            assert found.status == 0, (again, found.said)
        outputs = self.outputs("built")
        for again in BUILDERS:
            assert differences(outputs[again], clean[again]) == [], again


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return a project, built."""
    return Project(tmp_path_factory.mktemp("faults"))


def full(chance: random.Random, project: Project) -> dict[str, object]:
    return {"FAULT": f"full:{chance.randint(1, 60)}"}


def large(chance: random.Random, project: Project) -> dict[str, object]:
    return {"size": int(2 ** chance.uniform(0, 20))}


def killed_writing(chance: random.Random, project: Project) -> dict[str, object]:
    return {"FAULT": f"kill:{chance.randint(1, 60)}"}


def killed(chance: random.Random, project: Project) -> dict[str, object]:
    return {"after": chance.uniform(0.2, 1) * project.seconds}


@pytest.mark.parametrize("number", range(EXAMPLES))
@pytest.mark.parametrize(
    "fault", [full, large, killed_writing, killed], ids=lambda one: one.__name__
)
def test_the_next_build_recovers(
    project: Project,
    fault: Callable[[random.Random, Project], dict[str, object]],
    number: int,
) -> None:
    chance = random.Random(  # noqa: S311  # no secrets
        f"{os.environ['EVENTNOTES_SEED']} {fault.__name__} {number}"
    )
    project.edit(1 - project.state)
    builder = chance.choice(BUILDERS)
    project.check(builder, project.build("built", builder, **fault(chance, project)))


LOCKED = [
    "sources/spring/talks/cats.rst",
    "sources/pictures/a.png",
    "sources/pictures/lines.txt",
    "sources/pictures/b.txt",
    "sources/pictures",
    "built/doctrees",
    "built/doctrees/environment.pickle",
    "built/doctrees/spring/talks/cats.doctree",
    "built/{0}",
    "built/{0}/.buildinfo",
    "built/{0}/spring/talks",
    "built/{0}/_static",
    "built/{0}/_images/a.png",
    "built/epub/book.epub",
    "built/bookpdf/book.pdf",
    "built/html/searchindex.js",
]


@pytest.fixture(scope="module")
def permissions(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Make sure that builds obey permissions, even those of root."""
    locked = tmp_path_factory.mktemp("locked") / "file"
    locked.touch(mode=0)
    read = subprocess.run(
        ["cat", locked], preexec_fn=obey_permissions, capture_output=True, check=False
    )
    if not read.returncode:
        missing("root can't be kept from reading all files here")


@pytest.mark.usefixtures("permissions")
@pytest.mark.parametrize("number", range(EXAMPLES))
@pytest.mark.parametrize("mode", [0o000, 0o555], ids=["unreadable", "unwritable"])
def test_files_without_permission(project: Project, mode: int, number: int) -> None:
    chance = random.Random(f"{os.environ['EVENTNOTES_SEED']} {mode} {number}")  # noqa: S311
    project.edit(1 - project.state)
    builder = chance.choice(BUILDERS)
    there = [path for name in LOCKED if (path := project.top / name.format(builder)).exists()]
    path = chance.choice(there)
    before = path.stat().st_mode
    path.chmod(mode & 0o444 if path.is_file() else mode)
    result = project.build("built", builder)
    if path.exists():  # Sphinx deletes its environment after an exception
        path.chmod(before)
    project.check(builder, result)
