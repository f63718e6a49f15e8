"""Generate archives of any size, reproducible by seed: events, talks, speakers, topics."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

WORDS = (
    "build cache class code data debug deploy design error file function graph index input "
    "list loop memory method module network object parse patch profile queue query release "
    "review schema script server stack state string table test thread token tool type value"
).split()
TOPICS = WORDS[::3]
MODULES = ("json", "re", "collections", "itertools", "pathlib", "asyncio", "logging", "unittest")
TALKS_AN_EVENT = 50
TALKS_A_SPEAKER = 3


def write(folder: Path, talks: int, seed: int = 1, *, extension: bool = True) -> None:
    """Write the sources of an archive of *talks* talks, with this extension or without."""
    chance = random.Random(seed)  # noqa: S311 - nothing secret
    people = [
        f"{_word(chance)} {_word(chance)}son{number}"
        for number in range(talks // TALKS_A_SPEAKER + 1)
    ]
    events = range(0, talks, TALKS_AN_EVENT)
    for start in events:
        size = min(TALKS_AN_EVENT, talks - start)
        _event(folder / f"event{start}", chance, people, 2000 + start // TALKS_AN_EVENT % 25, size)
    listed = "".join(f"   event{start}/index\n" for start in events)
    tree = f".. toctree::\n   :maxdepth: 1\n\n{listed}   topics\n"
    _page(folder / "index.rst", "Archive", tree)
    _page(
        folder / "topics.rst", "Topics", "".join(f"{one}\n   About {one}.\n\n" for one in TOPICS)
    )
    # Other themes list all pages on each page, which takes over ten minutes for 5,000 talks.
    settings = 'html_theme = "basic"\n'
    extensions = ["benchmarks.phases", *(["eventnotes"] if extension else [])]
    settings += f"extensions = {extensions}\n"
    (folder / "conf.py").write_text(settings, "utf-8")


def _event(folder: Path, chance: random.Random, people: list[str], year: int, size: int) -> None:
    (folder / "talks").mkdir(parents=True)
    for number in range(size):
        speakers = ", ".join(chance.sample(people, k=chance.choice((1, 1, 1, 2))))
        fields = f":Date: {year}-03-{1 + number % 28:02}\n:Speakers: {speakers}\n"
        fields += f":Topics: {', '.join(chance.sample(TOPICS, k=3))}\n\n"
        body = "".join(_section(chance) for _ in range(4))
        title = f"{_sentence(chance, 4)} {number}"
        _page(folder / "talks" / f"talk{number}.rst", title, fields + body)
    dates = f":Dates: {year}-03-01/{year}-03-28\n:Venue: Hall {size}\n\n"
    tree = ".. toctree::\n\n" + "".join(f"   talks/talk{one}\n" for one in range(size))
    _page(folder / "index.rst", f"{_sentence(chance, 2)} {year} {folder.name}", dates + tree)


def _section(chance: random.Random) -> str:
    heading = _sentence(chance, 3)
    points = "".join(f"- {_sentence(chance, 12)}\n" for _ in range(6))
    code = f"::\n\n   {_word(chance)}({_word(chance)!r})\n\n"
    module = f"Uses :mod:`{chance.choice(MODULES)}`.\n\n"
    return f"{heading}\n{'-' * len(heading)}\n\n{points}\n{module}{code}"


def _sentence(chance: random.Random, words: int) -> str:
    return " ".join(_word(chance) for _ in range(words)).capitalize()


def _word(chance: random.Random) -> str:
    return chance.choice(WORDS)


def _page(file: Path, title: str, text: str) -> None:
    file.write_text(f"{title}\n{'=' * len(title)}\n\n{text}", "utf-8")
