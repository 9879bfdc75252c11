"""The door of every page: who asks, what is it, may they, the view, settle."""

from __future__ import annotations

import uuid
from io import BytesIO

import pytest
from factories import NOW
from flask import flash
from sqlalchemy import func, select

from lms.accounts import service
from lms.accounts.models import User
from lms.errors import Refusal
from lms.trail.models import TrailEntry
from lms.trail.service import note
from lms.web import pages as the_door
from lms.web.pages import Pages, anyone, signed_in


def only_lan(user, thing=None):
    return user is not None and user.username == "lan"


def found(visit, number):
    return {"1": "first"}.get(number)


def noted(visit):
    note(visit.db, visit.user, "test.act", visit.user, now=visit.now)


@pytest.fixture
def doors(app):
    pages = Pages("test_doors", __name__)

    @pages.show("/test/open/", may=anyone)
    def show_open(visit):
        return f"{visit.user_id}"

    @pages.show("/test/writes/", may=signed_in)
    def show_writing(visit):
        visit.user.name = "changed"
        return "written"

    @pages.show("/test/flushes/", may=signed_in)
    def show_flushing(visit):
        noted(visit)
        visit.db.flush()  # the test is that this is refused
        return "written"

    @pages.show("/test/things/<number>/", may=only_lan, load=found)
    def show_thing(visit, thing):
        return thing

    @pages.show("/test/hidden/<number>/", may=only_lan, load=found, hide=True)
    def show_hidden(visit, thing):
        return thing

    _changing(pages)
    app.register_blueprint(pages)
    return pages


def _changing(pages):
    @pages.change("/test/act/<outcome>", may=signed_in)
    def act(visit, outcome):
        noted(visit)
        if outcome == "refused":
            raise Refusal("No.")
        if outcome == "broken":
            raise RuntimeError("broken")
        return outcome, int(outcome)

    @pages.change("/test/counted/<outcome>", may=signed_in, settle_refusals=True)
    def act_counted(visit, outcome):
        noted(visit)
        return outcome, int(outcome)


@pytest.fixture
def lan(make, db):
    user = make.user(username="lan")
    db.commit()
    return user


def plain(browser, address, method="GET"):
    return browser.client.open(address, method=method)


def acts(db):
    return db.scalar(select(func.count()).select_from(TrailEntry))


def test_a_page_cannot_be_written_without_a_rule():
    with pytest.raises(TypeError, match="may"):
        Pages("test_none", __name__).show("/x/")


def test_a_stranger_has_no_id_and_a_person_has(doors, browse, lan):
    assert plain(browse(), "/test/open/").text == "None"
    assert plain(browse(lan), "/test/open/").text == str(lan.id)


@pytest.mark.parametrize("address", ["/test/writes/", "/test/flushes/"])
def test_a_page_that_shows_cannot_write(doors, browse, db, lan, address):
    answer = plain(browse(lan), address)

    db.expire_all()
    assert answer.status_code == 500
    assert db.get(User, lan.id).name != "changed"
    assert acts(db) == 0


def test_head_answers_like_get_without_a_body(doors, browse, lan):
    answer = plain(browse(lan), "/test/things/1/", "HEAD")

    assert (answer.status_code, answer.text) == (200, "")


@pytest.mark.parametrize(
    ("who", "address", "status"),
    [
        ("lan", "/test/things/1/", 200),
        ("lan", "/test/things/2/", 404),
        ("bat", "/test/things/1/", 403),
        ("bat", "/test/things/2/", 404),
        ("bat", "/test/hidden/1/", 404),
        ("bat", "/test/hidden/2/", 404),
        (None, "/test/things/1/", 302),
        (None, "/test/things/2/", 302),
        (None, "/test/hidden/2/", 302),
    ],
)
def test_who_may_not_is_told_no_more_than_they_may_know(
    doors, browse, make, lan, who, address, status
):
    people = {"lan": lan, "bat": make.user(username="bat"), None: None}

    assert plain(browse(people[who]), address).status_code == status


@pytest.mark.parametrize(
    ("address", "status", "kept"),
    [
        ("/test/act/200", 200, 1),
        ("/test/act/303", 303, 1),
        ("/test/act/422", 422, 0),
        ("/test/act/refused", 409, 0),
        ("/test/act/broken", 500, 0),
        ("/test/counted/422", 422, 1),
        ("/test/counted/302", 302, 1),
    ],
)
def test_a_change_is_kept_only_when_the_view_returns_well(
    doors, browse, db, lan, address, status, kept
):
    answer = plain(browse(lan), address, "POST")

    assert answer.status_code == status
    assert acts(db) == kept


def test_every_door_is_listed_with_its_rule(doors):
    listed = {(d.method, d.address): d.rule for d in doors.doors}

    assert listed["GET", "/test/things/<number>/"] == "only_lan"
    assert listed["POST", "/test/act/<outcome>"] == "signed_in"


def test_messages_are_shown_once(app, doors, browse, lan):
    @app.get("/test-flash/")
    def flash_it():
        flash("It is done.", "done")
        return "ok"

    learner = browse(lan)
    plain(learner, "/test-flash/")

    assert "It is done." in learner.get("/account").text
    assert "It is done." not in learner.get("/account").text


def test_two_people_on_one_address_never_see_each_others_head(app, browse, make, db):
    names = [f"Person {uuid.uuid4()}" for _ in range(3)]
    browsers = [browse(make.user(name=name)) for name in names]

    for _ in range(2):
        for name, browser in zip(names, browsers, strict=True):
            text = browser.get("/account/sign-ins/").text
            assert name in text
            assert [other for other in names if other != name and other in text] == []
    assert [name for name in names if name in browse().get("/help/").text] == []


def test_joining_twice_at_the_same_moment_is_said_in_words(db, lan):
    profile = service.Profile(language="vi", country=lan.country, stage=lan.stage)
    db.commit()

    with pytest.raises(service.BadField) as no:
        service.join(db, username="LAN", secret="274913", profile=profile, now=NOW)

    assert (no.value.field, no.value.message) == ("username", service.NAME_TAKEN)


class Watched(BytesIO):
    """A form on its way; says when it is read."""

    def __init__(self, content: bytes, seen: list[str]) -> None:
        super().__init__(content)
        self.seen = seen

    def readinto(self, buffer):
        self.seen.append("read")
        return super().readinto(buffer)

    def read(self, *size):
        self.seen.append("read")
        return super().read(*size)


@pytest.fixture
def seen(monkeypatch):
    """What happened in which order: the form is read, the turn to write is taken."""
    found: list[str] = []
    monkeypatch.setattr(the_door, "begin_writing", lambda db: found.append("write"))
    return found


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "application/json"])
def test_a_form_is_read_to_its_end_before_it_is_its_turn_to_write(doors, browse, lan, seen, kind):
    form = Watched(b"a=1", seen)

    answer = browse(lan).client.post(
        "/test/act/200", input_stream=form, content_length=3, content_type=kind
    )

    assert answer.status_code == 200
    assert set(seen[:-1]) == {"read"}
    assert seen[-1] == "write"


def test_a_forged_form_never_has_its_turn_to_write(app, doors, browse, lan, seen):
    app.config["WTF_CSRF_ENABLED"] = True

    answer = browse(lan).client.post("/test/act/200", data={"a": "1"})

    assert answer.status_code == 400
    assert seen == []
