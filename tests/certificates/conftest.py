"""A course of three modules and people who have finished it."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from factories import NOW, Make
from sqlalchemy.orm import Session, sessionmaker

from lms.accounts.models import User
from lms.certificates import service
from lms.certificates.models import Certificate
from lms.courses.models import Course, CourseVersion, Module, ModuleVersion
from lms.progress.models import CourseStart, ModuleStart

BEGAN = datetime(2026, 2, 3, 20, 0, tzinfo=UTC)  # the 4th in Korea
FINISHED = datetime(2026, 5, 30, 3, 0, tzinfo=UTC)
MODULES = {
    "coming-home": ("M01", "Coming home", "Về nước", 130),
    "costing": ("M02", "What does it cost?", "Giá thành là bao nhiêu?", 125),
    "members": ("M03", "Members", "Thành viên", 120),
}


class School:
    """One published course, and learners anywhere within it."""

    def __init__(self, db: Session) -> None:
        self.db = db
        self.versions = {key: self.version(key, number=2) for key in MODULES}
        for key, version in self.versions.items():
            db.add(Module(id=key, published_id=version.id))
        self.course = CourseVersion(
            id=uuid.uuid4(),
            course_id="small-course",
            number=1,
            content_hash="x",
            files={},
            facts={
                "title": {"en": "A small course", "vi": "Khóa học nhỏ"},
                "modules": [*MODULES, "added-later"],
            },
            published_at=BEGAN,
        )
        db.add(self.course)
        db.add(Course(id="small-course", published_id=self.course.id))
        db.flush()

    def version(self, key: str, *, number: int) -> ModuleVersion:
        code, title, title_vi, minutes = MODULES[key]
        facts: dict[str, Any] = {
            "code": code,
            "title": {"en": title, "vi": title_vi},
            "minutes": minutes,
        }
        made = ModuleVersion(
            id=uuid.uuid4(),
            module_id=key,
            number=number,
            kind="revision",
            folder=key,
            content_hash="x",
            files={},
            facts=facts,
            published_at=BEGAN,
        )
        self.db.add(made)
        return made

    def learner(self, *, finished: datetime | None = None, **values: Any) -> User:
        user = Make(self.db).user(**values)
        self.db.add(
            CourseStart(
                user_id=user.id,
                course_id="small-course",
                modules=list(MODULES),
                began_at=BEGAN,
                finished_at=finished,
            )
        )
        for day, (key, version) in enumerate(self.versions.items()):
            began = BEGAN + timedelta(days=day)
            start = ModuleStart(user_id=user.id, module_id=key, version_id=version.id)
            start.began_at, start.finished_at = began, finished
            self.db.add(start)
        self.db.flush()
        return user

    def graduate(self, **values: Any) -> User:
        return self.learner(finished=FINISHED, **values)


@pytest.fixture
def school(db: Session) -> School:
    return School(db)


@pytest.fixture
def school_on() -> Callable[[sessionmaker[Session]], uuid.UUID]:
    """A school in a database of its own; the id of one graduate."""

    def found(sessions: sessionmaker[Session]) -> uuid.UUID:
        with sessions.begin() as db:
            return School(db).graduate().id

    return found


@pytest.fixture
def issued(school: School, db: Session) -> tuple[User, Certificate]:
    """(the holder, the certificate)"""
    holder = school.graduate(name="Nguyễn Thị Lan", language="vi")
    made = service.issue(
        db, holder, holder="Nguyễn Thị Lan", site="https://learn.example", demo=False, now=NOW
    )
    db.commit()
    return holder, made
