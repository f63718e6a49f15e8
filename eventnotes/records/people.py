"""Parse and compare people's names."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from eventnotes.records.model import Person
from eventnotes.text.collation import identity, index_key, slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

# Titles are shown as written, but ignored when names are compared.
_TITLES = frozenset("dr mr mrs ms mx prof professor sir dame phd md esq".split())
_SUFFIXES = frozenset("jr sr ii iii iv phd md".split())
# What follows the family name of a relative of the same name, and belongs to it in an index.
_GENERATIONS = frozenset("filho junior júnior neto sobrinho".split())
# Particles that belong to the family name.
_PARTICLES = frozenset(
    "af al am bin da dal de dei del della den der di do dos du el ibn la le san st ten ter van "
    "vande vander vom von zu zum zur".split()
)
# Kana, Hangul and ideographs: the blocks of Unicode's "East Asian Scripts" chart.
_FAMILY_NAME_FIRST = re.compile("[\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_SEPARATOR = re.compile(
    r"\s*[,;、，；،؛]\s*(?:and\s+|&\s*(?!c\b))?|\s+and\s+|\s+&\s*(?!c\b)|\s*(?<!^)&\s+",
    re.IGNORECASE,
)
_OTHERS = re.compile(r"(?:(?:and )?et\.? al\.?|and others|others|&c[.;]*|etc\.?)", re.IGNORECASE)
# "et al." at the end of a name, without a comma before it.
_AND_OTHERS = re.compile(r"\s+(?:et\.? al\.?|&c[.;]*|etc\.?)$", re.IGNORECASE)
_LOOSE_AND = re.compile(r"^(?:and|&)\s+|\s+(?:and|&)$", re.IGNORECASE)


# What stands for people in a programme, and is nobody's name.
_NOBODY = frozenset(
    "all anonymous everyone multiple none panel panelists panellists participants speakers staff "
    "tba tbc tbd unknown various".split()
)


def split_names(items: Iterable[str]) -> tuple[tuple[str, ...], bool]:
    """Split the value of a field into names.

    :param items: the field's text, or the items of its list
    :returns: the names as written, and whether "et al." or the like follows
    """
    names: list[str] = []
    others = False
    for item in items:
        for part in _SEPARATOR.split(" ".join(item.split())):
            name, more = _AND_OTHERS.subn("", _LOOSE_AND.sub("", part.strip()))
            others = others or more > 0
            if _OTHERS.fullmatch(name) or is_nobody(name):
                others = True
            elif names and _word(name) in _SUFFIXES:
                names[-1] = f"{names[-1]}, {name}"
            elif name:
                names.append(name)
    return tuple(names), others


def is_nobody(name: str) -> bool:
    """Return whether *name* stands for people without naming them, such as "Various speakers"."""
    words = set(map(_word, name.split())) - {"", "and"}
    return bool(words) and words <= _NOBODY


# What follows a name: a dash, a bar, a place of work, and what stands in brackets or is a handle.
_ASIDE = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\]|<[^<>]*>|https?://\S+|(?<!\w)@[\w.@-]+|~\S+)")
_AFTER = re.compile(r"\s+(?:[-–—|/•·]|@|of|from|at|for|on|in)\s.*$|\s*[|•·–—:].*$", re.IGNORECASE)
# Words of jobs, organizations and sentences, which no name has.
_NOT_NAMES = frozenset(
    "a about academy advocate agency an analyst and architect are associate at ceo chief cio co "
    "community company conference consultant consulting core corp corporation cto day "
    "department designer developer development director dr editor engineer engineering "
    "evangelist expert for foundation founder from group head his how i inc institute is it "
    "keynote lab labs lead leader llc ltd maintainer manager my of officer on our owner partner "
    "president principal product professor program programmer project research researcher "
    "science scientist security senior session software solutions staff student systems talk "
    "team tech technologies technology the their they this to university vice vp we with "
    "workshop you your".split()
)
_NAME_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[.'’-])*")


def find_people(text: str, *, several: bool = False, labelled: bool = False) -> tuple[str, ...]:
    """Return the people that a line names, if it surely names them.

    What follows a comma is an employer as often as a person, so it is left out unless *several*
    are announced or "and" joins them.

    :param labelled: whether the line says that they are people, so that names in East Asian
        scripts are accepted, which no space divides
    """
    plain = _ASIDE.sub(" ", text)
    joined = re.search(r"\s(?:and|&)\s", plain, re.IGNORECASE)
    parts = split_names([_AFTER.sub("", plain).strip(" .,:;*_\"'“”")])[0]
    found = []
    for part in parts:
        name = _AFTER.sub("", part).strip(" .,:;*_\"'“”")
        if not is_name(name, labelled=labelled):
            break
        found.append(name)
    return tuple(found if several or joined else found[:1])


def is_name(text: str, *, labelled: bool = False) -> bool:
    """Return whether *text* is surely a person's full name."""
    if labelled and _FAMILY_NAME_FIRST.search(text):
        return len(text) <= 12
    words = bare_name(text).split()
    if not 2 <= len(words) <= 5 or not all(_NAME_WORD.fullmatch(word) for word in words):
        return False
    if any(_word(word) in _NOT_NAMES | _NOBODY for word in words if len(_word(word)) > 1):
        return False
    proper = [words[0], *(word for word in words[1:] if word.lower() not in _PARTICLES)]
    return len(proper) > 1 and all(word[0].isupper() for word in proper)


