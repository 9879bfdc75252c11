"""Looking up, the paper, withdrawal and deletion, through the pages."""

from __future__ import annotations

import pytest
from factories import NOW
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from lms.accounts import secrets_kept
from lms.accounts.models import User
from lms.accounts.own_data import export_all
from lms.app import create_app
from lms.certificates import queries, service
from lms.certificates.models import Certificate, State
from lms.certificates.numbers import new_number
from lms.certificates.own_data import KEEPER
from lms.config import Settings
from lms.errors import Refusal
from lms.trail.models import TrailEntry
from tests.certificates.reading_back import claimed, lines, page_text

REASON = "The quiz of module 3 was taken by somebody else."


@pytest.fixture
def issued(school, db):
    """(the holder, the certificate)"""
    holder = school.graduate(name="Nguyễn Thị Lan", language="vi")
    made = service.issue(
        db, holder, holder="Nguyễn Thị Lan", site="https://learn.example", demo=False, now=NOW
    )
    db.commit()
    return holder, made


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
    answer = browse().get(f"/certificates/{new_number()}")

    assert answer.status_code == 404
    assert "No certificate with this number was issued here." in answer.text


@pytest.mark.parametrize(
    "garbage", ["SSE-222-222-223", "%00", "..%2f..", "x" * 3000, "%F0%9F%99%82"]
)
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


def test_a_withdrawn_certificate_says_when_and_why_and_shows_every_line(browse, make, issued, db):
    made = issued[1]
    admin = browse(make.admin())
    address = f"/certificates/{made.number}"
    assert "Withdraw this certificate" in admin.get(address).text

    answer = admin.post(f"{address}/withdraw", {"reason": REASON})

    page = page_text(browse().get(address).text)
    kept = db.scalar(select(Certificate).execution_options(populate_existing=True))
    assert answer.location == address
    assert f"Reason: {REASON}" in page
    assert "Withdrawn on " in page
    assert "This certificate no longer holds." in page
    assert "Valid. This" not in page
    assert [line for line in lines(made.facts) if line not in page] == []
    assert (kept.state, kept.reason) == (State.WITHDRAWN, REASON)
    entry = db.scalar(select(TrailEntry).where(TrailEntry.act == "certificates.withdraw"))
    assert (entry.thing_id, entry.facts) == (str(made.id), {"number": made.number})


def test_the_holder_s_list_shows_that_it_was_withdrawn(browse, issued, db):
    holder, made = issued
    service.withdraw(db, None, made, reason=REASON, now=NOW)
    db.commit()

    page = browse(holder).get("/certificates/")

    assert made.number in page.text
    assert "Withdrawn" in page.text
    assert "Make my certificate" not in page.text


def test_withdrawing_twice_is_refused_and_the_first_reason_stays(browse, make, issued, db):
    address = f"/certificates/{issued[1].number}"
    admin = browse(make.admin())
    admin.post(f"{address}/withdraw", {"reason": REASON})

    again = admin.post(f"{address}/withdraw", {"reason": "Another reason."})

    assert again.status_code == 409
    assert REASON in page_text(browse().get(address).text)
    assert "Withdraw this certificate" not in admin.get(address).text


def test_of_two_who_withdraw_at_once_the_second_is_refused(issued, db):
    made = issued[1]
    db.refresh(made)
    service.withdraw(db, None, made, reason=REASON, now=NOW)

    # The second has read the row before the first wrote it.
    assert made.state is State.ISSUED
    with pytest.raises(Refusal) as no:
        service.withdraw(db, None, made, reason="Another reason.", now=NOW)

    db.refresh(made)
    assert (no.value.status, made.reason) == (409, REASON)


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [("", "Write the reason in plain words."), ("r" * 501, "Write at most 500 characters.")],
)
def test_a_withdrawal_needs_a_reason_of_some_size(browse, make, issued, db, reason, sentence):
    address = f"/certificates/{issued[1].number}"

    answer = browse(make.admin()).post(f"{address}/withdraw", {"reason": reason})

    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Valid. This certificate" in browse().get(address).text
    with pytest.raises(Refusal):
        service.withdraw(db, None, issued[1], reason=reason, now=NOW)


def test_markup_in_a_reason_is_text(browse, make, issued):
    address = f"/certificates/{issued[1].number}"
    browse(make.admin()).post(f"{address}/withdraw", {"reason": "<script>alert(1)</script>"})

    page = browse().get(address)

    assert "<script>alert" not in page.text
    assert "<script>alert(1)</script>" in page_text(page.text)


def test_only_an_admin_withdraws(browse, make, issued, db):
    holder, made = issued
    address = f"/certificates/{made.number}/withdraw"

    answers = [
        browse(who).post(address, {"reason": REASON}).status_code
        for who in (holder, make.trainer(), make.user(), None)
    ]

    assert answers == [403, 403, 403, 302]
    db.refresh(made)
    assert made.state is State.ISSUED


def test_a_deleted_account_leaves_the_bare_number(browse, issued, db):
    holder, made = issued
    number = made.number

    holder.secret_hash = secrets_kept.hashed("a long secret")
    db.commit()

    browse(holder).post("/account/leave", {"password": "a long secret", "sure": "y"})

    db.expunge_all()

    page = browse().get(f"/certificates/{number}")
    kept = queries.certificate(db, number)
    assert page.status_code == 410
    assert "Deleted at the holder's wish." in page_text(page.text)
    assert "Nguyễn" not in page.text
    assert db.scalar(select(func.count()).select_from(User)) == 0
    assert (kept.state, kept.user_id, kept.facts) == (State.DELETED, None, {})
    assert (kept.pdf_hash, kept.pdf_size, kept.reason) == ("", 0, "")
    assert queries.certificate_with_paper(db, number) is None


def test_a_withdrawal_is_forgotten_too_and_a_deleted_one_cannot_be_withdrawn(
    browse, make, issued, db
):
    holder, made = issued
    service.withdraw(db, None, made, reason="Lan took it for her sister.", now=NOW)
    KEEPER.forget(db, holder.id)
    db.commit()

    answer = browse(make.admin()).post(
        f"/certificates/{made.number}/withdraw", {"reason": "Once more."}
    )

    assert answer.status_code == 409
    assert "sister" not in browse().get(f"/certificates/{made.number}").text


def test_own_data_holds_what_was_printed(issued, db):
    holder, made = issued

    (kept,) = export_all(db, holder, [KEEPER])["certificates"]

    assert kept["number"] == made.number
    assert kept["printed"]["holder"] == "Nguyễn Thị Lan"
    assert KEEPER.export(db, made.id) == []


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
        db.add(
            Certificate(
                number=new_number(),
                user_id=holder.id,
                course_id=f"course-{at}",
                state=State.ISSUED,
                facts=made.facts,
                pdf=b"",
                pdf_size=0,
                pdf_hash="",
                issued_at=NOW,
            )
        )
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
    values = {"user_id": holder.id, "course_id": made.course_id, "state": State.ISSUED}

    db.add(
        Certificate(number=new_number(), facts={}, pdf_size=0, pdf_hash="", issued_at=NOW, **values)
    )

    with pytest.raises(IntegrityError):
        db.flush()


def test_a_page_of_every_language_can_be_read_strictly(browse, issued):
    for lang in ("en", "vi", "mn", "ky", "ru", "ko"):
        page = browse(lang=lang).get(f"/certificates/{issued[1].number}")
        assert page.status_code == 200
