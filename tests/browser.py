"""Headless Chromium before a running server, for the tests of the page.

Everything that the page must never do is watched all the time: requests to another host, errors on the
console, exceptions in a script.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

from tests.conftest import SCREENSHOTS

WIDE, PHONE = (1280, 800), (375, 740)
WAITING = 10_000  # milliseconds


@dataclass
class Watched:
    """Pages of one server, and what went wrong on them."""

    url: str
    browser: Browser
    pictures: Path
    wrong: list[str] = field(default_factory=list)
    received: int = 0  # bytes of the bodies and headers of all replies so far

    @contextmanager
    def page(
        self,
        language: str = "zh-CN",
        size: tuple[int, int] = WIDE,
        scheme: Any = "light",
        of: str = "",
        ready: str = "#newest > *",
    ) -> Iterator[Page]:
        """The page, loaded, in a browser that knows nothing of an earlier one. Fails for what went wrong.

        `of` is the address of another server than this one's; `ready` is there when the page has loaded.
        """
        home = of or self.url
        self.wrong.clear()
        context = self.browser.new_context(
            locale=language,
            viewport={"width": size[0], "height": size[1]},
            color_scheme=scheme,
            reduced_motion="reduce",  # what fades in would be too pale for a moment
        )
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        context.set_default_timeout(WAITING)
        page = context.new_page()
        page.on("request", lambda request: self._check_host(request, home))
        page.on("requestfinished", self._weigh)
        page.on("console", self._listen)
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.goto(home)
        page.wait_for_selector(ready)
        yield page
        context.close()
        assert self.wrong == []

    def photograph(self, page: Page, name: str) -> None:
        """A picture of the page for a person to look at."""
        page.screenshot(path=self.pictures / f"{name}.png")

    def _check_host(self, request: Request, home: str) -> None:
        if not request.url.startswith((f"{home}/", "data:", "blob:")):
            self.wrong.append(f"A request to another host: {request.url}")

    def _listen(self, said: ConsoleMessage) -> None:
        if said.type == "error":
            self.wrong.append(said.text)

    def _weigh(self, request: Request) -> None:
        sizes = request.sizes()
        self.received += sizes["responseBodySize"] + sizes["responseHeadersSize"]


def chromium() -> str:
    """The installed browser. Skips where there is none, but not in `.ci/run`, which installs it."""
    found = next(
        (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))),
        "",
    )
    if not found:
        assert not os.environ.get("CI"), "CI needs Debian's chromium"
        pytest.skip("no chromium is installed here")
    return found


@contextmanager
def watching(url: str, pictures: Path) -> Iterator[Watched]:
    """A browser for the server at `url`. Its pictures go to $JIANBAO_SCREENSHOTS if that is set."""
    pictures = Path(SCREENSHOTS or pictures)
    pictures.mkdir(parents=True, exist_ok=True)
    # Chromium's sandbox needs a kernel that lets it; nothing but our own page is opened in it.
    options = ["--no-sandbox", "--disable-component-update", "--disable-background-networking"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=options)
        yield Watched(url, browser, pictures)
        browser.close()


def ask(page: Page, question: str) -> None:
    """Ask, and wait for the whole answer."""
    before = page.locator(".turn").count()
    page.fill("#question", question)
    page.keyboard.press("Enter")
    page.wait_for_selector(f".turn:nth-child({before + 1}):not([aria-busy])")


def text_of(page: Page, selector: str) -> str:
    return "".join(page.locator(selector).all_inner_texts())


def violations(page: Page) -> list[str]:
    """What axe-core calls serious or critical, each with its first element."""
    return [
        f"{row['id']}: {row['nodes'][0]['html']}"
        for row in Axe().run(page).response["violations"]
        if row["impact"] in ("serious", "critical")
    ]
