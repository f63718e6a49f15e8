"""What imports have written: ``imported.json`` beside an event's page."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from eventnotes.commands import CommandError
from eventnotes.commands.site import shown
from eventnotes.text.files import write_if_changed

if TYPE_CHECKING:
    from pathlib import Path

FILE = "imported.json"
_NOTE = "Written by 'eventnotes import': what it has written, so that it changes nothing else."


class Imported(NamedTuple):
    """The page of a talk, relative to ``conf.py``, and what was written to it."""

    page: str
    title: str
    date: str = ""
    time: str = ""
    room: str = ""


class Ledger:
    """The pages of an event's talks by the key that their schedule gives them."""

    def __init__(self, path: Path, pages: dict[str, Imported]) -> None:
        self.path = path
        self.pages = pages

    @classmethod
    def read(cls, folder: Path) -> Ledger:
        """Read the file in *folder*, if there is one.

        :raises CommandError: if it is not as it was written
        """
        path = folder / FILE
        try:
            top: Any = json.loads(path.read_text("utf-8")) if path.exists() else {"talks": {}}
            pages = {str(key): Imported(**row) for key, row in top["talks"].items()}
            if not all(isinstance(one, str) for row in pages.values() for one in row):
                raise TypeError("a value is not a text")
        except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
            msg = (
                f"{shown(path)} cannot be read ({error}): restore it. Without it, pages "
                "with the title of a talk are left as they are"
            )
            raise CommandError(msg) from None
        return cls(path, pages)

    def write(self) -> None:
        rows = {key: self.pages[key]._asdict() for key in sorted(self.pages)}
        text = json.dumps({"": _NOTE, "talks": rows}, ensure_ascii=False, indent=1) + "\n"
        write_if_changed(self.path, text.encode())
