"""The search index in MiniSearch's serialization, split into shards by prefix.

A shard has the complete postings of all words with its prefix, so that scores do not depend on
which shards a browser has loaded. Format: ``MiniSearch.toJSON``, serialization version 2
(https://lucaong.github.io/minisearch/).
"""

from __future__ import annotations

import json
from array import array
from collections import Counter, defaultdict
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from eventnotes.search.words import joined, vocabulary, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from eventnotes.search.pages import SearchPage

FIELDS = ("title", "heading", "name", "text")
# The maximum number of postings in a shard (about 30 kB) before it is split by one more letter.
SHARD = 4000
# The same for a shard of all words with one letter: a query for parts of words has at least two.
LETTER = 700
# The number of pages in one file of titles and facets.
BLOCK = 128

# field -> flat triples: page (delta to the previous one), frequency, length of the field.
Postings = dict[int, list[int]]
Shard = tuple[str, dict[str, Postings]]


def field_texts(page: SearchPage) -> tuple[str, str, str, str]:
    """Return the text of each of `FIELDS`.

    The names are those of events, speakers and topics, and the page's general index entries.
    """
    return (
        page.title,
        "\n".join(one.heading for one in page.sections[1:]),
        "\n".join([*(one for values in page.facets.values() for one in values), *page.terms]),
        "\n".join(one.text for one in page.sections),
    )


class Index:
    """The inverted index of all pages.

    :param pages: all pages in a fixed order, those of records first; a page's position is its
        number
    """

    def __init__(self, pages: Sequence[SearchPage]) -> None:
        self.pages = pages
        # word -> field -> flat triples: page, frequency, length of the field. Arrays save memory:
        # an archive has millions of numbers.
        self.postings: defaultdict[str, defaultdict[int, array[int]]]
        self.postings = defaultdict(lambda: defaultdict(lambda: array("I")))
        self._lengths = [0] * len(FIELDS)
        known = vocabulary(text for page in pages for text in field_texts(page))
        for number, page in enumerate(pages):
            for field, text in enumerate(field_texts(page)):
                counts = Counter(chain(words(text), joined(text, known)))
                length = counts.total()
                self._lengths[field] += length
                for word, count in counts.items():
                    self.postings[word][field].extend((number, count, length))

    def shards(self) -> Iterator[Shard]:
        """Yield the shards with their prefixes.

        A name that ends in ``$`` holds only the word before the ``$``.
        """
        yield from self._cut("", sorted(self.postings))

    def _cut(self, prefix: str, listed: Sequence[str]) -> Iterator[Shard]:
        size = sum(len(flat) for word in listed for flat in self.postings[word].values()) // 3
        most = SHARD if len(prefix) > 1 else LETTER
        if prefix and (size <= most or len(listed) == 1):
            yield prefix, {word: self._postings(word) for word in listed}
            return
        groups: dict[str, list[str]] = {}
        for word in listed:
            head = word[: len(prefix) + 1]
            groups.setdefault(head if len(word) > len(prefix) else f"{prefix}$", []).append(word)
        for head, group in groups.items():
            yield from self._cut(head, group)

    def _postings(self, word: str) -> Postings:
        found: Postings = {}
        for field, flat in self.postings[word].items():
            numbers = flat[::3]
            steps = [number - before for before, number in pairwise([0, *numbers])]
            triples = zip(steps, flat[1::3], flat[2::3], strict=True)
            found[field] = [one for triple in triples for one in triple]
        return found

    def blocks(self) -> Iterator[list[list[object]]]:
        """Yield the pages' addresses, titles and facets, `BLOCK` pages at a time."""
        for first in range(0, len(self.pages), BLOCK):
            yield [
                [page.url, page.title, {key: list(values) for key, values in page.facets.items()}]
                for page in self.pages[first : first + BLOCK]
            ]

    def summary(self, names: Iterable[str]) -> Mapping[str, object]:
        """Return the global data for scoring: number of pages, field lengths and shard names."""
        count = len(self.pages)
        return {
            "pages": count,
            "records": sum(bool(page.facets) for page in self.pages),
            "average": [round(total / count, 2) if count else 0 for total in self._lengths],
            "block": BLOCK,
            "shards": " ".join(sorted(names)),
        }


def to_script(name: str, data: object) -> str:
    """Return a script that passes *data* to the search. Unlike JSON, it loads from ``file:``."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    # Before ECMAScript 2019, JavaScript strings may not contain these two.
    text = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"eventnotesData({json.dumps(name, ensure_ascii=False)},{text})\n"
