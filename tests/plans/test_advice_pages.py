"""Asking for advice and writing beside answers, as people meet it."""

from __future__ import annotations

import uuid

import pytest
from factories import NOW
from plans.page_words import inputs_of, words_of
from plans.writing import Writing
from sqlalchemy import func, select

from lms.plans import advising
from lms.plans.advice_models import PlanComment
from lms.plans.kinds import CommentKind, PlanRole
from lms.plans.models import PlanAdvice


@pytest.fixture
def writing(db, make):
    made = Writing(db, make.user(name="Lan"))
    made.send(made.owner, {"need": "A dryer"})
    db.commit()
    return made


@pytest.fixture
def mentor(db, make, writing):
    """Somebody who was asked by name."""
    user = make.user(username="hoa", name="Cô Hoa")
    advising.ask_advice(
        db,
        writing.owner,
        writing.plan,
        adviser=user,
        sections=["idea"],
        text="Is the price right?",
        advice_id=uuid.uuid4(),
        now=NOW,
    )
    db.commit()
    return user


def url(writing, page):
    return f"/plans/{writing.plan.id}/{page}"


def say(db, writing, user, text="Where from?", path="need", **more):
    made = advising.write_comment(
        db,
        user,
        writing.plan,
        "idea",
        path,
        kind=CommentKind.THINK,
        text=text,
        language="en",
        comment_id=uuid.uuid4(),
        now=NOW,
        **more,
    )
    db.commit()
    return made


AT = "idea/comments/?at=need"


def test_a_mentor_is_asked_by_user_name_and_finds_the_plan(browse, make, db, writing):
    mentor = make.user(username="hoa")
    person = browse(writing.owner)
    fields = inputs_of(person.get(url(writing, "advice/")).text)

    answer = person.post(
        url(writing, "advice/"),
        {**fields, "whom": "one", "username": "HOA", "text": "Is the price right?"},
    )

    assert answer.location == url(writing, "advice/")
    assert "hoa" in words_of(person.get(answer.location).text)
    theirs = browse(mentor)
    assert "Is the price right?" in words_of(theirs.get("/plans/asked/").text)
    assert theirs.get(url(writing, "idea/")).status_code == 200


def test_any_trainer_is_asked_about_some_sections(browse, make, db, writing):
    person = browse(writing.owner)
    fields = inputs_of(person.get(url(writing, "advice/")).text)

    person.post(
        url(writing, "advice/"),
        {**fields, "whom": "any", "text": "Help", "sections": ["idea", "no-such"]},
    )

    asked = db.scalars(select(PlanAdvice)).one()
    assert (asked.adviser_id, asked.sections) == (None, ["idea"])
    assert "asks any trainer" in words_of(browse(make.trainer()).get("/plans/asked/").text)
    assert "Nobody asks you now." in words_of(browse(make.user()).get("/plans/asked/").text)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"whom": "one", "username": "nobody-here", "text": "x"}, "Nobody here has this name."),
        ({"whom": "one", "text": "x"}, "Write the user name of the person you ask."),
        ({"whom": "any"}, "Write one question, so that the answer helps you."),
        ({"whom": "all", "text": "x"}, "Choose one of the answers."),
    ],
)
def test_a_fault_stands_beside_its_field(browse, db, writing, data, said):
    answer = browse(writing.owner).post(url(writing, "advice/"), data)

    assert answer.status_code == 422
    assert said in answer.text
    assert db.scalar(select(func.count()).select_from(PlanAdvice)) == 0


def test_a_refusal_stands_beside_its_field(browse, db, writing):
    other = writing.joined()
    db.commit()

    answer = browse(writing.owner).post(
        url(writing, "advice/"), {"whom": "one", "username": other.username, "text": "x"}
    )

    assert answer.status_code == 409
    assert "This person is in the plan already." in answer.text


def test_a_request_ends_and_the_plan_is_closed_again(browse, db, writing, mentor):
    asked = db.scalars(select(PlanAdvice)).one()
    person = browse(mentor)

    answer = person.post(url(writing, f"advice/{asked.id}/end"))

    assert answer.location == "/plans/asked/"
    assert person.get(url(writing, "idea/")).status_code == 404
    assert "Ended" in words_of(browse(writing.owner).get(url(writing, "advice/")).text)


def test_an_adviser_writes_beside_an_answer_with_a_ready_sentence(browse, db, writing, mentor):
    person = browse(mentor)
    section = person.get(url(writing, "idea/")).text
    fields = inputs_of(person.get(url(writing, AT)).text)

    answer = person.post(
        url(writing, "idea/comments/"),
        {**fields, "at": "need", "kind": "think", "phrase": "source", "text": "I mean the kilo."},
    )

    assert f'href="{url(writing, AT)}"' in section
    assert answer.location == url(writing, "idea/#need")
    both = "Where does this number come from? Write who told you, and when. I mean the kilo."
    assert both in words_of(person.get(url(writing, "idea/")).text)
    page = words_of(browse(writing.owner).get(url(writing, "idea/")).text)
    assert both in page
    assert "Cô Hoa (adviser)" in page


