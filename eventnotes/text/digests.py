"""Digests: short names for values, equal where the values are."""

from __future__ import annotations

import hashlib


def digest(*values: object) -> str:
    """Return a digest of *values*, whose `repr` must say all that there is to them."""
    text = repr(values).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(text, digest_size=12).hexdigest()
