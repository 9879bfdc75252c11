"""A module's quiz on the authors' desk: its files by language, and saving what was changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy.orm import Session

from lms.authoring import desk_queries, queries, service
from lms.authoring.models import ModuleDraft
from lms.authoring.opening import Opened, opened
from lms.authoring.previewing import picture_url
from lms.authoring.quiz_editing import UnfitError, put
from lms.authoring.quiz_meaning import in_step
from lms.courses import queries as courses
from lms.courses.faults import Findings
from lms.courses.module_reading import MODULE_FILE, QUIZ_FILE
from lms.courses.quiz_rules import quiz_rules
from lms.courses.shapes import read_table
from lms.courses.source_types import QuizRules
from lms.errors import Refusal
from lms.quizzes.author_queries import tallies
from lms.quizzes.formats.gift import read_gift
from lms.quizzes.questions import Fault, Question
from lms.quizzes.texts import Pictures
from lms.web.pages import Visit
from lms.words import N_

_ODD = N_("The quiz file is not UTF-8. Open it in the editor and save it there first.")


@dataclass(frozen=True)
class QuizAt:
    """A quiz as the draft has it, else as it is published.

    source  the language that the others are translated from
    texts   language -> the quiz file, the source language first; "" where there is none
    odd     languages whose file is not UTF-8
    rules   None: module.toml cannot be read
    """

    here: Opened
    source: str
    texts: Mapping[str, str]
    odd: frozenset[str]
    rules: QuizRules | None

    @property
    def module_id(self) -> str:
        return self.here.module_id

    @property
    def url(self) -> str:
        """Where the list of its questions stands."""
        return f"{self.here.url}quiz/"

    def address(self, question_id: str) -> str:
        """Where one question stands."""
        return f"{self.url}{question_id}/"

    @cached_property
    def read(self) -> Mapping[str, tuple[list[Question], list[Fault]]]:
        """Language -> its questions, and what cannot be read."""
        return {language: read_gift(text) for language, text in self.texts.items()}

    def question(self, id_: str, language: str = "") -> Question | None:
        """A question by its id, in the source language unless another one is named."""
        questions = self.read[language or self.source][0]
        return next((one for one in questions if one.id == id_), None)

    @property
    def ids(self) -> set[str]:
        """The ids of all questions in any language, those in cases, too."""
        questions = [one for found, _ in self.read.values() for one in found]
        return {one.id for whole in questions for one in (whole, *whole.parts)}

    @property
    def pictures(self) -> Pictures:
        """(name, address) of each picture of the module."""
        names = [one.removeprefix("media/") for one in self.here.files if one.startswith("media/")]
        return tuple((name, picture_url(self.here, name)) for name in names)


@dataclass(frozen=True)
class QuestionAt:
    """One question of a quiz, in the source language."""

    quiz: QuizAt
    question: Question

    @property
    def module_id(self) -> str:
        return self.quiz.module_id

    @property
    def url(self) -> str:
        return self.quiz.address(self.question.id)


def quiz_at(visit: Visit, module: str) -> QuizAt | None:
    """The quiz of a module by its id; None when there is no such module."""
    here = opened(visit, module)
    course = desk_queries.first_course(visit.db)
    if here is None or course is None:
        return None
    source = str(course.facts["source_language"])
    languages = [source, *(one for one in here.languages if one != source)]
    paths = {one: f"{one}/{QUIZ_FILE}" for one in languages}
    wanted = {path: here.files[path] for path in paths.values() if path in here.files}
    toml = {MODULE_FILE: here.files[MODULE_FILE]} if MODULE_FILE in here.files else {}
    found = queries.contents(visit.db, wanted | toml)
    texts, odd = {}, set()
    for language, path in paths.items():
        try:
            texts[language] = found.get(path, b"").decode()
        except UnicodeDecodeError:
            texts[language] = ""
            odd.add(language)
    rules = rules_in(found.get(MODULE_FILE, b"").decode("utf-8", "replace"))
    return QuizAt(here, source, texts, frozenset(odd), rules)


def question_at(visit: Visit, module: str, question: str) -> QuestionAt | None:
    """A question by its id as it stands in an address."""
    at = quiz_at(visit, module)
    found = at.question(question) if at else None
    return QuestionAt(at, found) if at and found else None


def rules_in(text: str) -> QuizRules | None:
    """The rules of a quiz in a module.toml; None where they cannot be read."""
    findings = Findings()
    table = read_table(MODULE_FILE, text, findings)
    if table is None or not isinstance(table.values.get("quiz"), dict):
        return None
    rules = quiz_rules(table.table("quiz"))
    return None if findings.sorted() else rules


def answered(db: Session, module_id: str) -> dict[str, int]:
    """Question id -> how often it was answered, over all versions of a module."""
    return {id_: tally.asked for id_, tally in tallies(db, module_id).items()}


def published_questions(db: Session, at: QuizAt) -> dict[str, Question]:
    """The questions as learners have them now, by id; none of a new module."""
    version = courses.published_version(db, at.module_id)
    path = f"{at.source}/{QUIZ_FILE}"
    content = queries.content(db, version.files[path]) if version and path in version.files else b""
    return {one.id: one for one in read_gift((content or b"").decode("utf-8", "replace"))[0]}


def save_texts(visit: Visit, at: QuizAt, texts: Mapping[str, str]) -> ModuleDraft:
    """Keep quiz files of a draft, and begin one when there is none.

    texts   language -> the whole file
    raises  Conflict when somebody else saved one of them since; Refusal for a file that is no text
    """
    if at.odd & set(texts):
        raise Refusal(_ODD)
    draft = at.here.draft or service.open_draft(visit.db, visit.user, at.module_id, now=visit.now)
    for language, text in texts.items():
        path = f"{language}/{QUIZ_FILE}"
        draft = service.save_file(
            visit.db,
            visit.user,
            draft,
            path,
            text.encode(),
            seen=at.here.files.get(path),
            now=visit.now,
        )
    return draft


def twins_in_step(at: QuizAt, new: Question) -> dict[str, str]:
    """The files of other languages in which tags, key and switches follow the source."""
    found = {}
    for language, text in at.texts.items():
        twin = at.question(new.id, language) if language != at.source else None
        if twin is None or language in at.odd:
            continue
        moved = in_step(new, twin)
        if moved != twin:
            try:
                found[language] = put(text, twin, moved)
            except UnfitError:  # it stays, and the list says how it differs
                continue
    return found
