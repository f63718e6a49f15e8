"""The HTTP headers of the site: one strict policy, in the file that static hosts read."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
    """Return the file, in the form that Netlify and Cloudflare Pages document."""
    return "/*\n" + "".join(f"  {name}: {value}\n" for name, value in HEADERS.items())


def write_headers(app: Sphinx, exception: Exception | None) -> None:
    """Put the file beside the pages."""
    if exception is not None or app.builder.name not in {"html", "dirhtml"}:
        return
    write_if_changed(app.outdir / FILE, headers_file().encode())
