"""The verbs of progress may be repeated, and two phones may use them at once."""

from __future__ import annotations

import uuid
from datetime import timedelta
from fractions import Fraction

import pytest
from factories import NOW, Make
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from lms.db import Base, make_engine, make_sessions
from lms.progress import queries, service
from lms.progress.models import CourseStart, LessonRead, ModuleStart, ReadingPlace
from lms.progress.own_data import KEEPER

LATER = NOW + timedelta(days=1)
ONE, TWO = uuid.uuid4(), uuid.uuid4()


def count(db, table):
    return db.scalar(select(func.count()).select_from(table))


def test_a_course_is_begun_once_with_the_modules_it_had(db, make):
    user = make.user()
    first = service.begin_course(db, user, "c", ["a", "b"], now=NOW)

    again = service.begin_course(db, user, "c", ["a", "b", "new"], now=LATER)

    assert again is first
    assert (first.modules, first.began_at, first.finished_at) == (["a", "b"], NOW, None)


def test_a_module_stays_in_the_version_it_was_begun_in(db, make):
    user = make.user()
    first = service.begin_module(db, user, "m", ONE, now=NOW)

    again = service.begin_module(db, user, "m", TWO, now=LATER)

    assert again is first
    assert (first.version_id, first.began_at) == (ONE, NOW)


def test_a_lesson_is_read_once_and_the_first_time_counts(db, make):
    user = make.user()
    for moment, version in ((NOW, ONE), (LATER, TWO)):
        service.finish_lesson(db, user, "m", "a", version, now=moment)

    row = db.scalars(select(LessonRead)).one()
    assert (row.read_at, row.version_id) == (NOW, ONE)


def test_the_same_ids_of_two_people_are_two(db, make):
    people = [make.user(), make.user()]
    for user in people:
        service.begin_course(db, user, "c", ["m"], now=NOW)
        service.begin_module(db, user, "m", ONE, now=NOW)
        service.finish_lesson(db, user, "m", "a", ONE, now=NOW)
        service.keep_place(db, user, "m", "a", 3, now=NOW)

    tables = (CourseStart, ModuleStart, LessonRead, ReadingPlace)
    assert [count(db, table) for table in tables] == [2, 2, 2, 2]
    assert queries.lessons_read(db, people[0].id) == {"m": frozenset({"a"})}


def test_the_result_that_counts_is_kept_and_a_pass_stays(db, make):
    start = service.begin_module(db, make.user(), "m", ONE, now=NOW)
    results = [(Fraction(7, 10), True), (Fraction(9, 10), True), (Fraction(3, 10), False)]

    for days, (share, passed) in enumerate(results):
        service.note_quiz(db, start, share, passed=passed, now=NOW + timedelta(days=days))

    assert (start.quiz_share, start.quiz_passed_at) == (0.3, NOW)


def test_what_is_finished_keeps_its_moment(db, make):
    user = make.user()
    module = service.begin_module(db, user, "m", ONE, now=NOW)
    course = service.begin_course(db, user, "c", ["m"], now=NOW)

    for moment in (NOW, LATER):
        service.finish_module(module, now=moment)
        service.finish_course(course, now=moment)

    assert (module.finished_at, course.finished_at) == (NOW, NOW)


def test_the_place_is_the_last_one(db, make):
    user = make.user()
    for block in (3, 0, 12):
        service.keep_place(db, user, "m", "a", block, now=NOW)
        db.flush()

    assert [row.block for row in db.scalars(select(ReadingPlace))] == [12]


def test_the_phone_that_comes_second_with_a_place_adds_nothing(db, make, monkeypatch):
    user = make.user()
    service.keep_place(db, user, "m", "a", 3, now=NOW)
    monkeypatch.setattr(queries, "place", lambda *_: None)  # as seen before the other was done

    service.keep_place(db, user, "m", "a", 9, now=LATER)

    assert [row.block for row in db.scalars(select(ReadingPlace))] == [3]


def test_progress_of_nobody_is_refused_by_the_database(db, make):
    user = make.user()
    db.expunge(user)
    user.id = uuid.uuid4()

    with pytest.raises(IntegrityError):
        service.begin_module(db, user, "m", ONE, now=NOW)


@pytest.mark.parametrize("share", [-0.1, 1.1])
def test_a_share_is_of_one(db, make, share):
    start = service.begin_module(db, make.user(), "m", ONE, now=NOW)
    start.quiz_share = share

    with pytest.raises(IntegrityError):
        db.flush()


def test_what_is_rolled_back_leaves_nothing_in_a_file(tmp_path):
    engine = make_engine(f"sqlite:///{tmp_path}/house.sqlite")
    Base.metadata.create_all(engine)
    with make_sessions(engine)() as db:
        user = Make(db).user()
        db.commit()
        service.begin_course(db, user, "c", ["m"], now=NOW)
        service.begin_module(db, user, "m", ONE, now=NOW)
        service.finish_lesson(db, user, "m", "a", ONE, now=NOW)

        db.rollback()

        assert [count(db, table) for table in (CourseStart, ModuleStart, LessonRead)] == [0, 0, 0]
    engine.dispose()


def test_progress_is_given_out_and_goes_with_the_account(db, make):
    user, other = make.user(), make.user()
    for one in (user, other):
        service.begin_course(db, one, "c", ["m"], now=NOW)
        service.begin_module(db, one, "m", ONE, now=NOW)
        service.finish_lesson(db, one, "m", "a", ONE, now=NOW)
        service.keep_place(db, one, "m", "a", 3, now=NOW)
    db.flush()

    given = KEEPER.export(db, user.id)
    db.delete(user)
    db.flush()

    assert {name: len(rows) for name, rows in given.items()} == {
        "course_starts": 1,
        "module_starts": 1,
        "lessons_read": 1,
        "reading_places": 1,
    }
    assert given["course_starts"][0]["modules"] == ["m"]
    assert given["reading_places"][0]["block"] == 3
    tables = (CourseStart, ModuleStart, LessonRead, ReadingPlace)
    assert [count(db, table) for table in tables] == [1, 1, 1, 1]
