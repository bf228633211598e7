"""The manual at /docs, in a real browser."""

from pathlib import Path

import pytest

from tests.api_server import served
from tests.browser import violations, watching


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_manual_opens_without_complaint(samples: Path, tmp_path: Path, scheme: str) -> None:
    with (
        served(samples) as server,
        watching(server.url, tmp_path) as browser,
        browser.page(scheme=scheme) as page,
    ):
        page.click("nav a")
        page.wait_for_selector("table")
        browser.photograph(page, f"manual-{scheme}")
        page.click("a[href='#ChatBody'] >> nth=0")

        assert page.locator("#ChatBody + p + table th").first.inner_text() == "model?"
        assert violations(page) == []
