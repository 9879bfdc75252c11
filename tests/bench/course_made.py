"""A course in six languages and as many modules as wanted, made of the shipped one, published."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from pathlib import Path

from sqlalchemy.orm import Session

from lms import clock, paths
from lms.authoring.noting import note_published
from lms.courses import queries, service
from lms.courses.handout import ModulePack
from lms.courses.models import Kind
from lms.courses.sources import read_course
from lms.courses.words import pack_words
from lms.db import Base, make_engine, make_sessions
from lms.quiz_checker import read_self_check

# The Vietnamese files with some of their words exchanged, so that no two languages are alike.
NEW = {
    "mn": {"bạn": "чи", "và": "ба", "của": "ын", "tiền": "мөнгө", "một": "нэг"},
    "ky": {"bạn": "сен", "và": "жана", "của": "нын", "tiền": "акча", "một": "бир"},
    "ru": {"bạn": "ты", "và": "и", "của": "от", "tiền": "деньги", "một": "один"},
    "ko": {"bạn": "너", "và": "그리고", "của": "의", "tiền": "돈", "một": "하나"},
}
_LINE = re.compile(r"^vi = (\[.*?^\]|.*?)$", re.MULTILINE | re.DOTALL)


def six_languages(folder: Path) -> Path:
    """The shipped course, with copies of its Vietnamese texts for the languages that it lacks."""
    course = folder / "course"
    shutil.copytree(paths.COURSES, course, ignore=shutil.ignore_patterns("plans", "countries"))
    for vi in [*course.glob("modules/*/vi"), course / "glossary" / "vi.toml"]:
        for language in NEW:
            target = vi.with_name(language + vi.suffix)
            (shutil.copytree if vi.is_dir() else shutil.copyfile)(vi, target)
            for file in target.glob("*.md") if vi.is_dir() else ():
                file.write_text(_in_words_of(language, file.read_text("utf-8")), "utf-8")
    for file in [*course.glob("modules/*/module.toml"), course / "course.toml"]:
        text = file.read_text("utf-8").replace(
            'languages = ["en", "vi"]', f"languages = {_quoted(['en', 'vi', *NEW])}"
        )
        file.write_text(_LINE.sub(_in_all, text), "utf-8")
    return course


def with_modules(course: Path, count: int) -> None:
    """Fill a course up with copies of its first module: other ids, codes and question ids."""
    there = sorted((course / "modules").iterdir())
    file = course / "course.toml"
    ids = [one.name[3:] for one in there]
    for number in range(count - len(there)):
        new_id = f"copy-{number}"
        target = course / "modules" / f"{50 + number}-{new_id}"
        shutil.copytree(there[0], target)
        facts = target / "module.toml"
        text = facts.read_text("utf-8").replace(f'id = "{ids[0]}"', f'id = "{new_id}"', 1)
        facts.write_text(re.sub(r'^code = ".*"$', f'code = "C{number}"', text, flags=re.M), "utf-8")
        for one in [*target.glob("*/*.gift"), *target.glob("*/*.md")]:
            own = re.sub(r"^::([a-z])", rf"::c{number}\1", one.read_text("utf-8"), flags=re.M)
            one.write_text(own, "utf-8")
        ids.append(new_id)
    listed = f"modules = {_quoted(ids)}"
    file.write_text(re.sub(r"^modules = .*$", listed, file.read_text("utf-8"), flags=re.M), "utf-8")


def empty_site(folder: Path) -> Session:
    """A session on a new SQLite file without anything in it."""
    engine = make_engine(f"sqlite:///{folder / 'authoring.sqlite'}")
    Base.metadata.create_all(engine)
    return make_sessions(engine)()


def load(db: Session, course: Path) -> int:
    """Load a folder as `lms courses load` does, with cheap PDFs; how many versions were made."""
    source, _ = read_course(course)
    assert source is not None
    now = clock.now()
    made = service.load_course(
        db,
        source,
        kind=Kind.REVISION,
        words_of=pack_words,
        fonts=paths.FONTS,
        now=now,
        print_pdf=_no_pdf,
        read_check=read_self_check,
    )
    db.flush()  # what was published is looked up
    published = queries.published_modules(db, [one.id for one in source.modules])
    if made:
        note_published(db, {}, {one.module_id: one.id for one in published}, now=now)
    db.commit()
    return made


def _no_pdf(pack: ModulePack, **_how: object) -> bytes:
    return f"%PDF-1.7 {pack.code} {pack.language}\n".encode()


def _in_words_of(language: str, text: str) -> str:
    front, end, body = text.partition("\n---\n")
    for word, other in NEW[language].items():
        body = re.sub(rf"\b{word}\b", other, body)
    return front + end + body


def _in_all(line: re.Match[str]) -> str:
    return "\n".join([line[0], *(f"{one} = {line[1]}" for one in NEW)])


def _quoted(values: Iterable[str]) -> str:
    return "[" + ", ".join(f'"{one}"' for one in values) + "]"
