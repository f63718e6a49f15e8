"""From the front page to the expected talks in two clicks, by each index."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.site.records import doctrees, title

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

# The kind of query, the index to click, the text of its entries, and the expected talks.
WAYS = [
    (
        "Raymond Hettinger",
        "Speakers",
        "Hettinger, Raymond",
        {"pythons_class_development_toolkit", "transforming_code_into_beautiful_idiomatic_python"},
    ),
    ("July 2012", "Timeline", "July 17, 2012", {"instantly_better_vim", "effective_code_review"}),
    ("July 2012", "Timeline", "July 25, 2012", {"fakenet", "hacking_with_websockets"}),
    (
        "testing",
        "Topics",
        "testing",
        {"getting_started_with_automated_testing", "things_to_make_writing_tests_easier"},
    ),
    (
        "collections",
        "Module Index",
        "collections",
        {
            "transforming_code_into_beautiful_idiomatic_python",
            "why_you_should_use_python3_for_text_processing",
        },
    ),
]


@pytest.mark.parametrize(("start", "index", "entry", "wanted"), WAYS)
def test_two_clicks_reach_the_talk(
    browser: Browser,
    address: str,
    build_dir: Path,
    start: str,
    index: str,
    entry: str,
    wanted: set[str],
) -> None:
    titles = {name.rpartition("/")[2]: title(tree) for name, tree in doctrees(build_dir).items()}
    page = browser.new_page()
    for name in sorted(wanted):
        page.goto(f"{address}index.html")
        page.locator("[role=main]").get_by_role("link", name=index, exact=True).click()
        found = page.locator("[role=main] dt").filter(has_text=entry).first
        # The entry's first link to the page, by its title or a section's.
        found.locator(
            f"xpath=following-sibling::dd[1]//a[contains(@href, '/{name}.html')]"
        ).first.click()
        assert page.locator("[role=main] h1").first.inner_text().startswith(titles[name])
    page.close()
