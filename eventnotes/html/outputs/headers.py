"""The HTTP headers of the site, with a strict policy, in a file for static hosts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventnotes.settings.theme import SITES
from eventnotes.text.files import write_if_changed

if TYPE_CHECKING:
    from sphinx.application import Sphinx

FILE = "_headers"
POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
}


def headers_file() -> str:
    """Return the file in the format of Netlify and Cloudflare Pages."""
    return "/*\n" + "".join(f"  {name}: {value}\n" for name, value in HEADERS.items())


def write_headers(app: Sphinx, exception: Exception | None) -> None:
    if exception is not None or app.builder.name not in SITES:
        return
    write_if_changed(app.outdir / FILE, headers_file().encode())
