"""A draft among the other modules of its course, and what is wrong in it: stops and warnings."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy.orm import Session

from lms.authoring import queries
from lms.authoring.meaning_guard import faults_of_draft
from lms.authoring.models import ModuleDraft
from lms.authoring.module_files import with_module
from lms.authoring.parents import parent_in
from lms.courses import queries as courses
from lms.courses.checks import QuizChecker, check_source
from lms.courses.facts import module_ids
from lms.courses.faults import Fault, Findings
from lms.courses.handout import module_pdf
from lms.courses.models import ModuleVersion
from lms.courses.module_reading import MODULE_FILE, QUIZ_FILE, TRAINER_FILE
from lms.courses.publishing import PrintPdf, WordsOf
from lms.courses.self_checks import ReaderFor
from lms.courses.source_types import CourseSource, ModuleSource, Parent
from lms.courses.sources import COURSE_FILE, read_files
from lms.errors import NotFound
from lms.words import N_

_ID = re.compile(r"^[ \t>]*::([^:\s][^:\n]*)::", re.MULTILINE)
_ASKED = N_('The question id "%(id)s" is also used in %(other)s.')


@dataclass(frozen=True)
class Press:
    """What checking, rendering and printing need, from whoever knows all rooms (see lms/app.py)."""

    check_quiz: QuizChecker
    read_check: ReaderFor
    words_of: WordsOf
    fonts: Path
    print_pdf: PrintPdf = module_pdf


@dataclass(frozen=True)
class Placed:
    """A module's files, read among the others of its course.

    course    with all its modules; of the others only what a module can clash with was read
    module    None: it cannot be read
    findings  of reading this module, by file and line
    asked     question id -> where another module asks it inside a lesson
    """

    course: CourseSource | None
    module: ModuleSource | None
    findings: tuple[Fault, ...]
    asked: Mapping[str, str]


def checks_of(db: Session, draft: ModuleDraft, press: Press) -> list[Fault]:
    """What `lms courses check` would say of this module, by file and line.

    Paths are relative to the course's folder. Findings of level "fault" stop publishing.
    """
    found = placed(db, draft.course_id, draft.module_id, draft.folder, draft.files)
    version = courses.published_version(db, draft.module_id)
    return [*findings_of(found, press), *other_meanings(db, found, version, draft.files)]


def other_meanings(
    db: Session, found: Placed, version: ModuleVersion | None, files: Mapping[str, str]
) -> list[Fault]:
    """Where answered questions would mean something else than they do in the published version."""
    if found.course is None or found.module is None:
        return []
    source = found.course.source_language
    return faults_of_draft(db, version, files, folder=found.module.folder, source=source)


def placed(
    db: Session, course_id: str, module_id: str, folder: str, files: Mapping[str, str]
) -> Placed:
    """Read a module's files among the published ones; two statements and the contents.

    files   path -> hash
    raises  NotFound when there is no such course
    """
    own_files = queries.contents(db, files)
    parent = parent_in(own_files.get(MODULE_FILE, b""))
    tree, asked = _others(db, course_id, module_id, parent)
    for path, content in own_files.items():
        tree[f"modules/{folder}/{path}"] = content
    course, found = read_files(tree)
    own = f"modules/{folder}/"
    module = next((m for m in course.all_modules if m.folder == folder), None) if course else None
    own_findings = tuple(one for one in found if one.path.startswith(own))
    return Placed(course, module, own_findings, asked)


def findings_of(found: Placed, press: Press, changed: frozenset[str] | None = None) -> list[Fault]:
    """What is wrong in a module that was read, by file and line.

    changed  paths within the folder: only texts that these touch are looked at, in every language,
             and the source language as a whole; None: everything is
    """
    course, module = found.course, found.module
    if course is None or module is None:
        return list(found.findings)
    if changed is not None:
        module = _touched(module, course.source_language, changed)
    findings = Findings(found.findings)
    # Last, so that what two modules share is found in this one.
    others = tuple(_hollow(one) for one in course.modules if one.id != module.id)
    is_listed = any(one.id == module.id for one in course.modules)
    quizzes = frozenset(module.quizzes.values())
    check_source(
        replace(course, modules=(*others, module), copies=())
        if is_listed
        else replace(course, modules=others, copies=(module,)),
        findings,
        check_quiz=_only(press.check_quiz, quizzes),
        read_check=press.read_check,
    )
    _check_questions(module, found.asked, findings)
    own = f"{module.path}/"
    return [one for one in findings.sorted() if one.path.startswith(own)]


def stops(findings: Sequence[Fault]) -> list[Fault]:
    """Those that keep a module from being published."""
    return [one for one in findings if one.level == "fault"]


def _touched(module: ModuleSource, source: str, changed: frozenset[str]) -> ModuleSource:
    """The module without the translations that no change can have harmed.

    Their checks take a second with six languages, and they passed when they were published.
    """
    if any(path == MODULE_FILE or path.startswith("media/") for path in changed):
        return module
    start = len(module.path) + 1
    lessons = {
        one.id
        for language in module.lessons.values()
        for one in language.values()
        if one.path[start:] in changed
    }
    quizzes, notes = (
        set(module.lessons)
        if f"{source}/{name}" in changed
        else {source, *_languages(changed, name)}
        for name in (QUIZ_FILE, TRAINER_FILE)
    )
    return replace(
        module,
        lessons={
            language: {
                key: one for key, one in texts.items() if language == source or key in lessons
            }
            for language, texts in module.lessons.items()
        },
        quizzes={key: text for key, text in module.quizzes.items() if key in quizzes},
        trainer_notes={key: one for key, one in module.trainer_notes.items() if key in notes},
    )


def _languages(changed: frozenset[str], name: str) -> set[str]:
    return {path.partition("/")[0] for path in changed if path.endswith(f"/{name}")}


def _others(
    db: Session, course_id: str, module_id: str, parent: Parent | None
) -> tuple[dict[str, bytes], dict[str, str]]:
    """The files of the other modules without lessons, and what their lessons ask.

    A copy for a country asks what its parent asks, so that does not count.
    """
    course = courses.course_version(db, course_id)
    if course is None:
        raise NotFound
    wanted = dict(course.files)
    family = {module_id, parent.id} if parent else {module_id}
    kin = []
    for version in courses.published_modules(db, module_ids(course.facts)):
        if version.module_id == module_id:
            continue
        theirs = version.facts.get("parent", {}).get("id", version.module_id)
        if family & {version.module_id, theirs}:
            kin.append(f"modules/{version.folder}/")
        wanted |= {
            f"modules/{version.folder}/{path}": key
            for path, key in version.files.items()
            if not path.startswith("media/") and not path.endswith("trainer.md")
        }
    tree = queries.contents(db, wanted)
    if parent is None:  # a copy is listed by who takes it into the course
        tree[COURSE_FILE] = with_module(tree[COURSE_FILE], module_id)
    asked = _questions({p: one for p, one in tree.items() if not p.startswith(tuple(kin))})
    return {path: content for path, content in tree.items() if not _is_lesson(path)}, asked


def _is_lesson(path: str) -> bool:
    return path.startswith("modules/") and path.endswith(".md")


def _questions(tree: Mapping[str, bytes]) -> dict[str, str]:
    """The ids of questions inside lessons, each with its file."""
    return {
        match[1]: path
        for path, content in tree.items()
        if _is_lesson(path)
        for match in _ID.finditer(content.decode(errors="replace"))
    }


def _check_questions(module: ModuleSource, asked: Mapping[str, str], findings: Findings) -> None:
    """Whether a question of this module stands inside a lesson of another one."""
    for path, content in module.files.items():
        if not path.endswith((".md", ".gift")):
            continue
        text = content.decode(errors="replace")
        for match in _ID.finditer(text):
            if match[1] in asked:
                line = text.count("\n", 0, match.start(1)) + 1
                where = f"{module.path}/{path}"
                findings.fault(where, line, _ASKED, id=match[1], other=asked[match[1]])


def _hollow(module: ModuleSource) -> ModuleSource:
    return replace(module, files={"module.toml": module.files["module.toml"]})


def _only(check_quiz: QuizChecker, texts: frozenset[str]) -> QuizChecker:
    """Checks these quizzes and no others."""
    inner: Callable[..., list[tuple[int, str]]] = check_quiz

    def check(text: str, *rest: object) -> list[tuple[int, str]]:
        return inner(text, *rest) if text in texts else []

    return check
