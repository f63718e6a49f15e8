"""Shared fixtures and helpers: the project, its built site, a browser, and installed tools."""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser

pytest_plugins = ["sphinx.testing.fixtures", "tests.browsing", "tests.building"]

# No deadline, so that slow machines do not fail tests.
settings.register_profile("eventnotes", deadline=None)
settings.load_profile("eventnotes")

# The seed of the random edits, the same in all processes. Set it to repeat a run.
os.environ.setdefault("EVENTNOTES_SEED", str(secrets.randbelow(2**32)))

ROOT = Path(__file__).parents[1]
# Chromium without background tasks and with the same text rendering everywhere. The site needs no
# network.
CHROMIUM_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-lcd-text",
    "--disable-quic",
    "--disable-sync",
    "--font-render-hinting=none",
    "--no-first-run",
]


def pytest_report_header() -> str:
    """Return the seed for pytest's header."""
    return f"random edits: EVENTNOTES_SEED={os.environ['EVENTNOTES_SEED']}"


def need(what: str, *programs: str) -> str:
    """Return the path of the first installed one of *programs*; else skip, or fail in CI."""
    for program in programs:
        if found := shutil.which(program):
            return found
    return missing(f"{what} is not installed ({' or '.join(programs)})")


def missing(reason: str) -> str:
    """Skip a test that this machine cannot run, or fail it if CI is set."""
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


def clean_environment(**more: str) -> dict[str, str]:
    """Return this process's environment as a user's shell would have it, with *more* set.

    What the `make test` above us exports would otherwise steer the make under test.
    """
    ours = {"MAKEFLAGS", "MAKELEVEL", "MFLAGS", "PYTHON", "SOURCE_DATE_EPOCH", "PYTHONUTF8"}
    kept = {name: value for name, value in os.environ.items() if name not in ours}
    return kept | {"PYTHONDONTWRITEBYTECODE": "1"} | more


def run(*command: str | Path, cwd: Path = ROOT, **env: str) -> subprocess.CompletedProcess[str]:
    """Run *command* in *cwd*, and return its exit status with all output as ``stdout``."""
    return subprocess.run(
        list(map(str, command)),
        cwd=cwd,
        env=clean_environment(**env),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )


#: Most pages of the project, and what a test of settings, environment or commands does not need.
MOST_PAGES = ("conferences/blackhat_2012", "conferences/oscon_2012", "conferences/scale11x")


def copy_project(to: Path, *, without: tuple[str, ...] = ()) -> Path:
    """Copy the files of a clone of the project, including uncommitted changes.

    :param without: folders to leave out
    """
    listed = run("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    assert listed.returncode == 0, listed.stdout
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file() and not name.startswith(tuple(f"{one}/" for one in without)):
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, to / name)
    return to


def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the temporary folder that all pytest workers of this run share."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if os.environ.get("PYTEST_XDIST_WORKER") else own


def built_once(
    tmp_path_factory: pytest.TempPathFactory, name: str, build: Callable[[Path], None]
) -> Path:
    """Return a folder that *build* has filled, once for all of pytest's workers."""
    top = shared_folder(tmp_path_factory)
    folder, done = top / name, top / f"{name}.done"
    with (top / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            build(folder)
            done.touch()
    return folder


def make_site(folder: Path) -> None:
    made = run("make", "html", f"BUILDDIR={folder}")
    assert made.returncode == 0, made.stdout


@pytest.fixture(scope="session")
def build_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the BUILDDIR of one real `make html`, built once for all of pytest's workers."""
    if Path(sys.prefix).name.startswith(".venv-sphinx-"):
        pytest.skip("make html builds with the pinned Sphinx: make test looks at its site")
    return built_once(tmp_path_factory, "site build", make_site)


@pytest.fixture(scope="session")
def site(build_dir: Path) -> Path:
    """Return the folder of the built site."""
    return build_dir / "html"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Yield the installed Chromium."""
    from playwright.sync_api import sync_playwright

    chromium = need("Chromium", "chromium", "chromium-browser", "google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_ARGS)
        yield browser
        browser.close()
