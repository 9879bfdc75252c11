"""A finished course gives one certificate, frozen with all that was printed."""

from __future__ import annotations

import hashlib
import threading

import pytest
from factories import NOW
from sqlalchemy import func, select

from lms.accounts.models import User
from lms.catalogues import translate
from lms.certificates import names, queries, service
from lms.certificates.models import Certificate
from lms.courses.models import Module
from lms.db import Base, begin_writing, make_engine, make_sessions
from lms.errors import Refusal
from lms.progress.models import CourseStart
from lms.trail.models import TrailEntry
from tests.certificates.reading_back import (
    claimed,
    drawn_squares,
    lines,
    page_text,
    paper_text,
    squares_of,
)

CLAIM = "/certificates/claim"
SITE = "https://learn.example.org"


def test_a_graduate_gets_a_certificate_with_every_fact_in_two_languages(browse, school, db):
    learner = browse(school.graduate(name="Nguyễn Thị Lan", language="vi"), lang="vi")

    number = claimed(learner, "Nguyễn Thị Lan")

    text = paper_text(learner.get(f"/certificates/{number}/paper.pdf").data)
    said = ["Nguyễn Thị Lan", number, f"http://localhost/certificates/{number}"]
    said += ["Khóa học nhỏ", "A small course", "Về nước", "Coming home", "Thành viên", "Members"]
    said += ["M01", "M02", "M03", "130", "125", "120"]
    said += [
        "4 tháng 2, 2026",
        "February 4, 2026",
        "30 tháng 5, 2026",
        "May 30, 2026",
        "6,3",
        "6.3",
    ]
    assert [one for one in said if one not in text] == []
    assert "added-later" not in text
    kept = db.scalar(select(Certificate).where(Certificate.number == number))
    assert [line for line in lines(kept.facts) if line not in text] == []


def test_the_public_page_shows_every_line_that_is_printed_to_anybody(browse, school, db):
    number = claimed(browse(school.graduate(language="vi")), "Nguyễn Thị Lan")

    page = browse(lang="ko").get(f"/certificates/{number}")

    kept = db.scalar(select(Certificate).where(Certificate.number == number))
    assert page.status_code == 200
    assert [line for line in lines(kept.facts) if line not in page_text(page.text)] == []
    assert translate("ko", "Valid. This certificate was issued by us.") in page.text
    assert page.headers["X-Robots-Tag"] == "noindex"
    assert "paper.pdf" not in page.text


def test_the_version_that_the_learner_ended_on_is_printed_not_the_newest(browse, school, db):
    user = school.graduate()
    newer = school.version("costing", number=7)
    db.flush()
    db.get(Module, "costing").published_id = newer.id
    db.flush()

    number = claimed(browse(user), "Lan")

    kept = db.scalar(select(Certificate).where(Certificate.number == number))
    assert [line[2] for line in kept.facts["sides"][0]["modules"]] == ["2", "2", "2"]


def test_the_paper_is_the_same_byte_for_byte_whatever_changes_later(browse, school, db):
    user = school.graduate(language="vi", name="Nguyễn Thị Lan")
    learner = browse(user)
    number = claimed(learner, "Nguyễn Thị Lan")
    address = f"/certificates/{number}/paper.pdf"
    first, page = learner.get(address), learner.get(f"/certificates/{number}").text
    kept = db.scalar(select(Certificate).where(Certificate.number == number))

    user.name, user.language = "Somebody Else", "ko"
    school.course.facts = {"title": {"en": "Renamed"}, "modules": []}
    for version in school.versions.values():
        version.facts = version.facts | {"title": {"en": "Renamed"}, "minutes": 1}
    db.commit()

    assert learner.get(address).data == first.data
    assert hashlib.sha256(first.data).hexdigest() == kept.pdf_hash
    assert page_text(learner.get(f"/certificates/{number}").text).count("Renamed") == 0
    assert "Nguyễn Thị Lan" in page
    assert first.headers["Content-Disposition"] == f'attachment; filename="{number}.pdf"'
    assert first.mimetype == "application/pdf"


def test_a_phone_that_has_the_paper_does_not_load_it_again(browse, school):
    learner = browse(school.graduate())
    address = f"/certificates/{claimed(learner, 'Lan')}/paper.pdf"
    tag = learner.get(address).headers["ETag"]

    answer = learner.get(address, headers={"If-None-Match": tag})

    assert (answer.status_code, answer.data) == (304, b"")


def test_the_square_code_on_the_paper_is_that_of_the_printed_address(browse, school, app, db):
    user = school.graduate()
    db.commit()

    made = service.issue(db, user, holder="Lan", site=SITE + "/", demo=False, now=NOW)

    address = f"{SITE}/certificates/{made.number}"
    assert made.facts["url"] == address
    assert address in paper_text(made.pdf)
    assert drawn_squares(made.pdf) == squares_of(address)


def test_claiming_twice_gives_the_first_certificate(browse, school, db):
    learner = browse(school.graduate())
    number = claimed(learner, "Lan")

    again = claimed(learner, "Another Name")

    assert again == number
    assert db.scalar(select(func.count()).select_from(Certificate)) == 1
    assert "Another Name" not in learner.get(f"/certificates/{number}").text


