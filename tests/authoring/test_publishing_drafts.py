"""Publishing: one act with its reasons, whom it reaches, and bringing a version back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from factories import NOW
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from lms.accounts.kinds import Role
from lms.authoring import draft_checks, lesson_verbs, publishing, queries, service
from lms.authoring.models import ModuleDraft, Publication
from lms.authoring.publishing import StoppedError
from lms.courses import queries as courses
from lms.courses.models import CourseVersion, Kind, LessonText, ModuleVersion
from lms.courses.service import export_course
from lms.errors import Refusal
from lms.progress import service as progress
from lms.progress.models import LessonRead, ModuleStart
from lms.quizzes.models import Draft
from lms.trail.models import TrailEntry
from tests.authoring.conftest import LESSON, MODULE, PRESS, QUIZ


@pytest.fixture
def learner(desk, make):
    """Somebody who has begun the module and read its first lesson."""
    person = make.user()
    version = desk.course.version()
    progress.begin_module(desk.db, person, MODULE, version.id, now=NOW)
    progress.finish_lesson(desk.db, person, MODULE, "write-it-down", version.id, now=NOW)
    desk.db.commit()
    return person


def pin(desk, person):
    asked = select(ModuleStart.version_id).where(ModuleStart.user_id == person.id)
    return desk.db.scalar(asked)


def edit(desk):
    desk.change(LESSON, "Every evening", "Each evening")


def restore(desk, version, **how):
    given = {"kind": Kind.REVISION, "message": "Back.", "press": PRESS, "now": NOW}
    return publishing.restore(desk.db, desk.chief, version, **(given | how))


def test_a_publication_says_who_why_and_what(desk):
    base = desk.course.version()
    edit(desk)

    made = desk.publish()

    version = desk.course.version()
    assert (version.number, version.kind, made.version_id) == (2, "revision", version.id)
    assert made.changes == [{"path": LESSON, "change": "changed"}]
    assert (made.by_id, made.approved_by, made.self_approved) == (
        *(desk.chief.id, desk.chief.id),
        False,
    )
    assert (made.message, made.base_id, made.restored_id) == ("A clearer sum.", base.id, None)
    texts = desk.db.scalars(select(LessonText.html).where(LessonText.version_id == version.id))
    assert sum("Each evening" in one for one in texts) == 1
    assert desk.course.rows(ModuleDraft) == 0
    acts = desk.db.scalars(select(TrailEntry.act)).all()
    assert "authoring.publish" in acts


def test_what_was_published_on_the_web_is_exported_like_anything_else(desk):
    before = export_course(desk.db, "small-course")
    edit(desk)
    text = desk.text()

    desk.publish()

    path = f"modules/01-first-steps/{LESSON}"
    assert export_course(desk.db, "small-course") == before | {path: text.encode()}


def test_a_correction_reaches_everybody_at_once(desk, learner):
    edit(desk)

    made = desk.publish(Kind.CORRECTION)

    assert (pin(desk, learner), made.moved) == (desk.course.version().id, 1)
    assert desk.db.scalar(select(func.count()).select_from(LessonRead)) == 1


@pytest.mark.parametrize("kind", [Kind.REVISION, Kind.EDITION])
def test_other_kinds_reach_those_who_begin_from_now_on(desk, learner, make, kind):
    base = desk.course.version()
    edit(desk)

    made = desk.publish(kind)

    assert (pin(desk, learner), made.moved, made.kind) == (base.id, 0, kind)
    newcomer = courses.standing(desk.db, make.user().id, MODULE)
    assert newcomer.version_id == desk.course.version().id


def test_who_is_in_an_older_version_is_not_moved_by_a_correction(desk, learner):
    first = desk.course.version()
    edit(desk)
    desk.publish(Kind.REVISION)
    desk.reopen()
    desk.change(LESSON, "Each evening", "On evenings")

    assert queries.touched(desk.db, MODULE, desk.draft.base_id) == queries.Touched(0, 0, 1, 0)
    desk.publish(Kind.CORRECTION)

    assert pin(desk, learner) == first.id


def test_a_try_that_is_open_keeps_its_version_when_a_correction_comes(desk, learner):
    base = desk.course.version()
    values = {"user_id": learner.id, "module_id": MODULE, "ordinal": 0, "language": "en"}
    desk.db.add(Draft(version_id=base.id, typed={}, began_at=NOW, **values))
    desk.db.commit()
    edit(desk)

    assert publishing.touched_by(desk.db, desk.draft) == queries.Touched(1, 0, 0, 1)
    desk.publish(Kind.CORRECTION)

    assert desk.db.scalar(select(Draft.version_id)) == base.id


def test_a_draft_with_faults_is_not_published_and_says_where(desk):
    desk.change(LESSON, "## ", "# ")

    with pytest.raises(StoppedError) as told:
        desk.publish()

    assert {one.path for one in told.value.findings} >= {f"modules/01-first-steps/{LESSON}"}
    assert all(one.line > 0 and one.level == "fault" for one in told.value.findings)
    assert desk.course.rows(ModuleVersion) == 2


def test_languages_out_of_step_stop_a_draft(desk):
    desk.save(LESSON, desk.text() + "\nOne more paragraph.\n")

    with pytest.raises(StoppedError) as told:
        desk.publish()

    assert {one.path for one in told.value.findings} == {
        "modules/01-first-steps/vi/01-write-it-down.md"
    }


def test_a_question_id_of_another_module_stops_a_draft(desk):
    taken = queries.contents(desk.db, desk.course.version("shared-shop").files)["en/quiz.gift"]
    ids = [quiz.split("::")[1] for quiz in (taken.decode(), desk.text("en/quiz.gift"))]
    for language in ("en", "vi"):
        desk.change(f"{language}/quiz.gift", f"::{ids[1]}::", f"::{ids[0]}::")

    with pytest.raises(StoppedError) as told:
        desk.publish()

    assert any("also used in modules/02-shared-shop" in str(one) for one in told.value.findings)


def test_an_empty_change_and_an_empty_message_are_refused(desk):
    with pytest.raises(Refusal, match="Nothing has changed"):
        desk.publish()
    edit(desk)
    with pytest.raises(Refusal, match="Say in a sentence"):
        desk.publish(message=" ")

    assert desk.course.rows(Publication) == 0


def test_what_was_published_since_must_be_taken_in_first(desk):
    edit(desk)
    desk.course.change(f"modules/01-first-steps/{LESSON}", "Every evening", "On evenings")
    desk.course.publish()

    with pytest.raises(Refusal, match="Something else was published"):
        desk.publish()
    service.rebase(desk.db, desk.author, desk.draft, take={LESSON: "mine"}, now=NOW)
    desk.publish()

    assert desk.course.version().number == 3


def test_what_was_prepared_from_an_older_save_is_not_published(desk):
    edit(desk)
    prepared = publishing.prepare(desk.db, desk.draft, PRESS, now=NOW)
    desk.change(LESSON, "Each evening", "On evenings")

    with pytest.raises(Refusal, match="saved again meanwhile"):
        desk.publish(prepared=prepared)


def test_what_was_prepared_is_published_without_being_made_again(desk, counting):
    edit(desk)
    prepared = publishing.prepare(desk.db, desk.draft, PRESS, now=NOW)

    with counting() as statements:
        desk.publish(prepared=prepared)

    assert len(statements) < 40, len(statements)
    assert desk.course.version().number == 2


def test_publishing_that_fails_half_way_leaves_nothing(desk, learner, monkeypatch):
    edit(desk)
    desk.db.commit()
    base = desk.course.version()

    def fail(*_what, **_how):
        raise IntegrityError("", {}, ValueError("two at once"))

    monkeypatch.setattr(publishing.trail, "note", fail)
    with pytest.raises(IntegrityError):
        desk.publish(Kind.CORRECTION)
    desk.db.rollback()

    assert (pin(desk, learner), desk.course.version().id) == (base.id, base.id)
    counts = [desk.course.rows(one) for one in (ModuleVersion, Publication, ModuleDraft)]
    assert counts == [2, 0, 1]


def test_an_older_version_comes_back_byte_for_byte_as_a_new_one(desk, learner):
    before, first = export_course(desk.db, "small-course"), desk.course.version()
    lesson_verbs.order_lessons(
        desk.db, desk.author, desk.draft, ["two-pockets", "write-it-down"], now=NOW
    )
    desk.publish(Kind.CORRECTION)
    moved = desk.course.version()

    made = restore(desk, first, kind=Kind.CORRECTION)
    desk.db.commit()

    version = desk.course.version()
    assert export_course(desk.db, "small-course") == before
    assert (version.number, made.restored_id, made.base_id) == (3, first.id, moved.id)
    assert (pin(desk, learner), made.moved) == (version.id, 1)


def test_the_published_version_need_not_be_brought_back(desk):
    with pytest.raises(Refusal, match="Nothing has changed"):
        restore(desk, desk.course.version())


def test_a_version_that_cannot_be_read_any_more_stays_where_it_is(desk):
    first = desk.course.version()
    desk.course.change(f"modules/01-first-steps/{LESSON}", "Every evening", "On evenings")
    desk.course.translate("mn")
    desk.course.publish()

    with pytest.raises(StoppedError):
        restore(desk, first)

    assert desk.course.version().number == 2


def test_a_new_module_joins_the_course_when_it_is_published(desk):
    titles = {"en": "My shop", "vi": "Quán của tôi"}
    desk.draft = lesson_verbs.new_module(
        desk.db, desk.author, "my-shop", code="T09", titles=titles, lesson_id="day-one", now=NOW
    )
    for language in ("en", "vi"):
        desk.save(f"{language}/quiz.gift", QUIZ)
    versions = desk.course.rows(CourseVersion)

    desk.publish()

    course = courses.course_version(desk.db, "small-course")
    assert course.facts["modules"] == ["first-steps", "shared-shop", "my-shop"]
    assert desk.course.rows(CourseVersion) == versions + 1
    assert desk.course.version("my-shop").folder == "03-my-shop"


def test_the_history_names_people_and_learners_in_two_statements(desk, learner, counting):
    edit(desk)
    desk.publish()

    with counting() as statements:
        lines = queries.history(desk.db, MODULE)

    assert len(statements) == 2, statements
    assert [(one.number, one.by, one.learners, one.is_published) for one in lines] == [
        (2, desk.chief.name, 0, True),
        (1, "", 1, False),
    ]
    assert (lines[0].approver, lines[1].publication) == (desk.chief.name, None)


def test_an_account_that_goes_leaves_its_publications(desk, make):
    other = make.user(Role.AUTHOR)
    edit(desk)
    made = desk.publish(actor=other)

    desk.db.delete(other)
    desk.db.commit()

    desk.db.refresh(made)
    assert (made.by_id, queries.history(desk.db, MODULE)[0].by) == (None, "")


def test_a_question_inside_another_module_s_lesson_has_its_id_for_itself(desk):
    taken = desk.text("en/quiz.gift").split("::")[1]
    placed = draft_checks.placed(
        desk.db, "small-course", MODULE, desk.draft.folder, desk.draft.files
    )
    other = "modules/02-shared-shop/en/01-one-vote.md"

    found = draft_checks.findings_of(replace(placed, asked={taken: other}), PRESS)

    said = f'The question id "{taken}" is also used in {other}.'
    assert {(one.path, one.message) for one in draft_checks.stops(found)} == {
        (f"modules/01-first-steps/{language}/quiz.gift", said) for language in ("en", "vi")
    }


def test_a_change_is_checked_with_all_its_translations_and_others_are_not_read_again(desk):
    desk.save(LESSON, desk.text() + "\nOne more paragraph.\n")
    placed = draft_checks.placed(
        desk.db, "small-course", MODULE, desk.draft.folder, desk.draft.files
    )

    here, elsewhere = (
        draft_checks.stops(draft_checks.findings_of(placed, PRESS, frozenset({path})))
        for path in (LESSON, "vi/02-two-pockets.md")
    )

    assert [one.path for one in here] == ["modules/01-first-steps/vi/01-write-it-down.md"]
    assert elsewhere == []


def test_checks_read_a_draft_and_its_course_in_five_statements(desk, counting):
    with counting() as statements:
        found = draft_checks.checks_of(desk.db, desk.draft, PRESS)

    assert (len(statements), draft_checks.stops(found)) == (5, [])
