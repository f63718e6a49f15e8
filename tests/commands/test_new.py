"""`eventnotes new` writes pages with what is known filled in."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.commands.collections import build_strictly, eventnotes, fail, succeed

TODAY = datetime.now(UTC).date().isoformat()


def page(collection: Path, name: str) -> str:
    return (collection / f"{name}.{collection.name}").read_text("utf-8")


def fields(collection: Path, name: str) -> dict[str, str]:
    """Return the fields of a page as they are written."""
    lines = [line.strip(":") for line in page(collection, name).splitlines() if ": " in line]
    pairs = (line.partition(": ") for line in lines)
    return {key.strip(":").lower(): value.strip('"') for key, _, value in pairs}


def test_a_talk_of_today(collection: Path) -> None:
    said = succeed(collection, "new", "talk", "Python *Profiling*", "--speaker", "lee",
                   "--topics", "First Step, databases")  # fmt: skip
    assert "speaker 'lee' is 'Ann Lee' (--exact keeps it as written)" in said
    assert "topic 'First Step' is 'first steps'" in said
    place = "spring_talks/talks/python_profiling"
    assert said.endswith(f"Wrote {place}.{collection.name}\n")
    assert fields(collection, place) == {
        "date": TODAY, "speaker": "Ann Lee", "topics": "first steps, databases",
    }  # fmt: skip
    succeed(collection, "new", "talk", "Python Profiling!", "--speaker", "Lee", "--exact")
    assert fields(collection, f"{place}_2")["speaker"] == "Lee"
    build_strictly(collection)
    built = collection / f"_build/html/{place}.html"
    assert "Python *Profiling*" in built.read_text("utf-8")


def test_an_event_and_its_talk(collection: Path) -> None:
    succeed(collection, "new", "event", "Autumn | Talks", "--date", "July 17-20, 2012",
            "--venue", "Hall")  # fmt: skip
    said = succeed(collection, "new", "talk", "A", "--event", "autumn", "--speaker", "B. Moore")
    assert "The date is the first day of Autumn | Talks" in said
    place = "autumn_talks/talks/a"
    assert fields(collection, place)["date"] == "2012-07-17"
    build_strictly(collection)
    assert "B. Moore" in (collection / f"_build/html/{place}.html").read_text("utf-8")


def test_an_event_that_no_toctree_lists(collection: Path) -> None:
    front = collection / f"index.{collection.name}"
    front.write_text(front.read_text("utf-8").replace("*/index", "spring_talks/index"), "utf-8")
    said = succeed(collection, "new", "event", "Autumn")
    assert "No toctree lists it yet: add autumn/index to one" in said


def test_the_editor_opens_the_page(collection: Path) -> None:
    succeed(collection, "new", "talk", "A", "--speaker", "B", "--open", EDITOR="sed -i s/B/C/")
    assert fields(collection, "spring_talks/talks/a")["speaker"] == "C"
    made = eventnotes(collection, "new", "talk", "D", "--open", EDITOR="no-such-editor")
    assert "the editor no-such-editor failed" in made.stderr
    assert made.returncode == 2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["talk", "A", "--event", "Winter"], "no event is called 'Winter'; the events are "
         "'Spring Talks'. Add it with: eventnotes new event 'Winter'"),
        (["talk", "A", "--date", "2012-01-01"], "no event is held on 2012-01-01: name one with"),
        (["talk", "A", "--date", "yesterday"], "--date 'yesterday': expected a date such as"),
        (["event", " "], "the event needs a title"),
    ],
)  # fmt: skip
def test_what_cannot_be_done(begun: Path, arguments: list[str], message: str) -> None:
    assert message in fail(begun, "new", *arguments)


def test_outside_a_collection(tmp_path: Path) -> None:
    assert "or create one with 'eventnotes init FOLDER'" in fail(tmp_path, "new", "talk", "A")


def test_a_folder_that_leads_outside(collection: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    talks = collection / "spring_talks/talks"
    talks.rename(collection / "spring_talks/old")
    talks.symlink_to(tmp_path / "elsewhere")
    assert "is outside the collection" in fail(collection, "new", "talk", "A")
    assert list((tmp_path / "elsewhere").iterdir()) == []
