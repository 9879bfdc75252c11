"""Figures of the pages, as Chromium and Lighthouse see them."""

from __future__ import annotations

from dataclasses import dataclass, field

from playwright.sync_api import Browser

from . import browser as chrome
from . import lighthouse, people
from .report import Figure, not_measured
from .site import (
    LEARNER_S,
    STRANGER_S,
    Site,
    graduate_s_certificate,
    heaviest,
)
from .visitor import Visitor

COLD = ("First visit to the heaviest lesson, on the wire", "at most 30 kB")
WARM = ("The next lesson, with a warm cache", "at most 8 kB")
HOSTS = ("Requests to any other host", "0")
FIRST = ("First text at 400 kbit/s, 400 ms, 4x slower processor", "under 2.5 s")
AXE = ("axe violations on the pages of the road", "0")
ATTEMPT = ("Requests of a whole quiz attempt, saving apart", "at most 4")
LIGHTHOUSE = ("Lighthouse, lesson on a phone: performance / accessibility", "at least 95 / 100")
ALL = (COLD, WARM, HOSTS, FIRST, AXE, ATTEMPT)


@dataclass
class Walk:
    """What is asked for on the way, to find other hosts."""

    site: Site
    browser: Browser
    asked: list[str] = field(default_factory=list)

    def url(self, path: str) -> str:
        return self.site.server.address + path

    def cookies(self, lang: str = "en") -> dict[str, str]:
        return self.site.learner.cookies | {"lang": lang}


def of_browser(site: Site, *, quick: bool) -> list[Figure]:
    """All figures that need Chromium; not measured where there is none."""
    try:
        with chrome.chromium() as browser:
            walk = Walk(site, browser)
            figures = [*_weights(walk), _first_text(walk), _attempt(walk), _axe(walk, quick=quick)]
            return [*figures, _hosts(walk)]
    except chrome.NoBrowserError as error:
        return [not_measured(*figure, str(error)) for figure in ALL]


def _weights(walk: Walk) -> list[Figure]:
    heavy, lang = heaviest(walk.site)
    after = walk.site.after(heavy)
    with chrome.opened(walk.browser, walk.site.server.address, walk.cookies(lang)) as context:
        page = context.new_page()
        wire = chrome.Wire().watch(page)
        page.goto(walk.url(heavy), wait_until="networkidle")
        page.wait_for_timeout(500)  # the last events come after the page is quiet
        cold, requests = wire.received / 1000, len(wire.sent)
        walk.asked += wire.urls
        # Chromium without a window asks for no icon; others do.
        icon = page.get_attribute("link[rel=icon]", "href") or ""
        icon_kb = _bytes_of(walk, icon) / 1000
        wire.begin()
        page.goto(walk.url(after), wait_until="networkidle")
        page.wait_for_timeout(500)
        warm = wire.received / 1000
        walk.asked += wire.urls
    note = f"{heavy} in {lang}: {requests} requests {cold:.1f} kB, and the icon {icon_kb:.1f} kB"
    return [
        Figure(*COLD, f"{cold + icon_kb:.1f} kB", cold + icon_kb <= 30, note),
        Figure(*WARM, f"{warm:.1f} kB", warm <= 8, f"{after} in {lang}"),
    ]


def _bytes_of(walk: Walk, path: str) -> int:
    answer = Visitor(walk.site.server.port).get(path)
    return len(answer.body) + sum(len(name) + len(value) + 4 for name, value in answer.headers)


def _first_text(walk: Walk) -> Figure:
    with chrome.opened(walk.browser, walk.site.server.address, walk.cookies()) as context:
        painted, readable = chrome.first_text(context, walk.url(walk.site.first))
    note = f"first paint {painted:.2f} s, lesson text {readable:.2f} s; new connection not counted"
    worst = max(painted, readable)
    return Figure(*FIRST, f"{worst:.2f} s", worst < 2.5, note)


