"""Find the kind of a page from its path."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from eventnotes.records.model import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The name of event pages, and the names of the folders beside them."""

    talks: str = "talks"
    exhibitors: str = "exhibitors"
    event_page: str = "index"

    def kind(self, docname: str) -> Kind | None:
        """Return the kind of the page *docname*, or None. Event pages are known by name alone."""
        *folders, name = docname.split("/")
        if not folders:
            return None
        if name == self.event_page:
            return "event"
        if folders[-1] == self.talks:
            return "talk"
        return "exhibitor" if folders[-1] == self.exhibitors else None

    def event(self, docname: str) -> str:
        """Return the docname of the event page that *docname* belongs to."""
        *folders, _ = docname.split("/")
        if self.kind(docname) != "event":
            folders = folders[:-1]
        return "/".join([*folders, self.event_page])