@cache
def person_key(name: str) -> tuple[int, ...]:
    """Return a key that identifies a person: *name* without titles, accents and case."""
    return identity(bare_name(name).replace(",", " "))


def bare_name(name: str) -> str:
    """Return *name* without titles, or unchanged if it has only titles."""
    words = name.split()
    return " ".join([word for word in words if _word(word) not in _TITLES] or words).rstrip(",")


def sort_name(name: str) -> str:
    """Return *name* with its family name first: ``"Langa, Łukasz"``.

    The family name is the last word with the particles before it. Single words and names in
    Chinese, Japanese or Korean script, which start with the family name, are returned unchanged.
    """
    if _FAMILY_NAME_FIRST.search(name):
        return name
    words = bare_name(name).split()
    suffix = ""
    if len(words) > 2 and _word(words[-1]) in _SUFFIXES:
        suffix = f", {words.pop()}"
        words[-1] = words[-1].rstrip(",")
    start = len(words) - 1
    if start > 1 and words[start].lower() in _GENERATIONS:
        start -= 1
    while start > 1 and words[start - 1].lower() in _PARTICLES:
        start -= 1
    if start < 1:
        return " ".join(words)
    return f"{' '.join(words[start:])}, {' '.join(words[:start])}{suffix}"


class People:
    """All speakers, found by any spelling of their names.

    :param names: every name on every page, with repetitions
    :param aliases: other spellings by name; a spelling with a comma is the sort name
        (``"Rossum, Guido van"``)
    """

    def __init__(self, names: Iterable[str], aliases: Mapping[str, Sequence[str]]) -> None:
        self._canonical = {
            person_key(way): name
            for name, ways in aliases.items()
            for way in (name, *(way for way in ways if "," not in way))
        }
        self._sort_names = {
            name: way for name, ways in aliases.items() for way in ways if "," in way
        }
        written: dict[tuple[int, ...], Counter[str]] = {}
        for name in names:
            written.setdefault(self._key(name), Counter())[name] += 1
        self._people: dict[tuple[int, ...], Person] = {}
        taken: set[str] = set()
        for key in sorted(written, key=lambda key: (key, sorted(written[key]))):
            person = self._person(self._name(key, written[key]), taken)
            taken.add(person.id)
            self._people[key] = person

    def __iter__(self) -> Iterator[Person]:
        return iter(self.in_order(self._people.values()))

    @staticmethod
    def in_order(people: Iterable[Person]) -> list[Person]:
        """Return *people* sorted by family name, as in the speakers index."""
        return sorted(people, key=lambda one: (index_key(one.sort_name), one.id))

    def find(self, name: str) -> Person | None:
        """Return the person called *name* in any spelling, or None."""
        return self._people.get(self._key(name))

    def _key(self, name: str) -> tuple[int, ...]:
        key = person_key(name)
        return person_key(self._canonical[key]) if key in self._canonical else key

    def _name(self, key: tuple[int, ...], ways: Counter[str]) -> str:
        """Return the spelling to show: the settings', else the most common, preferring accents."""
        if key in self._canonical:
            return self._canonical[key]
        return min(ways, key=lambda way: (-ways[way], way.isascii(), way.isupper(), way))

    def _person(self, name: str, taken: set[str]) -> Person:
        wanted = base = slug(name)
        number = 2
        while wanted in taken:
            wanted, number = f"{base}-{number}", number + 1
        return Person(
            id=wanted, name=name, sort_name=self._sort_names.get(name) or sort_name(name)
        )


def _word(word: str) -> str:
    return re.sub(r"[\W_]", "", word).lower()
