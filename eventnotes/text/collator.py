"""The Unicode collation algorithm as pyuca has it, its table read as far as texts need it."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from pyuca import Collator
from pyuca.collator import COLL_ELEMENT_PATTERN

# Which characters get weights by a rule, not by the table: "@implicitweights 17000..18AFF; FB00".
_IMPLICIT = re.compile(r"\n@implicitweights ([0-9A-F]+)\.\.([0-9A-F]+); ([0-9A-F]+)")
# Of weights, each for texts that are alike by those before; pyuca's keys have a fourth, empty one.
_LEVELS = 4
# The characters of a block have their codes in common but for the last two hexadecimal digits.
_BLOCK_BITS = 8


class BlockwiseCollator(Collator):  # type: ignore[misc]  # pyuca has no types
    """Sorts as :class:`pyuca.Collator` does.

    That reads all 30,000 lines of its table, which takes a fifth of a second in every process
    of a build; most notes need a few hundred of them.
    """

    def load(self, filename: str) -> None:
        """Keep the text of the table, and read what it says of implicit weights."""
        self._weights = cache(self._weights_by_level)
        self._text = Path(filename).read_text("utf-8")
        self._known: set[int] = set()
        self.implicit_weights = [
            [int(number, 16) for number in found] for found in _IMPLICIT.findall(self._text)
        ]

    def sort_key(self, text: str) -> tuple[int, ...]:
        """Return the key of *text*, as pyuca makes it; of ASCII in a third of the time.

        There no character's weights hang on the next one's.
        """
        if not text.isascii():
            key: tuple[int, ...] = super().sort_key(text)
            return key
        weights = [self._weights(char) for char in text]
        found: list[int] = []
        for level in range(_LEVELS):
            if level:
                found.append(0)
            for one in weights:
                found += one[level]
        return tuple(found)

    def _weights_by_level(self, char: str) -> list[list[int]]:
        elements = self.collation_elements(char)
        return [
            [element[level] for element in elements if level < len(element) and element[level]]
            for level in range(_LEVELS)
        ]

    def build_lookup_key(self, text: str) -> list[int]:
        """Return the codes of *text*, once the table has them."""
        codes: list[int] = super().build_lookup_key(text)
        for block in {code >> _BLOCK_BITS for code in codes} - self._known:
            self._read(block)
        return codes

    def _read(self, block: int) -> None:
        self._known.add(block)
        # That it begins with plain text makes the search fast.
        lines = re.compile(rf"\n({block:02X}[0-9A-F]{{2}} .*?);([^#\n]*)")
        for codes, weights in lines.findall(self._text):
            self.table.add(
                [int(code, 16) for code in codes.split()],
                [
                    [int(weight, 16) for weight in element]
                    for element in COLL_ELEMENT_PATTERN.findall(weights)
                ],
            )
