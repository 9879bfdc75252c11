"""What is wrong between the modules of a course: codes, ids and needs that do not fit together.

A copy for a country has the questions of its parent. So the two do not clash, but only one of
them can be listed; a copy that is not listed must fit where its parent stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lms.courses.faults import Findings
from lms.courses.parser import parse
from lms.courses.shapes import read_table
from lms.courses.source_types import CourseSource, LessonSource, ModuleSource
from lms.words import N_

_QUESTION = re.compile(r"^::(.+?)::", re.MULTILINE)


def check_together(course: CourseSource, findings: Findings) -> None:
    """Note where modules of a course clash."""
    _check_kin(course, findings)
    for modules in _groups(course):
        codes: dict[str, str] = {}
        questions: dict[str, str] = {}
        for module in modules:
            if module.code in codes:
                template = N_("The code is also that of %(other)s.")
                fault_at(module, "code", findings, template, other=codes[module.code])
            codes[module.code] = module.path
            for language, quiz in module.quizzes.items():
                _check_question_ids(module, language, quiz, questions, findings)
        for language in course.languages:
            _check_lesson_question_ids(modules, language, findings)
    for module in course.all_modules:
        _check_needs(course, module, findings)


def _groups(course: CourseSource) -> Iterator[Sequence[ModuleSource]]:
    """The modules that learners have together; each copy last, where its parent would stand."""
    doubles = {module.id for module, _ in _doubles(course)}
    yield [one for one in course.modules if one.id not in doubles]
    for copy in course.copies:
        yield (*(one for one in course.modules if not _are_kin(one, copy)), copy)


def _doubles(course: CourseSource) -> Iterator[tuple[ModuleSource, ModuleSource]]:
    """Listed copies whose parent is listed, too, or another copy before them; each with that."""
    for place, module in enumerate(course.modules):
        for at, other in enumerate(course.modules):
            is_before = other.parent is None or at < place
            if module.parent and at != place and is_before and _are_kin(module, other):
                yield module, other
                break


def _are_kin(one: ModuleSource, other: ModuleSource) -> bool:
    """Whether two modules go back to the same one."""
    return bool(_family(one) & _family(other))


def _family(module: ModuleSource) -> set[str]:
    return {module.id, module.parent.id} if module.parent else {module.id}


def _check_kin(course: CourseSource, findings: Findings) -> None:
    for module, other in _doubles(course):
        template = N_("This module and %(other)s go back to the same one. List one of them only.")
        fault_at(module, "parent", findings, template, other=other.path)
    there = {module.id for module in course.all_modules}
    for module in course.all_modules:
        if module.parent and module.parent.id and module.parent.id not in there:
            path, line = place_of(module, "parent")
            template = N_('parent: the module "%(id)s" is not among these files.')
            findings.warning(path, line, template, id=module.parent.id)


def _check_needs(course: CourseSource, module: ModuleSource, findings: Findings) -> None:
    """What a module needs first is listed; a listed copy stands for its parent."""
    ids = [one.id for one in course.modules]
    stands_for = {one.parent.id: one.id for one in course.modules if one.parent}
    for need in module.needs:
        found = need if need in ids else stands_for.get(need, "")
        if not found or found == module.id:
            template = N_('needs: there is no other module "%(id)s".')
            fault_at(module, "needs", findings, template, id=need)
        elif module.id in ids and ids.index(found) > ids.index(module.id):
            template = N_('needs: the module "%(id)s" comes later in the course.')
            path, line = place_of(module, "needs")
            findings.warning(path, line, template, id=need)


def _check_question_ids(
    module: ModuleSource, language: str, quiz: str, seen: dict[str, str], findings: Findings
) -> None:
    path = f"{module.path}/{language}/quiz.gift"
    for match in _QUESTION.finditer(quiz):
        other = seen.setdefault(match[1], module.path)
        if other != module.path:
            line = quiz.count("\n", 0, match.start()) + 1
            template = N_('The question id "%(id)s" is also used in %(other)s.')
            findings.fault(path, line, template, id=match[1], other=other)


def _check_lesson_question_ids(
    modules: Sequence[ModuleSource], language: str, findings: Findings
) -> None:
    quizzes = [module.quizzes.get(language, "") for module in modules]
    seen = {match[1]: N_("a quiz") for quiz in quizzes for match in _QUESTION.finditer(quiz)}
    lessons = [one for m in modules for one in m.lessons.get(language, {}).values()]
    for lesson in lessons:
        for line, id_ in _lesson_questions(lesson):
            if id_ in seen:
                template = N_('The question id "%(id)s" is also used in %(other)s.')
                findings.fault(lesson.path, line, template, id=id_, other=seen[id_])
            seen.setdefault(id_, lesson.path)


def _lesson_questions(lesson: LessonSource) -> Iterator[tuple[int, str]]:
    """The line and id of each question inside a lesson."""
    try:
        tokens, _ = parse(lesson.body)
    except ValueError:  # too long, which check_text has said
        return
    for token in tokens:
        match = _QUESTION.search(token.content) if token.type == "self_check" else None
        if match and token.map:
            above = token.content.count("\n", 0, match.start()) + 1
            yield lesson.body_line + token.map[0] + above, match[1]


def place_of(module: ModuleSource, key: str) -> tuple[str, int]:
    """Where a key stands in a module's module.toml: path and line."""
    path = f"{module.path}/module.toml"
    source = module.files["module.toml"].decode(errors="replace")
    table = read_table(path, source, Findings())
    return path, table.line(key) if table else 1


def fault_at(
    module: ModuleSource, key: str, findings: Findings, template: str, /, **values: object
) -> None:
    """Note a fault at a key of a module's module.toml."""
    path, line = place_of(module, key)
    findings.fault(path, line, template, **values)
