"""Joining and signing in, through the pages."""

from __future__ import annotations


def test_a_stranger_is_sent_to_sign_in_and_comes_back(browse, make):
    make.user(username="lan")
    stranger = browse()

    answer = stranger.get("/account")

    assert answer.location == "/sign-in?next=/account"


def test_a_signed_in_person_sees_the_account(browse, make):
    learner = browse(make.user(name="Trần Văn Đức"))

    page = learner.get("/account")

    assert page.status_code == 200
    assert "Trần Văn Đức" in page.text
