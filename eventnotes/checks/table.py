"""The table of checks: every code that is reported for a collection of notes."""

from __future__ import annotations

from typing import Literal, NamedTuple

from eventnotes.checks.rules import MANY_TALKS
from eventnotes.records.dates import EXPECTED

Scope = Literal["page", "archive", "reference", "writing", "file"]


class Check(NamedTuple):
    """A check of what *scope* says: its *code* is the warning's subtype."""

    scope: Scope
    code: str
    rule: str
    fix: str


# By scope: the code, the rule and the fix.
_TABLE: dict[Scope, tuple[tuple[str, str, str], ...]] = {
    # A single page.
    "page": (
        (
            "encoding",
            "A page is text in UTF-8.",
            "Save it as UTF-8. Until then invalid bytes show as \N{REPLACEMENT CHARACTER}.",
        ),
        (
            "control-character",
            "A page has only characters that XML can hold: no control characters.",
            "Remove them. Until then they show as \N{REPLACEMENT CHARACTER}.",
        ),
        (
            "unreadable-page",
            "A page can be read, in a minute, and is not nested too deep.",
            "Simplify it. Until then it is shown as plain text.",
        ),
        (
            "too-large",
            "A page's substitutions expand to at most 10,000 elements.",
            "Use fewer of them. Until then the others are shown as their names.",
        ),
        (
            "long-name",
            "The name of a speaker or topic has at most 200 characters.",
            "Separate names by commas.",
        ),
        (
            "circular-toctree",
            "Toctrees lead down: none lists a page above it.",
            "Remove the entry. Until then it is left out.",
        ),
        (
            "misplaced-talk",
            "A page with a talk's field Speaker is where talks are.",
            "Move it, or add the pattern of its path to eventnotes_layout.",
        ),
        ("missing-title", "Every page has a title.", "Start the page with a heading."),
        ("repeated-field", "A page has each field at most once.", "Keep one of them."),
        ("repeated-value", "A field lists each speaker or topic once.", "Remove the second."),
        (
            "unknown-field",
            "A field's name is in the table of fields or in eventnotes_field_names.",
            "Correct the name, or add it to the setting.",
        ),
        ("empty-field", "A field is not empty.", "Fill it in or remove it."),
        (
            "misplaced-field",
            "A field is on a page of a kind that has this field.",
            "Remove it, or move it to the event's or the talk's page.",
        ),
        ("bad-date", "A date is in a known format and in the calendar.", f"Write {EXPECTED}."),
        ("date-order", "The last day is not before the first.", "Swap or correct the dates."),
        (
            "bad-url",
            "A field's links are web or mail addresses.",
            "Write them as https://host/path.",
        ),
        (
            "unsafe-link",
            "A link runs no script: its address is not javascript:, vbscript: or data:.",
            "Link to a web address. Until then the page shows only the link's text.",
        ),
        (
            "raw-markup",
            "A Markdown page contains no HTML, unless eventnotes_trusted is True.",
            "Write it as Markdown. Until then the page shows it as text.",
        ),
        (
            "bad-front-matter",
            "The front matter of a Markdown page is valid YAML.",
            "Quote a value that has a colon and a space in it, or starts with a sign.",
        ),
        (
            "refused-setting",
            "The front matter of a Markdown page sets only harmless options of MyST.",
            "Set it in conf.py, for all pages. Until then it is ignored.",
        ),
        (
            "refused-file",
            "A file that a page uses is in the project, outside hidden and excluded folders, "
            "and a download is not of a type that browsers run.",
            "Copy it into the project, or zip it. Until then the page shows only its text.",
        ),
        (
            "embedded-picture",
            "A picture is shown as a file, not embedded in the page.",
            "Remove the option :loading:.",
        ),
        (
            "refused-meta",
            "Metadata in a page's head only describes the page.",
            "Remove it. Until then it is left out of the HTML.",
        ),
    ),
    # All pages together.
    "archive": (
        (
            "missing-field",
            "A page has the fields that its kind requires: dates for an event, a date and "
            "speakers for a talk. An event of one day has the date of its talks.",
            "Add the field under the title, or to the front matter of a Markdown page.",
        ),
        (
            "outside-event",
            "A talk's date is within its event's dates, or the page says why not.",
            "Correct the date, or name the other event in the field 'Given at', or explain it in "
            "an admonition of the class outside-dates.",
        ),
        (
            "duplicate-id",
            "A record's id is unique.",
            "Give each page its own id in the field 'Id', or remove the field.",
        ),
        (
            "duplicate-target",
            "A label, glossary term, equation or citation is defined on one page.",
            "Rename one of them. Until then references lead to the first page in alphabetical "
            "order.",
        ),
        (
            "duplicate-talk",
            "A talk has one page: no two have the same title, speakers and event or day.",
            "Keep one of the pages.",
        ),
        (
            "similar-speakers",
            "A person's name has one spelling: no two names differ only by a letter or an "
            "initial.",
            "Use one spelling, or join the two in eventnotes_people, or list different people in "
            "eventnotes_different_people.",
        ),
        (
            "similar-topics",
            "Without a vocabulary, no two topics differ only by a letter.",
            "Use one spelling, or define both on the topics page.",
        ),
        (
            "single-topic",
            f"Once {MANY_TALKS} talks have topics, each topic has at least two talks.",
            "Use a more common topic, or give this topic to another talk.",
        ),
        (
            "unknown-topic",
            "If the site has a vocabulary, every topic is in it.",
            "Use a topic from the vocabulary, or define the new one there.",
        ),
        (
            "unused-topic",
            f"Once {MANY_TALKS} talks have topics, each topic of the vocabulary has a talk.",
            "Remove it from the vocabulary, or use it.",
        ),
        (
            "unreachable",
            "Toctrees lead from the first page to every page. (In a build this replaces Sphinx's "
            "toc.not_included, and suppressing that suppresses this.)",
            "Add the page to a toctree, or write ':orphan:' above its title.",
        ),
    ),
    # A reference, when it is resolved.
    "reference": (
        (
            "unknown-reference",
            "A :notes:…: role names an existing talk, event, speaker or topic.",
            "Use the title or name that its page has.",
        ),
        (
            "ambiguous-reference",
            "A :notes:…: role names one page. Of several with the same name or title the "
            "nearest is used, if one is nearer than the others.",
            "Use the page's path.",
        ),
    ),
    # What is written, which ``eventnotes check`` leaves out.
    "writing": (
        (
            "picture-elsewhere",
            "In the theme eventnotes, pictures are files of the site.",
            "Save the picture as a file beside the page. Until then the page links to it.",
        ),
        (
            "bad-formula",
            "In the theme eventnotes, formulas are LaTeX that docutils can convert to MathML.",
            "Simplify it. Until then the page shows its LaTeX source.",
        ),
        (
            "theme-option",
            "The theme eventnotes follows the options of sphinx_rtd_theme, except for scripts "
            "from other hosts.",
            "Remove the option from html_theme_options.",
        ),
        (
            "unwritable-page",
            "A page can be written in the format of the build.",
            "Remove what the message names. Until then the page is plain text.",
        ),
        (
            "unwritten-page",
            "A build writes every page.",
            "Build again with -j 1, which shows the error.",
        ),
        ("failed-part", "Event Notes has no bugs.", "Report it as a bug, with the page."),
    ),
    # The files beside the pages.
    "file": (
        (
            "unknown-setting",
            "Each setting in conf.py that starts with eventnotes_ exists.",
            "Correct its name, or remove it.",
        ),
        (
            "unread-markdown",
            "Markdown pages are read.",
            "Install myst-parser and add 'myst_parser' to the extensions, or exclude the pages.",
        ),
        (
            "no-talks",
            "A site whose pages are laid out like a collection of talks has talks.",
            "Set eventnotes_layout to the patterns of their paths.",
        ),
        (
            "outside-link",
            "A symbolic link leads to a file or folder in the project, and nothing there is a "
            "device, socket or pipe.",
            "Replace it with a copy. Until then it is excluded.",
        ),
        (
            "unusable-file",
            "Pages and folders can be read, and their names have at most 200 bytes.",
            "Change the permissions, or choose a shorter name. Until then it is excluded.",
        ),
        (
            "bad-ledger",
            "The ledger of links is valid TOML, and each key in it has a valid value.",
            "Correct the line.",
        ),
        ("repeated-link", "The ledger has each link once.", "Keep one of them."),
        (
            "unused-link",
            "Each link of the ledger is on a page.",
            "Correct it, or run python -m eventnotes linkcheck --prune.",
        ),
        (
            "bad-address",
            "Each line of the file of addresses has an address, or an old address and the one "
            "that it is redirected to.",
            "Correct the line.",
        ),
        ("repeated-address", "The file of addresses has each address once.", "Keep one of them."),
        (
            "address-in-use",
            "A redirected address is not the address of a page.",
            "Remove the redirect, or move the page.",
        ),
        (
            "lost-address",
            "Every address that the site has ever had still leads to a page.",
            "Add a redirect to the file of addresses, or restore the page.",
        ),
        (
            "chained-address",
            "A redirect leads to its final address in one step.",
            "Name the final address.",
        ),
        (
            "unlisted-address",
            "In a build with -n, every page is in the file of addresses.",
            "Run python -m eventnotes addresses.",
        ),
    ),
}
CHECKS = tuple(Check(scope, *row) for scope, rows in _TABLE.items() for row in rows)
