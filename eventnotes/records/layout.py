"""What a page is, from where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from eventnotes.records.model import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The names of an event's page and of the folders beside it."""

    talks: str = "talks"
    exhibitors: str = "exhibitors"
    event_page: str = "index"

    def kind(self, docname: str) -> Kind | None:
        """Return what the page *docname* is; an event's page is known by its name alone."""
        *folders, name = docname.split("/")
        if not folders:
            return None
        if name == self.event_page:
            return "event"
        if folders[-1] == self.talks:
            return "talk"
        return "exhibitor" if folders[-1] == self.exhibitors else None

    def event(self, docname: str) -> str:
        """Return the docname of the event's page that goes with *docname*."""
        *folders, _ = docname.split("/")
        if self.kind(docname) != "event":
            folders = folders[:-1]
        return "/".join([*folders, self.event_page])
