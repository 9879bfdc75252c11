"""A certificate that no longer holds says so; a deleted one leaves its bare number."""

from __future__ import annotations

import pytest
from factories import NOW
from sqlalchemy import func, select

from lms.accounts import secrets_kept
from lms.accounts.models import User
from lms.accounts.own_data import export_all
from lms.certificates import queries, service
from lms.certificates.models import Certificate, State
from lms.certificates.own_data import KEEPER
from lms.errors import Refusal
from lms.trail.models import TrailEntry
from tests.certificates.reading_back import lines, page_text

REASON = "The quiz of module 3 was taken by somebody else."


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

    (kept,) = export_all(db, holder.id, [KEEPER])["certificates"]

    assert kept["number"] == made.number
    assert kept["printed"]["holder"] == "Nguyễn Thị Lan"
    assert KEEPER.export(db, made.id) == []
