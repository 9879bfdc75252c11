"""Where a reported mistake is: the lesson or the quiz of a version, in words and as addresses."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass

from flask_babel import gettext

from lms.courses.facts import module_facts
from lms.courses.models import ModuleVersion
from lms.words import N_

QUIZ = "quiz"
_CHECK = N_("Check yourself %(code)s")


@dataclass(frozen=True)
class Place:
    """A lesson or the quiz as one reader has it before them.

    language        of the text with the mistake
    label           for the page; in label_language
    """

    module_id: str
    version_id: uuid.UUID
    lesson_id: str
    language: str
    label: str
    label_language: str

    @property
    def url(self) -> str:
        """Where learners read it."""
        return f"/learn/{self.module_id}/{self.lesson_id}/"

    @property
    def report_url(self) -> str:
        """Where a mistake in it is reported."""
        return f"/report/{self.module_id}/{self.lesson_id}/"


def place_in(version: ModuleVersion, lesson_id: str, lang: str) -> Place | None:
    """A place for a reader of a language; None when the version has no such lesson or no quiz."""
    module = module_facts(version.module_id, version.id, version.number, version.facts, lang)
    lesson = module.lesson(lesson_id)
    if lesson is not None:
        label, spoken = f"{lesson.code} {lesson.title}", module.language
    elif lesson_id == QUIZ and any(path.endswith("/quiz.gift") for path in version.files):
        label, spoken = gettext(_CHECK, code=module.code), lang
    else:
        return None
    return Place(version.module_id, version.id, lesson_id, module.language, label, spoken)


def editor_of(module_id: str, lesson_id: str, language: str, paths: Collection[str]) -> str:
    """The address at which the text is mended; "" when the lesson is not there any more.

    paths  the files of the draft, or of the published version
    """
    if lesson_id == QUIZ:
        return f"/author/modules/{module_id}/quiz/"
    for path in sorted(paths):
        folder, _, name = path.partition("/")
        if folder == language and name[2:] == f"-{lesson_id}.md":
            return f"/author/modules/{module_id}/edit/{path}"
    return ""
