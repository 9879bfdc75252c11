"""From the files of one module's folder to a ModuleSource."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from lms.accounts.kinds import Country
from lms.courses.faults import Findings
from lms.courses.front_matter import FrontMatter, split_front_matter
from lms.courses.quiz_rules import quiz_rules
from lms.courses.shapes import Table, read_table
from lms.courses.source_types import LessonSource, ModuleSource, Parent
from lms.courses.tree import text_of
from lms.words import N_

MODULE_FILE = "module.toml"
QUIZ_FILE = "quiz.gift"
TRAINER_FILE = "trainer.md"
TRAINER_ID = "trainer"

_MOST_VERSIONS = 1_000_000
_FOLDER = re.compile(r"\d{2}-([a-z0-9-]{2,60})")
_LESSON_FILE = re.compile(r"(\d{2})-([a-z0-9-]{2,60})\.md")


@dataclass(frozen=True)
class _Place:
    """Where a module is being read from, and where its findings go."""

    folder: str
    files: dict[str, bytes]
    findings: Findings

    def path(self, name: str) -> str:
        return f"modules/{self.folder}/{name}"

    def fault(self, name: str, line: int, template: str, **values: object) -> None:
        self.findings.fault(self.path(name), line, template, **values)

    def text(self, name: str) -> str | None:
        return text_of(self.path(name), self.files[name], self.findings)


def read_module(
    folder: str, files: dict[str, bytes], languages: tuple[str, ...], findings: Findings
) -> ModuleSource | None:
    """Read a module; None when its module.toml cannot be read.

    folder  the folder's own name, such as 01-coming-home
    files   its files by path within the folder
    """
    place = _Place(folder, files, findings)
    if MODULE_FILE not in files:
        place.fault(MODULE_FILE, 1, N_("The module has no module.toml."))
        return None
    source = place.text(MODULE_FILE)
    table = None if source is None else read_table(place.path(MODULE_FILE), source, findings)
    if table is None:
        return None
    module = _module(table, place, languages)
    table.finish()
    _name_strangers(place, languages)
    return module if module.id else None


def _module(table: Table, place: _Place, languages: tuple[str, ...]) -> ModuleSource:
    module_id = table.slug("id")
    match = _FOLDER.fullmatch(place.folder)
    if module_id and (match is None or match[1] != module_id):
        template = N_('The folder "%(folder)s" must be two digits and the id: "01-%(id)s".')
        table.fault("id", template, folder=place.folder, id=module_id)
    lesson_ids = table.slugs("lessons")
    if "lessons" in table.values and not lesson_ids:
        table.fault("lessons", N_("The module has no lessons."))
    return ModuleSource(
        id=module_id,
        code=table.text("code"),
        folder=place.folder,
        minutes=table.whole("minutes", 1, 10_000),
        lesson_ids=lesson_ids,
        terms=table.slugs("terms"),
        needs=table.slugs("needs"),
        title=table.by_language("title", languages),
        summary=table.by_language("summary", languages),
        outcomes=_outcomes(table, languages),
        quiz=quiz_rules(table.table("quiz")),
        lessons={one: _lessons(one, lesson_ids, table, place) for one in languages},
        quizzes=_quizzes(place, languages),
        trainer_notes=_trainer_notes(place, languages),
        media=_media(place),
        files=place.files,
        parent=_parent(table, module_id),
    )


def _parent(table: Table, module_id: str) -> Parent | None:
    """[parent]: what the module was copied from; most were not."""
    if "parent" not in table.values:
        return None
    parent = table.table("parent")
    found = Parent(
        id=parent.slug("id"),
        version=parent.whole("version", 1, _MOST_VERSIONS),
        country=parent.choice("country", [one.value for one in Country]),
    )
    parent.finish()
    if found.id and found.id == module_id:
        parent.fault("id", N_("A module cannot be a copy of itself."))
    return found


def _outcomes(table: Table, languages: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    outcomes = table.table("outcomes")
    lines = {one: outcomes.texts(one) for one in languages}
    outcomes.finish()
    return lines


def _lessons(
    language: str, lesson_ids: tuple[str, ...], table: Table, place: _Place
) -> dict[str, LessonSource]:
    found: dict[str, LessonSource] = {}
    for name in sorted(place.files):
        folder, _, file = name.partition("/")
        if folder != language or not file.endswith(".md") or file == TRAINER_FILE:
            continue
        lesson = _lesson(name, file, lesson_ids, place)
        if lesson is None:
            continue
        if lesson.id in found:
            template = N_('The lesson id "%(id)s" is also that of %(other)s.')
            place.fault(name, 1, template, id=lesson.id, other=found[lesson.id].path)
        else:
            found[lesson.id] = lesson
    for one in lesson_ids:
        if one not in found:
            template = N_('The lesson "%(id)s" is missing in %(language)s.')
            table.fault("lessons", template, id=one, language=language)
    return {one: found[one] for one in lesson_ids if one in found}


def _lesson(
    name: str, file: str, lesson_ids: tuple[str, ...], place: _Place
) -> LessonSource | None:
    match = _LESSON_FILE.fullmatch(file)
    if match is None:
        place.fault(name, 1, N_("A lesson's file is named like 01-two-returns.md."))
        return None
    number, lesson_id = int(match[1]), match[2]
    if lesson_id not in lesson_ids:
        template = N_('The lesson "%(id)s" is not listed in module.toml.')
        place.fault(name, 1, template, id=lesson_id)
        return None
    if number != lesson_ids.index(lesson_id) + 1:
        template = N_("The file's number is %(number)s, but the lesson is number %(place)s.")
        place_in_order = lesson_ids.index(lesson_id) + 1
        place.findings.warning(place.path(name), 1, template, number=number, place=place_in_order)
    text = place.text(name)
    if text is None:
        return None
    front = split_front_matter(text)
    _check_front_matter(front, name, {"id": str, "title": str, "minutes": int}, place)
    if front.values and front.values.get("id") != lesson_id:
        template = N_('The id in the front matter must be "%(id)s", as in the file\'s name.')
        place.fault(name, front.lines.get("id", 1), template, id=lesson_id)
    return _source(lesson_id, front, place.path(name))


def _source(lesson_id: str, front: FrontMatter, path: str) -> LessonSource:
    title, minutes = front.values.get("title"), front.values.get("minutes")
    return LessonSource(
        id=lesson_id,
        title=title if isinstance(title, str) else lesson_id,
        minutes=minutes if type(minutes) is int else 0,
        body=front.body,
        path=path,
        body_line=front.body_line,
    )


def _check_front_matter(
    front: FrontMatter, name: str, kinds: dict[str, type], place: _Place
) -> None:
    for line, sentence in front.faults:
        place.fault(name, line, sentence)
    if not front.values:
        return
    for key in front.values:
        if key not in kinds:
            line = front.lines.get(key, 1)
            place.fault(name, line, N_('"%(key)s" is not known here.'), key=key)
    for key, kind in kinds.items():
        value = front.values.get(key)
        if value is None:
            place.fault(name, 1, N_("%(key)s is missing."), key=key)
        elif not _is_good(value, kind):
            place.fault(name, front.lines.get(key, 1), _KIND_FAULTS[kind], key=key)


_KIND_FAULTS: dict[type, str] = {
    str: N_("%(key)s must be a text that is not empty; put a number or a yes into quotes."),
    int: N_("%(key)s must be a whole number from 1 to 240."),
}


def _is_good(value: Any, kind: type) -> bool:
    if kind is str:
        return isinstance(value, str) and bool(value.strip())
    return type(value) is int and 1 <= value <= 240


def _quizzes(place: _Place, languages: tuple[str, ...]) -> dict[str, str]:
    quizzes = {}
    for one in languages:
        name = f"{one}/{QUIZ_FILE}"
        if name not in place.files:
            place.fault(name, 1, N_("The quiz of this language is missing."))
        elif (text := place.text(name)) is not None:
            quizzes[one] = text
    return quizzes


def _trainer_notes(place: _Place, languages: tuple[str, ...]) -> dict[str, LessonSource]:
    notes = {}
    for one in languages:
        name = f"{one}/{TRAINER_FILE}"
        if name not in place.files:
            place.fault(name, 1, N_("The trainer notes of this language are missing."))
        elif (text := place.text(name)) is not None:
            front = split_front_matter(text)
            _check_front_matter(front, name, {"title": str}, place)
            notes[one] = _source(TRAINER_ID, front, place.path(name))
    return notes


def _media(place: _Place) -> dict[str, bytes]:
    return {
        name.removeprefix("media/"): data
        for name, data in place.files.items()
        if name.startswith("media/")
    }


def _name_strangers(place: _Place, languages: tuple[str, ...]) -> None:
    for name in place.files:
        folder, _, file = name.partition("/")
        in_language = folder in languages and "/" not in file
        known = (
            name == MODULE_FILE
            or (folder == "media" and "/" not in file)
            or (in_language and (file.endswith(".md") or file == QUIZ_FILE))
        )
        if not known:
            place.fault(name, 1, N_("This file belongs to nothing in the module."))
