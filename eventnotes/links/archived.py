"""Archived copies in the Wayback Machine: their addresses, and the links that have none."""

from __future__ import annotations

import re
from contextlib import suppress
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from eventnotes.records.fields import url_fault

if TYPE_CHECKING:
    from datetime import date

WAYBACK = "https://web.archive.org/web/"
# Links by inventories lead to today's documentation: an archived copy would not match.
LIVING = "documentation as it is now: no archived copy"
# The addresses of copies: https://archive.org/help/wayback_api.php.
_COPY = re.compile(r"https?://web\.archive\.org/web/(\d{4,14})?")
# Reserved names that are not on the public web: https://www.rfc-editor.org/rfc/rfc6761.
_RESERVED = frozenset({"example", "invalid", "local", "localhost", "test"})
_EXAMPLES = frozenset({"example.com", "example.net", "example.org"})
# No redirect is followed to a number, to a name without a dot, or to a reserved name.
# Which names are numbers: https://url.spec.whatwg.org/#ends-in-a-number-checker.
_NOWHERE = "|".join(re.escape(name) for name in sorted(_RESERVED | _EXAMPLES))
NEVER_ASKED = (
    r"(?i)https?://(?:[^/?#]*@)?+(?:\[|[^./?#:]*\.?(?:[:/?#]|$)|"
    rf"(?:[^/?#:]*\.)?(?:\d[^./?#:]*|{_NOWHERE})\.?(?:[:/?#]|$))"
)


def copy_of(url: str, day: date | None) -> str:
    """Return the address of the copy of *url* nearest to *day*, or the latest if it is None."""
    return f"{WAYBACK}{day.isoformat().replace('-', '')}/{url}" if day else f"{WAYBACK}{url}"


def copy_date(copy: str) -> str:
    """Return the date (ISO 8601) in a copy's address, or ``""``."""
    match = _COPY.match(copy)
    digits = match[1] if match else None
    if not digits or len(digits) < 8:
        return ""
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}"


def is_web(url: str) -> bool:
    """Return whether *url* is an http or https address."""
    return url.partition(":")[0].lower() in {"http", "https"} and not url_fault(url)


def no_copy(url: str) -> str:
    """Say why the web address *url* has no archived copy, ``""`` where it has one."""
    if (urlsplit(url).hostname or "").rstrip(".") == "web.archive.org":
        return "this is an archived copy"
    return "" if is_public(url) else "no address of the public web: no archived copy"


def is_public(url: str) -> bool:
    """Tell an address of the public web from one that leads nowhere outside a machine."""
    host = (urlsplit(url).hostname or "").rstrip(".")
    with suppress(ValueError):
        return ip_address(host).is_global
    last = host.rpartition(".")[2]
    is_example = ".".join(host.split(".")[-2:]) in _EXAMPLES
    return "." in host and last not in _RESERVED and not last[:1].isdigit() and not is_example
