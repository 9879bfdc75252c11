"""What pages say of a module without opening a lesson: read from the facts of its version. Pure."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from lms.web.languages import text_language


def module_ids(facts: Mapping[str, Any]) -> list[str]:
    """Of a version of a course: its modules in order, then copies that it does not list."""
    return [*facts["modules"], *facts.get("copies", ())]


@dataclass(frozen=True)
class LessonFacts:
    """A lesson in one language: sizes are bytes over the wire."""

    id: str
    code: str
    title: str
    minutes: int
    size: int
    url: str


@dataclass(frozen=True)
class ModuleFacts:
    """A version of a module as a reader of one language sees it."""

    version_id: uuid.UUID
    number: int
    id: str
    code: str
    language: str
    title: str
    summary: str
    minutes: int
    outcomes: tuple[str, ...]
    lessons: tuple[LessonFacts, ...]
    quiz_draw: int
    quiz_pass: Decimal
    pause_minutes: int
    pre_test: bool
    packs: dict[str, int]
    languages: tuple[str, ...]

    @property
    def url(self) -> str:
        return f"/learn/{self.id}/"

    @property
    def quiz_url(self) -> str:
        return f"/learn/{self.id}/quiz/"

    @property
    def quiz_minutes(self) -> int:
        """About a minute for a question."""
        return self.quiz_draw

    def lesson(self, lesson_id: str) -> LessonFacts | None:
        """One lesson by its id; None when this version has none of that id."""
        return next((lesson for lesson in self.lessons if lesson.id == lesson_id), None)

    def after(self, lesson_id: str) -> LessonFacts | None:
        """The lesson that follows; None after the last."""
        ids = [lesson.id for lesson in self.lessons]
        at = ids.index(lesson_id) + 1
        return self.lessons[at] if at < len(ids) else None


def module_facts(
    module_id: str, version_id: uuid.UUID, number: int, facts: dict[str, Any], wanted: str
) -> ModuleFacts:
    """The facts of a version for a reader who wants a language; falls back along the chain."""
    languages = tuple(facts["languages"])
    language = text_language(wanted, languages) or languages[0]
    short = str(facts["code"]).lstrip("M").lstrip("0") or "0"
    texts = facts["lessons"][language]
    lessons = tuple(
        LessonFacts(
            id=lesson_id,
            code=f"{short}.{place}",
            title=texts[lesson_id]["title"],
            minutes=texts[lesson_id]["minutes"],
            size=texts[lesson_id]["size"],
            url=f"/learn/{module_id}/{lesson_id}/",
        )
        for place, lesson_id in enumerate(facts["order"], start=1)
    )
    return ModuleFacts(
        version_id=version_id,
        number=number,
        id=module_id,
        code=facts["code"],
        language=language,
        title=facts["title"][language],
        summary=facts["summary"][language],
        minutes=facts["minutes"],
        outcomes=tuple(facts["outcomes"][language]),
        lessons=lessons,
        quiz_draw=facts["quiz"]["draw"],
        quiz_pass=Decimal(facts["quiz"]["pass"]),
        pause_minutes=facts["quiz"]["pause_minutes"],
        pre_test=facts["quiz"].get("pre_test", False),
        packs=facts["packs"][language],
        languages=languages,
    )