def _attempt(walk: Walk) -> Figure:
    cookies = people.signed_in(people.demo_app(walk.site.folder), 1)[0] | {"lang": "en"}
    with chrome.opened(walk.browser, walk.site.server.address, cookies) as context:
        page = context.new_page()
        page.goto(walk.url(walk.site.first), wait_until="networkidle")
        wire = chrome.Wire().watch(page)
        try:
            questions = chrome.take_quiz(page, walk.url(walk.site.quiz))
        except RuntimeError as error:
            return not_measured(*ATTEMPT, str(error))
        walk.asked += wire.urls
    # Answers are saved on the way, after each pause: that hangs on how long people think.
    saves = sum(url.endswith("/save") for url in wire.urls)
    count = len(wire.sent) - saves
    note = f"{questions} questions, in Chromium, after a lesson; saved on the way {saves} times"
    return Figure(*ATTEMPT, str(count), count <= 4, note)


def _axe(walk: Walk, *, quick: bool) -> Figure:
    road, missing = _road(walk.site)
    looks = [(chrome.PHONE, "light"), (chrome.DESK, "dark")]
    if not quick:
        looks += [(chrome.PHONE, "dark"), (chrome.DESK, "light")]
    found: list[str] = []
    for size, scheme in looks:
        for cookies, paths in road:
            address = walk.site.server.address
            with chrome.opened(walk.browser, address, cookies, size, scheme) as context:
                context.on("request", lambda request: walk.asked.append(request.url))
                found += chrome.violations(context, [walk.url(path) for path in paths])
    pages = sum(len(paths) for _, paths in road)
    note = f"{pages} pages, {len(looks)} looks (size and colours)"
    note += f"; not there: {', '.join(missing)}" if missing else ""
    note += f"; found: {', '.join(dict.fromkeys(found))}" if found else ""
    return Figure(*AXE, str(len(found)), not found, note)


def _road(site: Site) -> tuple[list[tuple[dict[str, str], list[str]]], list[str]]:
    """([(cookies, pages that are there)] of a stranger and a learner, pages that are not)."""
    stranger = Visitor(site.server.port, {"lang": "en"})
    cookies = people.signed_in(people.demo_app(site.folder), 1)[0] | {"lang": "en"}
    learner = Visitor(site.server.port, cookies)
    pages = [*LEARNER_S, site.module, site.first, site.quiz]
    missing = []
    try:
        pages.append(learner.take_quiz(site.quiz))
    except RuntimeError:
        missing.append("a quiz's result")
    certificate = graduate_s_certificate(site)
    public = [*STRANGER_S, certificate] if certificate else [*STRANGER_S]
    missing += [] if certificate else ["a certificate"]
    road = []
    for visitor, paths in ((stranger, public), (learner, pages)):
        there = [path for path in paths if visitor.get(path).status == 200]
        missing += [path for path in paths if path not in there]
        road.append((visitor.cookies, there))
    return road, missing


def _hosts(walk: Walk) -> Figure:
    others = chrome.other_hosts(walk.asked, walk.site.server.port)
    note = ", ".join(dict.fromkeys(others)) or f"{len(walk.asked)} requests seen"
    return Figure(*HOSTS, str(len(others)), not others, note)


def of_lighthouse(site: Site, *, quick: bool) -> Figure:
    """Lighthouse's own slow phone, on the first lesson, signed in."""
    if quick:
        return not_measured(*LIGHTHOUSE, "left out of a quick run")
    program = lighthouse.command()
    if program is None:
        return not_measured(*LIGHTHOUSE, "Lighthouse is not installed here")
    address = site.server.address + site.first
    try:
        performance, accessibility = lighthouse.scores(program, address, site.learner.cookie_header)
    except (RuntimeError, OSError) as error:
        return not_measured(*LIGHTHOUSE, str(error))
    met = performance >= 95 and accessibility >= 100
    return Figure(*LIGHTHOUSE, f"{performance:.0f} / {accessibility:.0f}", met)