def test_two_claims_at_once_give_one_certificate(tmp_path, school_on):
    engine = make_engine(f"sqlite:///{tmp_path / 'two.sqlite'}")
    Base.metadata.create_all(engine)
    sessions = make_sessions(engine)
    user_id = school_on(sessions)
    together, numbers = threading.Barrier(2), []

    def press() -> None:
        with sessions.begin() as db:
            together.wait()
            begin_writing(db)  # as the door of a POST does
            user = db.get(User, user_id)
            made = service.issue(db, user, holder="Lan", site=SITE, demo=False, now=NOW)
            numbers.append(made.number)

    pressed = [threading.Thread(target=press) for _ in range(2)]
    for one in pressed:
        one.start()
    for one in pressed:
        one.join()

    with sessions() as db:
        kept = db.scalars(select(Certificate.number)).all()
        noted = db.scalars(select(CourseStart.certificate)).all()
    engine.dispose()
    assert len(kept) == 1
    assert numbers == [kept[0], kept[0]]
    assert noted == kept


def test_the_course_page_and_the_trail_learn_of_it(browse, school, db):
    user = school.graduate()
    number = claimed(browse(user), "Lan")

    start = db.scalar(select(CourseStart).where(CourseStart.user_id == user.id))
    entry = db.scalar(select(TrailEntry).where(TrailEntry.act == "certificates.issue"))
    assert start.certificate == number
    assert (entry.actor_id, entry.facts) == (user.id, {"number": number})


@pytest.mark.parametrize(("before", "after"), [("", "Lan Anh"), ("Known Name", "Known Name")])
def test_the_name_goes_into_an_account_that_has_none(browse, school, db, before, after):
    user = school.graduate(name=before)
    claimed(browse(user), "Lan Anh")

    db.refresh(user)
    assert user.name == after


def test_the_form_proposes_the_name_of_the_account(browse, school):
    page = browse(school.graduate(name="Trần Văn Đức")).get("/certificates/")

    assert 'value="Trần Văn Đức"' in page.text
    assert "Make my certificate" in page.text


def test_before_finishing_there_is_no_form_and_a_claim_is_refused_with_the_way(browse, school, db):
    learner = browse(school.learner())

    page, answer = learner.get("/certificates/"), learner.post(CLAIM, {"holder": "Lan"})

    assert "Make my certificate" not in page.text
    assert "when you have finished the course" in page.text
    assert answer.status_code == 409
    assert "pass the quiz of each module" in answer.text
    assert db.scalar(select(func.count()).select_from(Certificate)) == 0


def test_who_never_began_and_who_finds_no_course_are_refused_alike(browse, make, db):
    learner = browse(make.user())

    assert learner.post(CLAIM, {"holder": "Lan"}).status_code == 409
    assert learner.get("/certificates/").status_code == 200


def test_a_stranger_who_claims_signs_in_first_and_keeps_the_name_typed(browse):
    answer = browse().post(CLAIM, {"holder": "Lan Anh"})

    assert answer.status_code == 401
    assert "Lan Anh" in answer.text


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("", names.EMPTY),
        ("   ", names.EMPTY),
        ("n" * 10_000, "Write at most 80 characters."),
        ("Lan\x07", names.UNSEEN),
        ("\u202eLan", names.UNSEEN),
        ("<script>alert(1)</script>", names.NO_NAME),
        ("Lan 🙂", names.NO_NAME),
        ("王小明", names.NO_LETTERS_OF_OURS),
        ("สมชาย", names.NO_LETTERS_OF_OURS),
    ],
)
def test_a_name_that_cannot_be_printed_is_refused_beside_its_field(
    browse, school, db, name, sentence
):
    answer = browse(school.graduate()).post(CLAIM, {"holder": name})

    assert answer.status_code == 422
    assert sentence in page_text(answer.text)
    assert "<script>alert" not in answer.text
    assert db.scalar(select(func.count()).select_from(Certificate)) == 0


def test_a_name_with_marks_of_typst_and_html_is_printed_as_text(browse, school):
    learner = browse(school.graduate())

    number = claimed(learner, "#panic(x) & *Lan* [b] \\ 'Anh'")

    page = page_text(learner.get(f"/certificates/{number}").text)
    assert "#panic(x) & *Lan* [b] \\ 'Anh'" in page


@pytest.mark.parametrize("platform", [True, False])
def test_a_demo_certificate_says_so_on_paper_and_on_its_page(browse, school, db, platform):
    user = school.graduate(is_demo=not platform)
    made = service.issue(db, user, holder="Lan", site=SITE, demo=platform, now=NOW)
    db.commit()

    page = browse().get(f"/certificates/{made.number}")

    assert "DEMO" in paper_text(made.pdf)
    assert "DEMO" in page.text
    assert "It attests nothing" in page.text
    assert "Valid. This certificate" not in page.text


def test_the_verb_refuses_a_bad_name_whoever_calls_it(school, db):
    user = school.graduate()

    with pytest.raises(Refusal) as no:
        service.issue(db, user, holder="", site=SITE, demo=False, now=NOW)

    assert (no.value.status, no.value.message) == (422, names.EMPTY)


def test_looking_at_a_certificate_does_not_load_its_paper(school, db):
    user = school.graduate()
    number = service.issue(db, user, holder="Lan", site=SITE, demo=False, now=NOW).number
    db.commit()
    db.expunge_all()

    assert "pdf" not in queries.certificate(db, number).__dict__
    assert queries.certificate_with_paper(db, number).pdf.startswith(b"%PDF")
