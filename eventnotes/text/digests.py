"""Digests of Python values."""

from __future__ import annotations

import hashlib


def digest(*values: object) -> str:
    """Return a hexadecimal digest of the `repr` of *values*, which must be complete."""
    text = repr(values).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(text, digest_size=12).hexdigest()
