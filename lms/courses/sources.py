"""From a folder of course files to one CourseSource and the list of what is wrong in them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from lms.courses.faults import Fault, Findings
from lms.courses.module_reading import read_module
from lms.courses.shapes import SLUG, Table, read_table
from lms.courses.source_types import (
    Completion,
    CourseSource,
    LessonSource,
    ModuleSource,
    Parent,
    QuizRules,
    Term,
    content_hash,
    linked_terms,
)
from lms.courses.tree import read_tree, text_of
from lms.words import N_

__all__ = [
    "Completion",
    "CourseSource",
    "LessonSource",
    "ModuleSource",
    "Parent",
    "QuizRules",
    "Term",
    "content_hash",
    "linked_terms",
    "read_course",
    "read_files",
]

COURSE_FILE = "course.toml"
LANGUAGES = ("en", "vi", "mn", "ky", "ru", "ko")


def read_course(path: Path) -> tuple[CourseSource | None, list[Fault]]:
    """Read a folder that holds course.toml; never raises for what stands in it.

    returns  the course as far as it can be read, None when course.toml cannot; and the findings
             of reading, which checks.check_course completes
    """
    findings = Findings()
    if not (path / COURSE_FILE).is_file():
        findings.fault(COURSE_FILE, 1, N_("There is no course.toml in this folder."))
        return None, findings.sorted()
    files = read_tree(path, findings)
    return read_files(files, findings)


def read_files(
    files: dict[str, bytes], findings: Findings | None = None
) -> tuple[CourseSource | None, list[Fault]]:
    """Read the files of a course's folder, by path; as read_course does with the folder itself.

    findings  of reading the folder; None: there were none
    """
    findings = findings or Findings()
    source = text_of(COURSE_FILE, files.get(COURSE_FILE, b""), findings)
    table = None if source is None else read_table(COURSE_FILE, source, findings)
    course = None if table is None else _course(table, files, findings)
    return course, findings.sorted()


def _course(table: Table, files: dict[str, bytes], findings: Findings) -> CourseSource | None:
    languages = _languages(table)
    source_language = table.choice("source_language", languages) if languages else ""
    module_ids = table.slugs("modules")
    completion = _completion(table.table("completion"))
    course = CourseSource(
        id=table.slug("id"),
        source_language=source_language,
        languages=languages,
        modules=(),
        title=table.by_language("title", languages),
        summary=table.by_language("summary", languages),
        completion=completion,
        glossary={one: _glossary(one, files, findings) for one in languages},
        files={name: data for name, data in files.items() if not name.startswith("modules/")},
        self_approval=_self_approval(table),
    )
    table.finish()
    _name_strangers(languages, files, findings)
    if not course.id or not languages:
        return None
    modules, copies = _modules(table, module_ids, languages, files, findings)
    return replace(course, modules=modules, copies=copies)


def _languages(table: Table) -> tuple[str, ...]:
    languages = table.texts("languages")
    for one in languages:
        if one not in LANGUAGES:
            template = N_('languages: "%(value)s" is none of %(known)s.')
            table.fault("languages", template, value=one, known=", ".join(LANGUAGES))
    return tuple(one for one in languages if one in LANGUAGES)


def _self_approval(table: Table) -> bool:
    """[authoring] self_approval: true where a team is too small for a second pair of eyes."""
    if "authoring" not in table.values:
        return False
    authoring = table.table("authoring")
    allowed = authoring.truth("self_approval")
    authoring.finish()
    return allowed


def _completion(table: Table) -> Completion:
    completion = Completion(
        lesson=table.choice("lesson", ["read"]),
        module=table.choices("module", ["lessons", "quiz"]),
        course=table.choices("course", ["modules"]),
    )
    table.finish()
    return completion


def _glossary(language: str, files: dict[str, bytes], findings: Findings) -> dict[str, Term]:
    path = f"glossary/{language}.toml"
    if path not in files:
        findings.fault(path, 1, N_("The glossary of this language is missing."))
        return {}
    source = text_of(path, files[path], findings)
    table = None if source is None else read_table(path, source, findings)
    if table is None:
        return {}
    terms = {}
    for key in table.values:
        if not SLUG.fullmatch(key):
            table.fault(key, N_('"%(key)s" must be 2 to 60 of a-z, 0-9 and -.'))
        entry = table.table(key)
        terms[key] = Term(entry.text("word"), entry.text("meaning"), entry.line())
        entry.finish()
    return terms


def _name_strangers(
    languages: tuple[str, ...], files: dict[str, bytes], findings: Findings
) -> None:
    for name in files:
        folder, _, rest = name.partition("/")
        if folder == "glossary" and rest.removesuffix(".toml") not in languages:
            findings.fault(name, 1, N_("This file belongs to no language of the course."))
        elif folder == "modules" and "/" not in rest:
            findings.fault(name, 1, N_("This file belongs to no module."))


def _modules(
    table: Table,
    module_ids: tuple[str, ...],
    languages: tuple[str, ...],
    files: dict[str, bytes],
    findings: Findings,
) -> tuple[tuple[ModuleSource, ...], tuple[ModuleSource, ...]]:
    """The modules as course.toml lists them; copies for a country that it does not list."""
    found: dict[str, ModuleSource] = {}
    for folder in _module_folders(files):
        prefix = f"modules/{folder}/"
        inside = {n.removeprefix(prefix): d for n, d in files.items() if n.startswith(prefix)}
        module = read_module(folder, inside, languages, findings)
        if module is None:
            continue
        if module.id in found:
            template = N_('The module id "%(id)s" is also that of %(other)s.')
            other = found[module.id].path
            findings.fault(f"{prefix}module.toml", 1, template, id=module.id, other=other)
        elif module.id not in module_ids and module.parent is None:
            template = N_('The module "%(id)s" is not listed in course.toml.')
            findings.fault(f"{prefix}module.toml", 1, template, id=module.id)
        else:
            found[module.id] = module
    for one in module_ids:
        if one not in found:
            table.fault("modules", N_('There is no module "%(id)s" that can be read.'), id=one)
    listed = tuple(found[one] for one in module_ids if one in found)
    return listed, tuple(one for key, one in found.items() if key not in module_ids)


def _module_folders(files: dict[str, bytes]) -> list[str]:
    names = (name.split("/") for name in files)
    return sorted({parts[1] for parts in names if parts[0] == "modules" and len(parts) > 2})
