"""The demo as the bench walks through it: its lessons, the heaviest one, the pages of the road."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from .servers import Server
from .visitor import Visitor

PASSWORD = "ten oxen ploughing"
LANGUAGES = ("en", "vi")
_MODULE = re.compile(r'href="(/learn/[\w-]+/)"')
_LESSON = re.compile(r'href="(/learn/[\w-]+/(?!quiz/)[\w-]+/)"')
_PICTURE = re.compile(r'<img[^>]* src="(/[^"]+)"')
_CERTIFICATE = re.compile(r'href="(/certificates/[^"/]+)')
STRANGER_S = ("/", "/join", "/sign-in", "/help/")
LEARNER_S = ("/learn/", "/what-next/", "/account", "/plans/")


@dataclass(frozen=True)
class Site:
    """A running demo, with `learner` signed in."""

    server: Server
    folder: Path
    learner: Visitor
    lessons: list[str]

    @property
    def first(self) -> str:
        return self.lessons[0]

    @property
    def quiz(self) -> str:
        """The quiz of the first module."""
        return f"{self.module}quiz/"

    @property
    def module(self) -> str:
        return self.first[: self.first.rindex("/", 0, -1) + 1]

    def after(self, lesson: str) -> str:
        """The lesson after this one; before the last, where there is none after."""
        place = self.lessons.index(lesson)
        return self.lessons[place + 1 if place + 1 < len(self.lessons) else place - 1]


def walk_in(server: Server, folder: Path) -> Site:
    """Sign in and find all lessons in the order of the course."""
    learner = Visitor(server.port, {"lang": "en"}).sign_in("learner", PASSWORD)
    modules = _once(_MODULE.findall(learner.get("/learn/").text))
    lessons = [
        lesson for module in modules for lesson in _once(_LESSON.findall(learner.get(module).text))
    ]
    return Site(server, folder, learner, [one for one in lessons if one.count("/") == 4])


def _once(found: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(found))


def heaviest(site: Site) -> tuple[str, str]:
    """(address, language) of the lesson that weighs most on the wire, with its pictures."""
    weights = {}
    for language in LANGUAGES:
        reader = Visitor(site.server.port, site.learner.cookies | {"lang": language})
        for lesson in site.lessons:
            page = reader.get(lesson)
            pictures = _once(_PICTURE.findall(page.text))
            bodies = (page, *(reader.get(picture) for picture in pictures))
            weights[lesson, language] = sum(len(answer.body) for answer in bodies)
    return max(weights, key=lambda key: weights[key])


def graduate_s_certificate(site: Site) -> str | None:
    """The address of the demo graduate's certificate; None when the demo has none."""
    graduate = Visitor(site.server.port, {"lang": "en"}).sign_in("graduate", PASSWORD)
    found = _CERTIFICATE.search(graduate.get("/what-next/").text)
    return found.group(1) if found else None
