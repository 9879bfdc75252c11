"""Wrong tries are slowed for an account and an address, and never lock a learner out for good."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from factories import NOW
from flask import Flask
from sqlalchemy import func, select
from tokens import PIN, PIN_HASH

from lms.accounts import service, slowing, tries
from lms.accounts.models import WrongTry
from lms.app import create_app
from lms.config import Settings
from lms.errors import Refusal


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=False) as moving:
        yield moving


def wrong(browser, sign_in, times, name="lan"):
    return [sign_in(browser, name, "111222").status_code for _ in range(times)]


def test_three_wrong_tries_are_free_and_the_next_waits(browse, lan, sign_in, clock):
    learner = browse()

    codes = wrong(learner, sign_in, 4)
    page = sign_in(learner, "lan")

    assert codes == [422, 422, 422, 429]
    assert page.status_code == 429
    assert "Wait 1 seconds" in page.text
    assert 'value="lan"' in page.text


def test_a_try_that_came_too_soon_is_not_counted(browse, db, lan, sign_in, clock):
    wrong(browse(), sign_in, 10)

    assert set(db.scalars(select(WrongTry.times))) == {3}


def test_the_right_secret_gets_in_when_the_wait_is_over(browse, lan, sign_in, clock):
    learner = browse()
    wrong(learner, sign_in, 3)

    clock.shift(timedelta(seconds=1))

    assert sign_in(learner, "lan").status_code == 302


def test_a_right_sign_in_begins_the_count_anew_but_not_for_the_address(
    browse, db, lan, sign_in, clock
):
    wrong(browse(), sign_in, 2)

    sign_in(browse(), "lan")

    assert list(db.scalars(select(WrongTry.times))) == [2]
    assert wrong(browse(), sign_in, 3) == [422, 422, 422]


def test_the_longest_wait_is_told_in_minutes(browse, db, lan, sign_in, clock):
    sign_in(browse(), "lan", "111222")
    for row in db.scalars(select(WrongTry)):
        row.times = 5000
    db.commit()

    page = sign_in(browse(), "lan")

    assert page.status_code == 429
    assert "Wait 15 minutes" in page.text
    clock.shift(timedelta(minutes=15))
    assert sign_in(browse(), "lan").status_code == 302


def test_a_guesser_elsewhere_does_not_keep_the_learner_out(db, lan, clock):
    for number in range(200):
        counted = slowing.keys("lan", f"198.51.100.{number}")
        tries.count_wrong_try(db, counted, NOW)
    db.commit()

    found = service.sign_in(
        db, username="lan", secret=PIN, address="203.0.113.1", device="", now=NOW
    )

    assert found.id == lan.id


def test_a_guesser_behind_the_same_address_does_not_keep_the_learner_out(db, lan, clock):
    for number in range(300):
        tries.count_wrong_try(db, slowing.keys(f"other{number}", "203.0.113.1"), NOW)
    db.commit()

    found = service.sign_in(
        db, username="lan", secret=PIN, address="203.0.113.1", device="", now=NOW
    )

    assert found.id == lan.id


def test_an_unknown_name_is_slowed_like_a_known_one(browse, sign_in, clock):
    assert wrong(browse(), sign_in, 4, name="nobody") == [422, 422, 422, 429]


def test_tries_at_one_name_do_not_slow_another(browse, lan, make, sign_in, clock):
    make.user(username="bat", secret_hash=PIN_HASH)
    wrong(browse(), sign_in, 4)

    assert sign_in(browse(), "bat").status_code == 302


def test_counts_older_than_a_day_are_thrown_away(browse, db, lan, sign_in, clock):
    wrong(browse(), sign_in, 2)
    clock.shift(timedelta(hours=25))

    sign_in(browse(), "bat", "111222")

    assert set(db.scalars(select(WrongTry.times))) == {1}
    assert db.scalar(select(func.count()).select_from(WrongTry)) == 3


def test_two_wrong_tries_in_one_moment_are_two(db, lan):
    counted = slowing.keys("lan", "a")

    tries.count_wrong_try(db, counted, NOW)
    tries.count_wrong_try(db, counted, NOW)

    assert set(db.scalars(select(WrongTry.times))) == {2}


def test_the_wait_is_a_refusal_with_its_seconds(db, lan):
    for _ in range(5):
        tries.count_wrong_try(db, slowing.keys("lan", "a"), NOW)

    with pytest.raises(Refusal) as no:
        service.sign_in(db, username="lan", secret=PIN, address="a", device="", now=NOW)

    assert (no.value.status, no.value.values) == (429, {"seconds": 4})


def limited(engine, app, tmp_path) -> Flask:
    """The application with its rate limits on, on the test's connection."""
    settings = Settings(data_dir=tmp_path, secret_key="x", insecure_cookies=True, rate_limits=True)
    made = create_app(settings, engine=engine)
    made.config.update(WTF_CSRF_ENABLED=False)
    made.extensions["lms.sessions"] = app.extensions["lms.sessions"]
    return made


def test_forty_people_behind_one_address_get_in_within_a_minute(
    engine, app, db, make, tmp_path, clock
):
    for number in range(40):
        make.user(username=f"class{number}", secret_hash=PIN_HASH)
    db.commit()
    school = limited(engine, app, tmp_path)

    codes = []
    for number in range(40):
        phone = school.test_client()
        name = f"class{number}"
        codes.append(phone.post("/sign-in", data={"username": name, "password": "1"}).status_code)
        codes.append(phone.post("/sign-in", data={"username": name, "password": PIN}).status_code)

    assert codes == [422, 302] * 40


def test_forty_people_behind_one_address_join_within_a_minute(
    engine, app, db, join, tmp_path, clock
):
    school = limited(engine, app, tmp_path)

    class Phone:
        def __init__(self):
            self.client = school.test_client()

        def post(self, address, data):
            return self.client.post(address, data=data)

    assert [join(Phone(), username=f"pupil{n}").status_code for n in range(40)] == [302] * 40


def test_a_flood_from_one_address_is_stopped_with_a_page_that_says_how_long(
    engine, app, tmp_path, clock
):
    client = limited(engine, app, tmp_path).test_client()

    answers = [
        client.post("/sign-in", data={"username": f"a{n}", "password": ""}) for n in range(151)
    ]

    assert [a.status_code for a in answers] == [422] * 150 + [429]
    assert "Wait a minute, then try again." in answers[-1].text
    assert answers[-1].headers["Retry-After"] == "60"
    clock.shift(timedelta(seconds=61))
    assert client.post("/sign-in", data={"username": "a", "password": ""}).status_code == 422


def test_reading_pages_have_no_limit(engine, app, tmp_path, clock):
    client = limited(engine, app, tmp_path).test_client()

    assert {client.get("/help/").status_code for _ in range(300)} == {200}
