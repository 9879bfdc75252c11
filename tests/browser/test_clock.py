"""The clock of a timed check in Chromium: quiet, aloud at five minutes and at one, then over."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

CLOCK = Path(__file__).resolve().parents[2] / "static" / "js" / "quizzes" / "clock.js"
PAGE = """<!doctype html><html lang="en"><title>Check</title><div class="on-the-way">
<p class="clock" data-seconds="420" data-left="{n} min left" data-five="Five." data-one="One."
data-over="Over.">Time until 18:10 <span class="left" hidden></span><span aria-live="polite"></span>
</p></div><script type="module" src="/clock.js"></script></html>"""


def test_the_clock_counts_quietly_and_speaks_only_near_the_end(phone: Callable[..., Page]):
    page = phone(lang="en")
    page.clock.install()
    page.route("**/clock.js", lambda route: route.fulfill(path=CLOCK))
    page.route("**/timed", lambda route: route.fulfill(body=PAGE, content_type="text/html"))
    page.goto("/timed")
    left, aloud = page.locator(".left"), page.locator("[aria-live]")

    expect(left).to_have_text("7 min left")
    expect(aloud).to_be_empty()
    page.clock.run_for(61_000)
    expect(left).to_have_text("6 min left")
    expect(aloud).to_be_empty()
    page.clock.run_for(60_000)
    expect(aloud).to_have_text("Five.")
    page.clock.run_for(240_000)
    expect(aloud).to_have_text("One.")
    page.clock.run_for(120_000)
    expect(left).to_contain_text("Over.")
    expect(aloud).to_have_text("Over.")
