"""Digests of Python values."""

from __future__ import annotations

import hashlib


def digest(*values: object) -> str:
    """Return a hexadecimal digest of the `repr` of *values*, which must be complete."""
    return hashlib.blake2b(repr(values).encode(), digest_size=12).hexdigest()
