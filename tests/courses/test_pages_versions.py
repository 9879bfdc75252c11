"""What a newer version changes for those who have begun, and what it leaves alone."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from lms.progress.models import CourseStart, LessonRead, ModuleStart
from lms.trail.models import TrailEntry

MODULE = "/learn/first-steps/"
LESSON = "/learn/first-steps/write-it-down/"
SECOND = "/learn/first-steps/two-pockets/"
MOVE = "/versions/first-steps/move"
FILE = "modules/01-first-steps/en/01-write-it-down.md"
NEWER = "A newer version of this module is published."
TOML = "modules/01-first-steps/module.toml"
THIRD = "---\nid: ask-first\ntitle: Ask first\nminutes: 3\n---\n\nAsk one person before you buy.\n"


def publish_change(course, old="Every evening Lan counts", new="Each night Lan counts"):
    course.change(FILE, old, new)
    assert course.publish() == 1


def rearrange(course, lessons):
    """A version with these lessons, in this order; "ask-first" is new."""
    course.change(TOML, '["write-it-down", "two-pockets"]', str(lessons).replace("'", '"'))
    for language in ("en", "vi"):
        folder = course.folder / "modules/01-first-steps" / language
        texts = {path.stem[3:]: path.read_text("utf-8") for path in folder.glob("0*.md")}
        for path in folder.glob("0*.md"):
            path.unlink()
        for place, lesson in enumerate(lessons, start=1):
            name = f"{place:02}-{lesson}.md"
            (folder / name).write_text(texts.get(lesson, THIRD), "utf-8")
    assert course.publish() == 1


def states_of(page):
    """The lessons of a module page with what is said of each, in order."""
    found = re.findall(
        r'<li class="(\w+)"><span class="code">.*?href="[^"]*/([\w-]+)/"', page, re.S
    )
    return [(lesson, state) for state, lesson in found]


def test_who_has_begun_goes_on_reading_the_old_words_and_others_read_the_new(browse, make, course):
    begun, fresh = browse(make.user()), browse(make.user())
    begun.post(f"{LESSON}done")

    publish_change(course)

    old, new = begun.get(LESSON).text, fresh.get(LESSON).text
    assert ("Every evening Lan counts" in old, "Each night Lan counts" in old) == (True, False)
    assert ("Every evening Lan counts" in new, "Each night Lan counts" in new) == (False, True)


def test_who_has_begun_is_told_on_lesson_and_module_and_nobody_else_is(browse, make, course):
    begun, fresh = browse(make.user()), browse(make.user())
    begun.post(f"{LESSON}done")
    before = [NEWER in begun.get(page).text for page in (LESSON, SECOND, MODULE)]

    publish_change(course)

    pages = (LESSON, SECOND, MODULE, "/learn/shared-shop/")
    assert before == [False] * 3
    assert [NEWER in begun.get(page).text for page in pages] == [True, True, True, False]
    assert [NEWER in fresh.get(page).text for page in pages] == [False] * 4
    assert f'<form method="post" action="{MOVE}"' in begun.get(MODULE).text


def test_moving_over_gives_the_new_words_and_keeps_what_was_read(browse, make, course, db):
    learner = browse(make.user())
    learner.post(f"{LESSON}done")
    publish_change(course)

    answers = [learner.post(MOVE) for _ in range(2)]

    assert [(one.status_code, one.location) for one in answers] == [(302, MODULE)] * 2
    page = learner.get(LESSON).text
    assert ("Each night Lan counts" in page, NEWER in page, "Go on" in page) == (True, False, True)
    assert NEWER not in learner.get(MODULE).text
    acts = db.scalars(select(TrailEntry.act)).all()
    assert list(acts).count("progress.move_to_version") == 1


def test_moving_before_one_has_begun_begins_nothing(browse, make, course):
    learner = browse(make.user())

    answer = learner.post(MOVE)

    assert (answer.status_code, answer.location) == (302, MODULE)
    assert [course.rows(table) for table in (CourseStart, ModuleStart)] == [0, 0]


def test_moving_cannot_be_done_by_looking(browse, make, course):
    assert browse(make.user()).get(MOVE).status_code == 405


def test_lessons_in_another_order_keep_what_was_read(browse, make, course):
    learner = browse(make.user())
    learner.post(f"{LESSON}done")

    rearrange(course, ["two-pockets", "write-it-down"])

    assert states_of(learner.get(MODULE).text) == [
        ("write-it-down", "done"),
        ("two-pockets", "here"),
    ]
    learner.post(MOVE)
    assert states_of(learner.get(MODULE).text) == [
        ("two-pockets", "here"),
        ("write-it-down", "done"),
    ]


def test_a_lesson_added_is_to_be_read_by_those_who_move_over(browse, make, course):
    learner = browse(make.user())
    for lesson in (LESSON, SECOND):
        learner.post(f"{lesson}done")

    rearrange(course, ["ask-first", "write-it-down", "two-pockets"])

    new = f"{MODULE}ask-first/"
    assert [learner.get(new).status_code, learner.post(f"{new}done").status_code] == [404, 404]
    learner.post(MOVE)
    assert states_of(learner.get(MODULE).text) == [
        ("ask-first", "here"),
        ("write-it-down", "done"),
        ("two-pockets", "done"),
    ]
    assert learner.post(f"{new}done").location == LESSON


def test_a_lesson_taken_away_stays_with_those_who_began_and_is_not_asked_of_others(
    browse, make, course, db
):
    learner, fresh = browse(make.user()), browse(make.user())
    learner.post(f"{LESSON}done")

    rearrange(course, ["write-it-down"])

    assert [one.get(SECOND).status_code for one in (learner, fresh)] == [200, 404]
    learner.post(MOVE)
    assert states_of(learner.get(MODULE).text) == [("write-it-down", "done")]
    assert learner.get(SECOND).status_code == 404
    assert "/learn/first-steps/quiz/" in learner.get("/learn/").text
    assert [row.lesson_id for row in db.scalars(select(LessonRead))] == ["write-it-down"]


def add_module(course):
    course.change("course.toml", '"shared-shop"]', '"shared-shop", "third-way"]')
    source = course.folder / "modules/02-shared-shop"
    for path in sorted(source.rglob("*")):
        if path.is_file():
            text = path.read_text("utf-8").replace("shared-shop", "third-way")
            text = text.replace("t02-", "t03-").replace("T02", "T03")
            name = path.relative_to(source).as_posix()
            course.write(f"modules/03-third-way/{name}", text)
    assert course.publish() == 1


def test_a_course_begun_keeps_its_modules_when_one_is_added(browse, make, course, db):
    user = make.user()
    begun, fresh = browse(user), browse(make.user())
    begun.post(f"{LESSON}done")

    add_module(course)

    start = db.scalars(select(CourseStart).where(CourseStart.user_id == user.id)).one()
    assert start.modules == ["first-steps", "shared-shop"]
    told = "New modules were added since you began."
    assert [told in one.get("/learn/").text for one in (begun, fresh)] == [True, False]
    assert ["/learn/third-way/" in one.get("/learn/").text for one in (begun, fresh)] == [True] * 2


def pass_quizzes(db, user):
    """Mark the quizzes of all modules begun as passed, as the quiz room does."""
    for start in db.scalars(select(ModuleStart).where(ModuleStart.user_id == user.id)):
        start.quiz_passed_at = start.began_at
    db.commit()


def read_all(learner, pages=(LESSON, SECOND)):
    for page in pages:
        learner.post(f"{page}done")


SHOP = ("/learn/shared-shop/one-vote/", "/learn/shared-shop/share-the-surplus/")


def course_end(db, user):
    db.expire_all()
    return db.scalars(select(CourseStart).where(CourseStart.user_id == user.id)).one().finished_at


def test_a_course_begun_ends_without_the_module_that_came_later(browse, make, course, db):
    user = make.user()
    learner = browse(user)
    read_all(learner)
    add_module(course)
    read_all(learner, SHOP)
    before = course_end(db, user)
    pass_quizzes(db, user)

    read_all(learner, SHOP)

    assert before is None
    assert course_end(db, user) is not None
    assert "You have finished the course" in learner.get("/learn/").text


@pytest.mark.parametrize(
    ("module_rule", "with_quiz", "ends"),
    [
        ('["lessons", "quiz"]', False, False),
        ('["lessons", "quiz"]', True, True),
        ('["lessons"]', False, True),
    ],
)
def test_what_finishes_a_module_and_the_course_is_data(
    browse, make, course, db, module_rule, with_quiz, ends
):
    course.change("course.toml", 'module = ["lessons", "quiz"]', f"module = {module_rule}")
    assert course.publish() == 0
    user = make.user()
    learner = browse(user)
    read_all(learner)
    read_all(learner, SHOP[:1])
    if with_quiz:
        read_all(learner, SHOP[1:])
        pass_quizzes(db, user)

    read_all(learner, SHOP)

    assert (course_end(db, user) is not None) is ends
    ended = [row.finished_at is not None for row in db.scalars(select(ModuleStart))]
    assert ended == [ends, ends]


def test_a_rule_made_easier_counts_with_the_next_press(browse, make, course, db):
    user = make.user()
    learner = browse(user)
    read_all(learner)
    read_all(learner, SHOP)
    course.change("course.toml", 'module = ["lessons", "quiz"]', 'module = ["lessons"]')
    course.publish()

    learner.post(f"{LESSON}done")

    assert course_end(db, user) is not None


def test_a_module_done_stays_done_when_a_version_with_more_lessons_comes(browse, make, course, db):
    user = make.user()
    learner = browse(user)
    read_all(learner)
    pass_quizzes(db, user)
    learner.post(f"{SECOND}done")
    ended = db.scalars(select(ModuleStart.finished_at)).one()

    rearrange(course, ["ask-first", "write-it-down", "two-pockets"])
    learner.post(MOVE)

    db.expire_all()
    assert ended is not None
    assert db.scalars(select(ModuleStart.finished_at)).one() == ended
