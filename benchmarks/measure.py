"""Measure commands in turns, and describe the machine."""

from __future__ import annotations

import os
import platform
import subprocess
import time
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

ROOT = Path(__file__).parents[1]
PACKAGES = ("sphinx", "docutils", "sphinx-rtd-theme", "myst-parser")


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table of results: *title*, a sentence on the method, and rows of cells."""

    title: str
    how: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]


def seconds(command: Sequence[str]) -> float:
    """Run *command* in the project's folder without output, and return its wall time.

    Raises `subprocess.CalledProcessError` where it fails: a failed build measures nothing.
    """
    environment = os.environ | {"SOURCE_DATE_EPOCH": "0"}
    # Compile the extension first, like the installed packages that it is compared with.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    start = time.perf_counter()
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
    return time.perf_counter() - start


def medians(
    repetitions: int,
    contenders: Mapping[str, Callable[[], Mapping[str, float]]],
    typical: Callable[[Iterable[float]], float] = median,
) -> dict[str, dict[str, float]]:
    """Run each of *contenders* in turn, *repetitions* times, and return their medians.

    Or what else is *typical* of them.

    A contender returns what it measured, by name. Taking turns spreads whatever else the machine
    does over all of them alike; each round starts with another one.
    """
    measured: dict[str, list[Mapping[str, float]]] = {name: [] for name in contenders}
    for repetition in range(repetitions):
        for name in list(contenders)[:: 1 if repetition % 2 else -1]:
            measured[name].append(contenders[name]())
    return {
        name: {what: typical(run[what] for run in runs) for what in runs[0]}
        for name, runs in measured.items()
    }


def machine() -> str:
    """Return the processor, memory, system and versions of a result."""
    info = Path("/proc/cpuinfo")
    names = info.read_text("utf-8").split("\n") if info.exists() else []
    models = [line.partition(":")[2].strip() for line in names if line.startswith("model name")]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return (
        f"{models[0] if models else platform.processor()}, {os.cpu_count()} cores, "
        f"{memory:.0f} GiB, {platform.system()} {platform.machine()}; "
        f"Python {platform.python_version()}, {packages}"
    )
