"""The small course, published for a test; its files can be changed and published again."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from factories import NOW
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lms import paths
from lms.courses import publishing, service
from lms.courses.models import Kind, Module, ModuleVersion
from lms.courses.source_types import CourseSource, content_hash
from lms.courses.sources import read_course
from lms.courses.words import pack_words
from lms.quiz_checker import read_self_check

SMALL = Path(__file__).parent / "data" / "course-small"
_make = publishing.make
_made: dict[tuple[str, str, int], publishing.Made] = {}


def cheap_pdf(pack: Any, **_how: Any) -> bytes:
    """Bytes that differ with the pack, where printing would take half a second."""
    return f"%PDF-1.7 {pack.code} {pack.language} {pack.words.version}\n".encode()


@cache
def _unchanged() -> CourseSource:
    source, faults = read_course(SMALL)
    assert source is not None
    assert not faults
    return source


def _made_once(module: Any, glossary: Any, *, number: int, **how: Any) -> publishing.Made:
    key = (module.id, content_hash(module, glossary), number)
    if key not in _made:
        _made[key] = _make(module, glossary, number=number, **how)
    return _made[key]


def load(db: Session, source: CourseSource, *, now: datetime = NOW) -> int:
    """Publish what was read, with cheap PDFs and each rendering made once for the run."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(publishing, "make", _made_once)
        return service.load_course(
            db,
            source,
            kind=Kind.REVISION,
            words_of=pack_words,
            fonts=paths.FONTS,
            now=now,
            print_pdf=cheap_pdf,
            read_check=read_self_check,
        )


@dataclass
class Course:
    """The published course: change its files, then publish them.

    folder  a copy of tests/data/course-small of this test's own, made when it is first needed
    """

    db: Session
    folder: Path

    def write(self, path: str, text: str) -> None:
        """Put a file of the copy in place."""
        self._copy()
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")

    def change(self, path: str, old: str, new: str) -> None:
        """Change words in a file of the copy; they must stand there."""
        self._copy()
        text = (self.folder / path).read_text(encoding="utf-8")
        assert old in text
        self.write(path, text.replace(old, new))

    def translate(self, language: str) -> None:
        """Give the copy one more language, with the words of the Vietnamese one."""
        self._copy()
        for folder in [*self.folder.glob("modules/*/vi"), self.folder / "glossary" / "vi.toml"]:
            target = folder.with_name(language + folder.suffix)
            (shutil.copytree if folder.is_dir() else shutil.copyfile)(folder, target)
        for file in [*self.folder.glob("modules/*/module.toml"), self.folder / "course.toml"]:
            lines = file.read_text(encoding="utf-8").splitlines()
            twins = [f"{language}{line[2:]}" for line in lines if line.startswith("vi = ")]
            text = "\n".join(_with_twins(lines, twins)) + "\n"
            file.write_text(text.replace('"en", "vi"]', f'"en", "vi", "{language}"]'), "utf-8")

    def publish(self) -> int:
        """Publish the copy; how many versions of modules were made."""
        self._copy()
        source, faults = read_course(self.folder)
        assert source is not None
        assert [fault for fault in faults if fault.level == "fault"] == []
        made = load(self.db, source)
        self.db.commit()
        return made

    def version(self, module: str = "first-steps", number: int | None = None) -> ModuleVersion:
        """A version of a module; None: the published one."""
        if number is None:
            pointer = self.db.get_one(Module, module, populate_existing=True)
            return self.db.get_one(ModuleVersion, pointer.published_id)
        asked = select(ModuleVersion).where(ModuleVersion.module_id == module)
        return self.db.scalars(asked.where(ModuleVersion.number == number)).one()

    def rows(self, table: Any) -> int:
        """How many rows a table has."""
        return self.db.scalar(select(func.count()).select_from(table)) or 0

    def _copy(self) -> None:
        if not self.folder.exists():
            shutil.copytree(SMALL, self.folder)


def _with_twins(lines: list[str], twins: list[str]) -> list[str]:
    found = []
    for line in lines:
        found.append(line)
        if line.startswith("vi = "):
            found.append(twins.pop(0))
    return found


@pytest.fixture
def course(db: Session, tmp_path: Path) -> Course:
    """The small course of tests/data, loaded by its own verb inside the test's transaction."""
    load(db, _unchanged())
    db.commit()
    return Course(db, tmp_path / "course")
