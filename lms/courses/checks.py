"""Whether a course may be loaded: everything that is wrong in its files, each with file and line.

Quizzes and the questions inside lessons are read by functions that the caller hands in, for this
room knows neither.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from lms.courses.faults import Fault, Findings
from lms.courses.lesson_checks import Surroundings, check_text
from lms.courses.merge_marks import check_marks
from lms.courses.neighbour_checks import check_together, fault_at, place_of
from lms.courses.parser import count_blocks
from lms.courses.picture_checks import check_picture
from lms.courses.self_checks import Reader, ReaderFor, reader_for
from lms.courses.sources import CourseSource, LessonSource, ModuleSource, linked_terms, read_course
from lms.courses.units import differences, units
from lms.words import N_

MODULE_BYTES = 150_000

# (quiz text, the source language's text or None when this is it, questions drawn, how many of
# which tag, how many blocks each lesson has by its id) -> (line, sentence) of each fault
QuizChecker = Callable[
    [str, "str | None", int, Sequence[tuple[str, int]], Mapping[str, int]], list[tuple[int, str]]
]


def check_course(
    path: Path, *, check_quiz: QuizChecker | None = None, read_check: ReaderFor | None = None
) -> list[Fault]:
    """Everything that is wrong in a folder of course files, by file and line; never raises.

    check_quiz  None leaves the quizzes' questions unchecked
    read_check  None leaves the questions inside lessons unchecked
    """
    course, found = read_course(path)
    if course is None:
        return found
    findings = Findings(found)
    check_source(course, findings, check_quiz=check_quiz, read_check=read_check)
    return findings.sorted()


def check_source(
    course: CourseSource,
    findings: Findings,
    *,
    check_quiz: QuizChecker | None = None,
    read_check: ReaderFor | None = None,
) -> None:
    """Note what is wrong in a course that has been read."""
    _check_glossary(course, findings)
    check_together(course, findings)
    for module in course.all_modules:
        _check_module(course, module, findings)
        for language in course.languages:
            _check_texts(course, module, language, read_check, findings)
            _check_weight(module, language, findings)
        for language in course.translations:
            _check_in_step(course, module, language, read_check, findings)
        if check_quiz is not None:
            _check_quizzes(course, module, check_quiz, findings)


def _check_glossary(course: CourseSource, findings: Findings) -> None:
    source = course.glossary[course.source_language]
    linked = {key for module in course.all_modules for key in linked_terms(module)}
    for language in course.languages:
        path, terms = f"glossary/{language}.toml", course.glossary[language]
        for key in source:
            if key not in terms:
                findings.fault(path, 1, N_('The term "%(key)s" is missing.'), key=key)
        for key, term in terms.items():
            if key not in source:
                findings.fault(path, term.line, N_('The source has no term "%(key)s".'), key=key)
            elif key not in linked:
                template = N_('The term "%(key)s" is linked nowhere.')
                findings.warning(path, term.line, template, key=key)


def _check_module(course: CourseSource, module: ModuleSource, findings: Findings) -> None:
    check_marks(module.path, module.files, findings)
    wanted = len(module.outcomes.get(course.source_language, ()))
    for language in course.languages:
        outcomes = module.outcomes.get(language, ())
        if len(outcomes) != wanted:
            template = N_("outcomes: %(count)s in %(language)s, %(wanted)s in the source.")
            values = {"count": len(outcomes), "language": language, "wanted": wanted}
            fault_at(module, "outcomes", findings, template, **values)
    used = {key for key in linked_terms(module) if f"term:{key}" in _words_of(module)}
    for key in module.terms:
        if key not in course.glossary[course.source_language]:
            fault_at(module, "terms", findings, N_('The glossary has no "%(key)s".'), key=key)
        elif key not in used:
            path, line = place_of(module, "terms")
            findings.warning(path, line, N_('No lesson links the term "%(key)s".'), key=key)
    _check_minutes(course, module, findings)
    _check_media(module, findings)


def _check_minutes(course: CourseSource, module: ModuleSource, findings: Findings) -> None:
    source = module.lessons.get(course.source_language, {})
    total = sum(lesson.minutes for lesson in source.values())
    if total > module.minutes:
        template = N_("The lessons take %(total)s minutes, more than the module.")
        fault_at(module, "minutes", findings, template, total=total)
    for language in course.translations:
        for lesson in module.lessons.get(language, {}).values():
            if lesson.id in source and lesson.minutes != source[lesson.id].minutes:
                template = N_("minutes must be %(minutes)s, as in the source.")
                findings.fault(lesson.path, 1, template, minutes=source[lesson.id].minutes)


def _check_media(module: ModuleSource, findings: Findings) -> None:
    words = _words_of(module)
    for name, data in module.media.items():
        path = f"{module.path}/media/{name}"
        for line, template, values in check_picture(name, data):
            findings.fault(path, line, template, **values)
        if f"media/{name}" not in words:
            findings.warning(path, 1, N_("The picture is used nowhere."))


def _check_texts(
    course: CourseSource,
    module: ModuleSource,
    language: str,
    read_check: ReaderFor | None,
    findings: Findings,
) -> None:
    around = Surroundings(
        course.glossary[language],
        module.media,
        module.lesson_ids,
        read_check=reader_for(read_check, language),
    )
    for lesson in module.lessons.get(language, {}).values():
        check_text(lesson, around, findings)
    notes = module.trainer_notes.get(language)
    if notes is None:
        return
    check_text(notes, replace(around, is_trainer=True), findings)
    for one in module.lesson_ids:
        if not re.search(rf"^:::+ *lesson +{one} *$", notes.body, re.MULTILINE):
            template = N_('There is no box for the lesson "%(id)s".')
            findings.warning(notes.path, notes.body_line, template, id=one)


def _check_weight(module: ModuleSource, language: str, findings: Findings) -> None:
    weight = sum(
        len(zlib.compress(data, 9))
        for name, data in module.files.items()
        if name.startswith((f"{language}/", "media/")) and not name.endswith("/trainer.md")
    )
    if weight > MODULE_BYTES:
        template = N_("In %(language)s the module weighs %(size)s kB; at most 150 kB are allowed.")
        path = f"{module.path}/module.toml"
        findings.fault(path, 1, template, language=language, size=-(-weight // 1000))


def _check_in_step(
    course: CourseSource,
    module: ModuleSource,
    language: str,
    read_check: ReaderFor | None,
    findings: Findings,
) -> None:
    source = module.lessons.get(course.source_language, {})
    pairs: list[tuple[LessonSource | None, LessonSource | None]] = [
        (source.get(lesson.id), lesson) for lesson in module.lessons.get(language, {}).values()
    ]
    notes = module.trainer_notes
    pairs.append((notes.get(course.source_language), notes.get(language)))
    for there, here in pairs:
        if there is not None and here is not None:
            _compare(there, here, reader_for(read_check, language), findings)


def _compare(
    there: LessonSource, here: LessonSource, read: Reader | None, findings: Findings
) -> None:
    try:
        source = units(there.body, there.body_line, read_check=read)
        other = units(here.body, here.body_line, read_check=read)
    except ValueError:  # too long, which check_text has said
        return
    for one in differences(source, other):
        note = findings.fault if one.level == "fault" else findings.warning
        note(here.path, one.line, one.template, **one.values)


def _check_quizzes(
    course: CourseSource, module: ModuleSource, check_quiz: QuizChecker, findings: Findings
) -> None:
    source = module.quizzes.get(course.source_language)
    blocks = _blocks(module.lessons.get(course.source_language, {}))
    for language, quiz in module.quizzes.items():
        path = f"{module.path}/{language}/quiz.gift"
        twin = None if language == course.source_language else source
        rules = module.quiz
        for line, sentence in check_quiz(quiz, twin, rules.draw, rules.draw_from, blocks):
            findings.fault(path, line, "%(sentence)s", sentence=sentence)


def _blocks(lessons: Mapping[str, LessonSource]) -> dict[str, int]:
    """How many blocks each lesson has, by its id; every language has as many."""
    found = {}
    for lesson in lessons.values():
        try:
            found[lesson.id] = count_blocks(lesson.body)
        except ValueError:  # too long, which check_text has said
            continue
    return found


def _words_of(module: ModuleSource) -> str:
    texts = [one.body for lessons in module.lessons.values() for one in lessons.values()]
    texts.extend(notes.body for notes in module.trainer_notes.values())
    return "\n".join([*texts, *module.quizzes.values()])
