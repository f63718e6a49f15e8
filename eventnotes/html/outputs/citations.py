"""How to cite a talk: BibTeX files, and Highwire Press tags for reference managers.

The speakers are the authors of the talk; the field ``note`` names the author of the notes. BibTeX
has no type for talks. ``misc`` does not claim that a paper exists, and every style knows it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx.locale import _

from eventnotes.html.published import OutputFile
from eventnotes.records.events import file_of
from eventnotes.records.model import DateSpan, Person, Talk
from eventnotes.text.collation import slug
from eventnotes.text.digests import digest
from eventnotes.text.plain import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from eventnotes.html.published import Published

MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
# Characters with a meaning in TeX. BibTeX counts even escaped braces, so those are commands.
_ESCAPES = str.maketrans(
    {
        "\\": r"{\textbackslash}",
        "{": r"{\textbraceleft}",
        "}": r"{\textbraceright}",
        "~": r"{\textasciitilde}",
        "^": r"{\textasciicircum}",
        **{char: f"\\{char}" for char in "%&#_$"},
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A talk as it is cited; unknown texts are empty.

    *dates* are those of the event if those of the talk are unknown, which *day* then is.
    """

    key: str
    title: str
    speakers: tuple[Person, ...]
    more_speakers: bool
    event: str
    venue: str
    dates: DateSpan | None
    day: str
    author: str
    url: str


def citation_name(talk: Talk) -> str:
    """Return the path of a talk's BibTeX file."""
    return f"citations/{file_of(talk)}.bib"


def outputs(site: Published) -> Iterator[OutputFile[Citation]]:
    """Yield the BibTeX file of each talk."""
    for talk in site.archive.talks:
        cited = citation(site, talk)
        yield OutputFile(name=citation_name(talk), of=cited, value=cited, make=bibtex_files)


def citation(site: Published, talk: Talk) -> Citation:
    """Return how to cite *talk*."""
    event = site.archive.event_of(talk)
    venue = event.field("venue") if event else None
    return Citation(
        key=_key(talk),
        title=site.title(talk),
        speakers=tuple(site.archive.speakers(talk)),
        more_speakers=talk.more_speakers,
        event=site.title(event) if event else "",
        venue=venue.text if venue else "",
        dates=site.archive.dates_of(talk),
        day=talk.dates.first.isoformat() if talk.dates else "",
        author=site.author,
        url=site.record_address(talk) if site.base else "",
    )


def tags(cited: Citation) -> Iterator[tuple[str, str]]:
    """Yield Highwire Press tags, one for each speaker, which reference managers read."""
    yield "citation_title", cited.title
    for person in cited.speakers:
        yield "citation_author", ", ".join(_parts(person)[::2] or (person.name,))
    if cited.dates:
        day = cited.day or str(cited.dates.first.year)
        yield "citation_publication_date", day.replace("-", "/")
    if cited.event:
        yield "citation_conference_title", cited.event
    if cited.url:
        yield "citation_public_url", cited.url


def bibtex_files(several: Iterable[Citation]) -> Iterator[bytes]:
    """Yield the content of BibTeX files."""
    for cited in several:
        yield bibtex(cited).encode()


def bibtex(cited: Citation) -> str:
    """Return an entry; its key depends on the talk's id alone, so that it never changes."""
    where = ", ".join(filter(None, (cited.event, cited.venue)))
    names = [*map(_name, cited.speakers), *(["others"] if cited.more_speakers else ())]
    month = MONTHS[cited.dates.first.month - 1] if cited.dates else ""
    fields = {
        "author": _braced(" and ".join(names) if cited.speakers else ""),
        # The inner braces keep the case of letters.
        "title": _braced(_braced(_escaped(cited.title))),
        "howpublished": _braced(_escaped(_("Talk at %s") % where if where else str(_("Talk")))),
        "year": _braced(str(cited.dates.first.year) if cited.dates else ""),
        "month": month,  # a name that BibTeX styles define
        "note": _braced(_escaped(_("Notes by %s") % cited.author) if cited.author else ""),
        "url": _braced(cited.url),
    }
    lines = "".join(f"  {name} = {value},\n" for name, value in fields.items() if value)
    return f"@misc{{{cited.key},\n{lines}}}\n"


def _key(talk: Talk) -> str:
    key = slug(talk.id)
    return key if key.isascii() else f"talk-{digest(talk.id)}"


def _parts(person: Person) -> tuple[str, ...]:
    """Return a person's family name, suffix and given names, or nothing if they are unknown."""
    parts = tuple(part.strip() for part in person.sort_name.split(","))
    if not all(parts) or " and " in person.sort_name:
        return ()
    match parts:
        case (family, given):
            return family, "", given
        case (family, given, suffix):
            return family, suffix, given
    return ()


def _name(person: Person) -> str:
    parts = [_escaped(part) for part in _parts(person) if part]
    return ", ".join(parts) or _braced(_escaped(person.name))


def _braced(text: str) -> str:
    return f"{{{text}}}" if text else ""


def _escaped(text: str) -> str:
    return re.sub(r"\s+", " ", printable(text)).strip().translate(_ESCAPES)
