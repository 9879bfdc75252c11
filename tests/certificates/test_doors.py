"""Looking up a certificate, and the paper, through the pages."""

from __future__ import annotations

import pytest
import time_machine
from factories import NOW
from sqlalchemy.exc import IntegrityError

from lms.app import create_app
from lms.certificates.models import Certificate, State
from lms.certificates.numbers import new_number
from lms.config import Settings
from tests.certificates.reading_back import claimed, page_text


@pytest.mark.parametrize("typed", [str.lower, lambda n: n.replace("-", " "), lambda n: n[4:]])
def test_a_stranger_finds_a_certificate_by_its_number(browse, issued, typed):
    stranger, number = browse(), issued[1].number

    answer = stranger.post("/certificates/find", {"number": typed(number)})

    assert answer.location == f"/certificates/{number}"
    assert "Nguyễn Thị Lan" in stranger.get(answer.location).text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Write the number that stands on the paper."),
        ("hello", "nine letters and digits after SSE"),
        ("x" * 10_000, "Write at most 200 characters."),
        ("SSE-222-222-223", "There is a slip in this number."),
        ("<script>alert(1)</script>", "nine letters and digits after SSE"),
        ("' OR 1=1 --", "nine letters and digits after SSE"),
        ("SSE-000-111-LLL", "A number never has 0, 1, I, L, O, U"),
    ],
)
def test_garbage_is_told_apart_from_an_unknown_number(browse, typed, sentence):
    answer = browse().post("/certificates/find", {"number": typed})

    assert answer.status_code == 422
    assert sentence in page_text(answer.text)
    assert "<script>alert" not in answer.text


def test_an_unknown_number_is_told_with_what_to_do(browse):
    number = new_number()

    answer = browse().get(f"/certificates/{number}")

    assert answer.status_code == 404
    assert "No certificate with this number was issued here." in answer.text
    assert f'value="{number}"' in answer.text


def test_a_slip_in_the_address_can_be_mended_where_it_is_told(browse):
    answer = browse().get("/certificates/SSE-222-222-223")

    assert answer.status_code == 404
    assert "There is a slip in this number." in answer.text
    assert 'value="SSE-222-222-223"' in answer.text


@pytest.mark.parametrize("garbage", ["%00", "..%2f..", "x" * 3000, "%F0%9F%99%82", "%E2%80%AE"])
def test_garbage_in_the_address_is_a_page_and_no_fault_of_ours(browse, garbage):
    assert browse().get(f"/certificates/{garbage}").status_code == 404


def test_other_ways_of_writing_lead_to_the_one_address(browse, issued):
    number = issued[1].number

    answer = browse().get(f"/certificates/{number.lower().replace('-', '')}")

    assert (answer.status_code, answer.location) == (302, f"/certificates/{number}")


def test_who_reloads_a_form_with_faults_comes_back_to_it(browse):
    assert browse().get("/certificates/find?lang=vi").location == "/certificates/"


def test_guessing_is_slowed_when_limits_are_on(engine, tmp_path):
    settings = Settings(data_dir=tmp_path, secret_key="for tests", insecure_cookies=True)
    stranger = create_app(settings, engine=engine).test_client()

    with time_machine.travel(NOW, tick=False):  # all within one minute
        answers = [stranger.get("/certificates/SSE-222-222-223").status_code for _ in range(125)]

    assert answers.count(404) == 120
    assert answers[-1] == 429


def test_the_paper_is_for_the_holder_and_the_admin_only(browse, make, issued):
    holder, made = issued
    address = f"/certificates/{made.number}/paper.pdf"

    asked = {
        "holder": browse(holder).get(address),
        "admin": browse(make.admin()).get(address),
        "learner": browse(make.user()).get(address),
        "trainer": browse(make.trainer()).get(address),
        "stranger": browse().get(address),
    }

    status = {who: answer.status_code for who, answer in asked.items()}
    assert status == {"holder": 200, "admin": 200, "learner": 404, "trainer": 404, "stranger": 302}
    assert asked["holder"].data == asked["admin"].data
    assert browse(holder).get(f"/certificates/{new_number()}/paper.pdf").status_code == 404


def test_the_own_page_offers_the_paper_with_its_size(browse, issued):
    holder, made = issued

    own = browse(holder).get(f"/certificates/{made.number}")

    assert f'href="/certificates/{made.number}/paper.pdf"' in own.text
    assert f"{-(-made.pdf_size // 1000)} kB" in own.text
    assert "Withdraw this certificate" not in own.text


def test_somebody_s_list_holds_no_certificate_of_others(browse, school, issued):
    other = browse(school.graduate(name="Other"))
    own = claimed(other, "Other")

    page = other.get("/certificates/").text

    assert own in page
    assert issued[1].number not in page


@pytest.mark.parametrize("certificates", [1, 3])
def test_pages_ask_the_database_little(browse, issued, counting, db, certificates):
    holder, made = issued
    for at in range(1, certificates):
        db.add(another(holder, made, course_id=f"course-{at}"))
    db.commit()
    learner, stranger, counts = browse(holder), browse(), []

    for who, address in (
        (learner, "/certificates/"),
        (learner, f"/certificates/{made.number}"),
        (stranger, "/certificates/"),
        (stranger, f"/certificates/{made.number}"),
        (learner, f"/certificates/{made.number}/paper.pdf"),
    ):
        with counting() as statements:
            who.get(address)
        counts.append(len(statements))

    assert counts == [3, 2, 0, 1, 2]


def test_the_database_itself_keeps_one_certificate_for_a_person_and_course(issued, db):
    holder, made = issued

    db.add(another(holder, made, course_id=made.course_id))

    with pytest.raises(IntegrityError):
        db.flush()


@pytest.mark.parametrize("lang", ["en", "vi", "mn", "ky", "ru", "ko"])
def test_a_page_of_every_language_can_be_read_strictly(browse, issued, lang):
    page = browse(lang=lang).get(f"/certificates/{issued[1].number}")

    assert page.status_code == 200
    assert f'<html lang="{lang}"' in page.text
    assert "Khóa học nhỏ" in page.text


def another(holder, made, *, course_id: str) -> Certificate:
    """A further certificate of somebody, with the lines of one that is there."""
    return Certificate(
        number=new_number(),
        user_id=holder.id,
        course_id=course_id,
        state=State.ISSUED,
        facts=made.facts,
        pdf=b"",
        pdf_size=0,
        pdf_hash="",
        issued_at=NOW,
    )