def test_a_comment_without_words_comes_back(browse, db, writing, mentor):
    answer = browse(mentor).post(
        url(writing, "idea/comments/"), {"at": "need", "kind": "good", "phrase": "", "text": ""}
    )

    assert answer.status_code == 422
    assert "Write a sentence, or choose one." in answer.text
    assert db.scalar(select(func.count()).select_from(PlanComment)) == 0


def test_the_group_sees_it_differently_and_says_why(browse, db, writing, mentor):
    one = say(db, writing, mentor)
    person = browse(writing.owner)
    place = url(writing, f"idea/comments/{one.id}")

    empty = person.post(place, {"at": "need", "state": "different", "text": ""})
    person.post(place, {"at": "need", "state": "different", "text": "We asked 30 people."})

    assert empty.status_code == 422
    assert "Write how you see it, so that the adviser can answer." in empty.text
    page = words_of(browse(mentor).get(url(writing, "idea/")).text)
    assert "The group sees it differently" in page
    assert "We asked 30 people." in page


def test_a_settled_comment_leaves_the_section_and_stays_on_its_page(browse, db, writing, mentor):
    one = say(db, writing, mentor, "Think of the rain")
    person = browse(writing.owner)

    person.post(url(writing, f"idea/comments/{one.id}"), {"at": "need", "state": "done"})

    assert "Think of the rain" not in person.get(url(writing, "idea/")).text
    assert "Think of the rain" in person.get(url(writing, AT)).text


def test_an_adviser_answers_and_settles_nothing(browse, db, writing, mentor):
    one = say(db, writing, mentor)
    person = browse(mentor)
    place = url(writing, f"idea/comments/{one.id}")

    person.post(place, {"at": "need", "state": "", "text": "I mean the kilo."})
    refused = person.post(place, {"at": "need", "state": "done", "text": ""})

    db.expire_all()
    assert refused.status_code == 404
    assert [row.text for row in db.scalars(select(PlanComment).order_by(PlanComment.replies_to))]
    assert "Done with it" not in person.get(url(writing, AT)).text
    assert "I mean the kilo." in person.get(url(writing, AT)).text


def test_an_adviser_types_nothing_into_the_plan(browse, db, writing, mentor):
    answer = browse(mentor).post(url(writing, "idea/"), {"need": "Mine"})

    assert answer.status_code == 404


def test_a_viewer_reads_comments_and_writes_none(browse, db, writing, mentor):
    viewer = writing.joined(PlanRole.VIEWER)
    say(db, writing, mentor, "Think of the rain")
    person = browse(viewer)

    page = person.get(url(writing, "idea/")).text

    assert "Think of the rain" in page
    assert "/comments/" not in page
    assert person.get(url(writing, AT)).status_code == 404
    assert person.post(url(writing, "idea/comments/"), {"at": "need"}).status_code == 404


@pytest.mark.parametrize("end", ["idea/comments/?at=no_such", "idea/comments/", "x/comments/?at=y"])
def test_an_answer_that_is_not_asked_has_no_comments(browse, writing, end):
    assert browse(writing.owner).get(url(writing, end)).status_code == 404


@pytest.mark.parametrize("end", ["advice/", AT])
def test_a_stranger_sees_nothing(browse, make, writing, end):
    assert browse(make.trainer()).get(url(writing, end)).status_code == 404


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_what_somebody_wrote_keeps_its_language(browse, db, writing, mentor, lang):
    say(db, writing, mentor)

    page = browse(writing.owner, lang=lang).get(url(writing, "idea/")).text

    assert '<p class="kept" lang="en">Where from?</p>' in page


@pytest.mark.parametrize("rows", [1, 3])
def test_a_section_with_comments_costs_six_queries(browse, db, writing, mentor, counting, rows):
    for _ in range(rows):
        say(db, writing, mentor, replies_to=say(db, writing, mentor).id)

    for user in (writing.owner, mentor):
        person = browse(user)
        with counting() as statements:
            person.get(url(writing, "idea/"))
        assert len(statements) <= 6, statements


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_the_asked_costs_two_queries(browse, make, db, counting, rows):
    user = make.user()
    for _ in range(rows):
        group = Writing(db, make.user())
        advising.ask_advice(
            db,
            group.owner,
            group.plan,
            adviser=user,
            sections=[],
            text="Help",
            advice_id=uuid.uuid4(),
            now=NOW,
        )
    db.commit()
    person = browse(user)

    with counting() as statements:
        person.get("/plans/asked/")

    assert len(statements) == 2, statements
