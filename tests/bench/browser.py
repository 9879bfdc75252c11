"""What Chromium sees: bytes on the wire, other hosts, first text on a slow phone, axe."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

PHONE, DESK = (360, 740), (1280, 800)
SLOW = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
SLOWER_CPU = 4
_OPTIONS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-component-update",
    "--disable-background-networking",
)
# When the first paragraph of the lesson has a place on the screen, in the page's own clock.
_WATCH = """
const look = () => {
  const text = document.querySelector('article .prose p');
  if (text && text.getBoundingClientRect().height > 0) {
    requestAnimationFrame(() => { window.benchText = performance.now(); });
  } else { requestAnimationFrame(look); }
};
requestAnimationFrame(look);
"""
# Fills in every question as a finger would; lists get different values, so an order is whole.
_FILL = """
for (const card of document.querySelectorAll('fieldset.question')) {
  card.querySelector('input[type=radio], input[type=checkbox]')?.click();
  for (const text of card.querySelectorAll('input[type=text]')) {
    text.value = '10'; text.dispatchEvent(new Event('input', {bubbles: true}));
  }
  card.querySelectorAll('select').forEach((list, place) => {
    list.selectedIndex = Math.min(place + 1, list.options.length - 1);
    list.dispatchEvent(new Event('change', {bubbles: true}));
  });
}
document.querySelectorAll('fieldset.question').length
"""
_PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"


class NoBrowserError(RuntimeError):
    """This machine has no Chromium."""


@contextmanager
def chromium() -> Iterator[Browser]:
    """The system's Chromium.

    raises  NoBrowserError when there is none
    """
    path = os.environ.get("CHROME_PATH") or shutil.which("chromium")
    if not path:
        raise NoBrowserError("there is no Chromium here")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=list(_OPTIONS))
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def opened(
    browser: Browser,
    address: str,
    cookies: Mapping[str, str],
    size: tuple[int, int] = PHONE,
    scheme: Any = "light",
) -> Iterator[BrowserContext]:
    """A browser with an empty cache, signed in by cookies."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        device_scale_factor=2 if size == PHONE else 1,
        is_mobile=size == PHONE,
        color_scheme=scheme,
    )
    context.add_cookies([{"name": n, "value": v, "url": address} for n, v in cookies.items()])
    try:
        yield context
    finally:
        context.close()


@dataclass
class Wire:
    """What a page got over the network: bytes with headers, and the requests by address."""

    received: float = 0
    asked: list[tuple[str, str]] = field(default_factory=list)
    cached: set[str] = field(default_factory=set)

    def watch(self, page: Page) -> Wire:
        """Listen to a page's network from now on."""
        events = page.context.new_cdp_session(page)
        events.on("Network.requestWillBeSent", self._sent)
        events.on("Network.requestServedFromCache", lambda e: self.cached.add(e["requestId"]))
        events.on("Network.responseReceived", self._answered)
        events.on("Network.loadingFinished", self._finished)
        events.send("Network.enable")
        return self

    def _sent(self, happened: Any) -> None:
        self.asked.append((happened["requestId"], happened["request"]["url"]))

    def _answered(self, happened: Any) -> None:
        if happened["response"].get("fromDiskCache"):
            self.cached.add(happened["requestId"])

    def _finished(self, happened: Any) -> None:
        if happened["requestId"] not in self.cached:
            self.received += happened["encodedDataLength"]

    @property
    def urls(self) -> list[str]:
        """What was asked for, from the cache too."""
        return [url for _, url in self.asked]

    @property
    def sent(self) -> list[str]:
        """What went over the wire."""
        wire = ("http:", "https:")
        return [u for key, u in self.asked if key not in self.cached and u.startswith(wire)]

    def begin(self) -> None:
        """Count anew."""
        self.received, self.asked = 0, []


def other_hosts(asked: Sequence[str], port: int) -> list[str]:
    """The requests that left the site.

    >>> other_hosts(["http://127.0.0.1:8000/", "data:,x", "http://example.org/a"], 8000)
    ['http://example.org/a']
    """
    here = f"127.0.0.1:{port}"
    remote = {"http", "https", "ws", "wss"}
    return [url for url in asked if urlsplit(url).scheme in remote and urlsplit(url).netloc != here]


def first_text(context: BrowserContext, address: str) -> tuple[float, float]:
    """(first paint with content, first paragraph of the lesson) on a slow line and processor, in s.

    The line is slowed for each request; the hand-shake of the connection is not.
    """
    context.add_init_script(_WATCH)
    page = context.new_page()
    tools = context.new_cdp_session(page)
    tools.send("Network.enable")
    tools.send("Network.emulateNetworkConditions", SLOW)
    tools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER_CPU})
    page.goto(address, wait_until="load", timeout=60_000)
    page.wait_for_function("window.benchText > 0", timeout=60_000)
    return page.evaluate(_PAINT) / 1000, page.evaluate("window.benchText") / 1000


def violations(context: BrowserContext, addresses: Sequence[str]) -> list[str]:
    """What axe finds on these pages: "rule on address", once for each rule and page.

    raises  RuntimeError when a page does not come
    """
    found = []
    for address in addresses:
        page = context.new_page()
        answer = page.goto(address, wait_until="load")
        if answer is None or answer.status != 200:
            raise RuntimeError(f"{address} answers {answer.status if answer else 'nothing'}")
        report = Axe().run(page).response["violations"]
        found += [f"{rule['id']} on {urlsplit(page.url).path}" for rule in report]
        page.close()
    return found


def take_quiz(page: Page, address: str) -> int:
    """Open a quiz, answer everything and send it; the number of questions.

    raises  RuntimeError when the quiz does not come
    """
    answer = page.goto(address, wait_until="networkidle")
    if answer is None or answer.status != 200:
        raise RuntimeError(f"{address} answers {answer.status if answer else 'nothing'}")
    questions: int = page.evaluate(_FILL)
    page.wait_for_timeout(1500)  # what a script saves by itself after a pause counts, too
    page.click("#quiz button[type=submit]")
    page.wait_for_load_state("networkidle")
    return questions
