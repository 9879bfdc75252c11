"""What quizzes need of a published version, read once for a process.

Versions never change, and a quiz file is known by the hash of its content."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from lms.courses import queries
from lms.courses.facts import ModuleFacts, module_facts
from lms.quizzes.formats.gift import read_gift
from lms.quizzes.policy import Policy, policy_of
from lms.quizzes.questions import Question
from lms.web.languages import text_language
from lms.web.last_used import LastUsed

_FILE = "quiz.gift"
_versions = LastUsed(most=500)
_pools = LastUsed(most=500)


@dataclass(frozen=True)
class QuizVersion:
    """A version of a module as its quiz sees it.

    sources    language -> hash of the quiz file, the source language first; never empty
    pictures   (name, address) of each picture a question may show
    """

    id: uuid.UUID
    module_id: str
    number: int
    facts: dict[str, Any]
    sources: dict[str, str]
    pictures: tuple[tuple[str, str], ...]

    @property
    def policy(self) -> Policy:
        """The rules of its quiz."""
        return policy_of(self.facts["quiz"])

    def module(self, wanted: str) -> ModuleFacts:
        """The module for a reader who wants a language."""
        return module_facts(self.module_id, self.id, self.number, self.facts, wanted)

    def language(self, wanted: str) -> str:
        """The language of the quiz for a reader who wants one."""
        return text_language(wanted, self.sources) or next(iter(self.sources))


def quiz_version(db: Session, version_id: uuid.UUID) -> QuizVersion | None:
    """A version that has a quiz; at most one statement, none when it is known already."""
    found: QuizVersion | None = _versions.get(version_id, lambda: _read_version(db, version_id))
    return found


def pool(db: Session, version: QuizVersion, language: str) -> Mapping[str, Question]:
    """All questions of a version's quiz in a language, by id, in the order of the file."""
    key = version.sources[language]
    found: Mapping[str, Question] = _pools.get(key, lambda: _read_pool(db, key))
    return found


def _read_version(db: Session, version_id: uuid.UUID) -> QuizVersion | None:
    row = queries.module_version(db, version_id)
    if row is None:
        return None
    paths = {code: f"{code}/{_FILE}" for code in row.facts["languages"]}
    sources = {code: row.files[path] for code, path in paths.items() if path in row.files}
    if not sources:
        return None
    pictures = tuple(
        (path.removeprefix("media/"), f"/media/{key}/{path.removeprefix('media/')}")
        for path, key in sorted(row.files.items())
        if path.startswith("media/")
    )
    return QuizVersion(row.id, row.module_id, row.number, row.facts, sources, pictures)


def _read_pool(db: Session, key: str) -> Mapping[str, Question]:
    content = queries.blobs(db, [key])[key]
    questions, _faults = read_gift(content.decode())  # faults were refused when it was loaded
    return {question.id: question for question in questions}
