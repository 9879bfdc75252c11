"""Every SELECT about translations: what is translated, and what is remembered of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import literal, select, union_all
from sqlalchemy.orm import Session

from lms.authoring.models import Forgiven, ModuleDraft, TranslationRecord
from lms.courses.facts import module_ids
from lms.courses.models import Course, CourseVersion, Module, ModuleVersion
from lms.web.languages import NAMES

# In place of a module's id where the course's own files are meant: no id has a dot.
COURSE = "course.toml"
LESS = 500  # values in one statement: SQLite takes no more than some thousands


@dataclass(frozen=True)
class Subject:
    """A module to translate: its draft where there is one, else its published version.

    files      path within the folder -> hash of its content
    published  the published version; None of a module that is new
    glossary   language -> hash of the course's glossary in it
    course     set when these are the course's own files, which have no draft; else None
    """

    module_id: str
    folder: str
    files: Mapping[str, str]
    source: str
    course_languages: tuple[str, ...]
    draft: ModuleDraft | None
    published: ModuleVersion | None
    glossary: Mapping[str, str] = field(default_factory=dict)
    course: CourseVersion | None = None

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages to translate into: those of the course, and those it has files of."""
        there = {path.partition("/")[0] for path in self.files}
        wanted = [one for one in NAMES if one in self.course_languages or one in there]
        return tuple(one for one in wanted if one != self.source)

    @property
    def code(self) -> str:
        """What the module is called in lists; its id while it has no code."""
        return str(self.published.facts["code"]) if self.published else self.module_id

    def title(self, language: str) -> str:
        """Its title in a language, else in the source language, else its id."""
        holder = self.published or self.course
        titles = holder.facts["title"] if holder else {}
        return str(titles.get(language) or titles.get(self.source) or self.module_id)

    def is_changed(self, *paths: str) -> bool:
        """Whether one of these files is not as it is published."""
        if self.course is not None:
            return False
        there: Mapping[str, str] = self.published.files if self.published else {}
        return any(self.files.get(path) != there.get(path) for path in paths)


def subjects(db: Session, module_id: str | None = None) -> list[Subject]:
    """All modules with what is written of them now, in order, then the course's own files.

    Or one of them by its id; three statements.
    """
    published = select(ModuleVersion).join(Module, Module.published_id == ModuleVersion.id)
    drafts = select(ModuleDraft)
    if module_id is not None:
        published = published.where(Module.id == module_id)
        drafts = drafts.where(ModuleDraft.module_id == module_id)
    versions = {one.module_id: one for one in db.scalars(published)}
    written = {one.module_id: one for one in db.scalars(drafts)}
    courses = db.scalars(
        select(CourseVersion)
        .join(Course, Course.published_id == CourseVersion.id)
        .order_by(Course.id)
    ).all()
    found = list(_subjects(courses, versions, written))
    if module_id in (None, COURSE):
        found += [course_subject(one) for one in courses[:1]]  # this house teaches one
    return found


def subject(db: Session, module_id: str) -> Subject | None:
    """One module; None when there is none of this id."""
    if "\0" in module_id:
        return None  # PostgreSQL refuses to look for it
    return next(iter(subjects(db, module_id)), None)


def remembered(db: Session, module_ids: Collection[str]) -> Sequence[Any]:
    """What is remembered of translations, and what was forgiven (language ""); one statement.

    Of what was forgiven, source_hash is the older text's and target_hash the newer one's.
    """
    kept = TranslationRecord
    records = select(
        kept.id,
        kept.module_id,
        kept.language,
        kept.path,
        kept.unit_key,
        kept.target_hash,
        kept.source_hash,
        kept.source_text,
        kept.confirmed,
    ).where(kept.module_id.in_(module_ids))
    forgiven = select(
        Forgiven.id,
        Forgiven.module_id,
        literal(""),
        Forgiven.path,
        literal(""),
        Forgiven.new_hash,
        Forgiven.old_hash,
        literal(""),
        literal(False),
    ).where(Forgiven.module_id.in_(module_ids))
    return db.execute(union_all(records, forgiven)).all()


def is_forgiven(db: Session, module_id: str, path: str, old: str, new: str) -> bool:
    """Whether somebody said already that this change does not matter."""
    asked = select(Forgiven.id).where(
        Forgiven.module_id == module_id,
        Forgiven.path == path,
        Forgiven.old_hash == old,
        Forgiven.new_hash == new,
    )
    return db.scalar(asked.limit(1)) is not None


def course_subject(course: CourseVersion) -> Subject:
    """The own files of a version of a course: its titles and its glossaries."""
    return Subject(
        COURSE,
        "",
        course.files,
        course.facts["source_language"],
        tuple(course.facts["languages"]),
        draft=None,
        published=None,
        glossary=_glossary(course),
        course=course,
    )


def _glossary(course: CourseVersion) -> dict[str, str]:
    return {
        one: course.files[path] for one in NAMES if (path := f"glossary/{one}.toml") in course.files
    }


def _subjects(
    courses: Iterable[CourseVersion],
    versions: Mapping[str, ModuleVersion],
    written: Mapping[str, ModuleDraft],
) -> Iterable[Subject]:
    seen: set[str] = set()
    for course in courses:
        own = [one.module_id for one in written.values() if one.course_id == course.course_id]
        for key in [*module_ids(course.facts), *sorted(own)]:
            draft, version = written.get(key), versions.get(key)
            if key in seen or (draft is None and version is None):
                continue
            seen.add(key)
            yield subject_of(course, key, draft, version)


def subject_of(
    course: CourseVersion, key: str, draft: ModuleDraft | None, version: ModuleVersion | None
) -> Subject:
    """A module of a course from what was read of it; one of draft and version is there."""
    holder = draft or version
    assert holder is not None
    return Subject(
        key,
        holder.folder,
        holder.files,
        course.facts["source_language"],
        tuple(course.facts["languages"]),
        draft,
        version,
        _glossary(course),
    )
