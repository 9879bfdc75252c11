"""Pages kept for everybody: packed or plain they say the same, and nobody gets another's."""

from __future__ import annotations

import gzip
import re
import uuid
from concurrent.futures import ThreadPoolExecutor
from html import unescape

import course_fixture
import pytest
from factories import Make
from flask import session
from flask_wtf.csrf import generate_csrf, validate_csrf
from reading import check_html
from sqlalchemy import func, select

from lms.app import create_app
from lms.config import Settings
from lms.db import Base, make_engine
from lms.progress.models import CourseStart, LessonRead, ModuleStart
from lms.web import kept_pages

LESSON = "/learn/first-steps/write-it-down/"
PAGES = ["/", "/learn/", "/learn/first-steps/", LESSON, "/learn/first-steps/two-pockets/"]
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
NAME = re.compile(r'<a class="person" href="/account">.*?<span>(.*?)</span>', re.S)


def plain(browser, page):
    return browser.get(page, headers={"Accept-Encoding": "identity"})


def packed(browser, page):
    return browser.get(page, headers={"Accept-Encoding": "gzip"})


def same_but_token(text):
    return TOKEN.sub("token", text)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("role", ["user", "trainer"])
def test_a_packed_page_is_the_plain_page(browse, make, course, page, role):
    reader = browse(getattr(make, role)())
    for _cold_then_warm in range(2):
        one, other = plain(reader, page), packed(reader, page)

        assert other.headers["Content-Encoding"] == "gzip"
        text = gzip.decompress(other.data).decode()
        assert same_but_token(text) == same_but_token(one.text)
        assert "Accept-Encoding" in other.headers["Vary"]
        assert int(other.headers["Content-Length"]) == len(other.data)
        check_html(text)


@pytest.mark.parametrize("page", PAGES[3:])
def test_a_packed_lesson_comes_after_done_as_well(browse, make, course, page):
    reader = browse(make.user())
    reader.post(f"{page}done")

    text = gzip.decompress(packed(reader, page).data).decode()

    assert same_but_token(text) == same_but_token(plain(reader, page).text)
    assert "Go on" in text


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip", "gzip"),
        ("gzip, br", "gzip"),
        ("*", "gzip"),
        ("br", "br"),
        ("*;q=0, gzip", "gzip"),
        ("identity", None),
        ("", None),
    ],
)
def test_a_lesson_comes_in_an_encoding_its_reader_takes(browse, make, course, accepted, encoding):
    reader = browse(make.user())

    answer = reader.get(LESSON, headers={"Accept-Encoding": accepted})

    assert answer.headers.get("Content-Encoding") == encoding


def test_the_pages_of_two_people_never_mix(browse, make, course):
    names = ["Lan <b>Anh</b>", "Өнөр & Бат"]
    people = [browse(make.user(name=name)) for name in names]
    people[0].post(f"{LESSON}done")

    for _ in range(3):
        for at, person in enumerate(people):
            for text in (plain(person, LESSON).text, packed(person, LESSON)):
                if not isinstance(text, str):
                    text = gzip.decompress(text.data).decode()
                assert [unescape(name) for name in NAME.findall(text)] == [names[at]]
                assert ("I have read this" in text) is (at == 1)
                assert ("Go on" in text) is (at == 0)


def test_a_lesson_can_hold_no_mark_of_ours(browse, make, course):
    path = "modules/01-first-steps/en/01-write-it-down.md"
    course.change(path, "Every evening", "\ue000csrf_token\ue001 \ue000person\ue001 \ue000x\ue001")
    course.publish()

    answer = packed(browse(make.user()), LESSON)

    assert answer.status_code == 200
    text = gzip.decompress(answer.data).decode()
    assert len(TOKEN.findall(text)) == 1
    assert len(NAME.findall(text)) == 1


def test_filling_a_page_without_one_of_its_holes_is_refused():
    page = kept_pages.keep(f"<p>{kept_pages.mark('name')}</p>")

    with pytest.raises(KeyError):
        kept_pages.fill(page, {})

    assert page.holes == frozenset({"name"})


@pytest.fixture
def house(tmp_path):
    """A house on its own SQLite file, as it is in production, with the course and two people."""
    settings = Settings(
        data_dir=tmp_path, secret_key="for tests", insecure_cookies=True, rate_limits=False
    )
    engine = make_engine(f"sqlite:///{tmp_path}/house.sqlite")
    Base.metadata.create_all(engine)
    app = create_app(settings, engine=engine)
    app.config.update(PROPAGATE_EXCEPTIONS=False)
    logins = []
    with app.extensions["lms.sessions"]() as db:
        course_fixture.load(db, course_fixture._unchanged())
        make = Make(db)
        for name in ("First Person", "Second Person"):
            logins.append((name, str(make.login(make.user(name=name)).id)))
        db.commit()
    yield app, logins
    engine.dispose()


def client_of(app, login, lang="en"):
    client = app.test_client()
    client.set_cookie("lang", lang)
    with client.session_transaction() as cookie:
        cookie["_user_id"], cookie["_fresh"] = login, True
        cookie["csrf_token"] = uuid.uuid4().hex
    return client


def token_is_of(app, token, secret):
    with app.test_request_context("/"):
        session["csrf_token"] = secret
        validate_csrf(token)


def test_eight_threads_of_two_people_never_mix(house):
    app, logins = house

    def read(number):
        name, login = logins[number % 2]
        client = client_of(app, login, lang=("en", "vi")[number // 2 % 2])
        with client.session_transaction() as cookie:
            secret = cookie["csrf_token"]
        met = []
        for turn in range(12):
            accepted = ("gzip", "identity")[turn % 2]
            answer = client.get(PAGES[3 + turn % 2], headers={"Accept-Encoding": accepted})
            body = answer.data if turn % 2 else gzip.decompress(answer.data)
            text = body.decode()
            tokens = TOKEN.findall(text)
            for token in tokens:
                token_is_of(app, token, secret)
            met.append((answer.status_code, NAME.findall(text), len(tokens)))
        return name, met

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(read, range(8)))

    for name, met in found:
        assert met == [(200, [name], 1)] * 12


def test_a_token_of_one_person_is_of_no_use_to_another(house):
    app, logins = house
    one, other = (client_of(app, login) for _, login in logins)
    token = TOKEN.findall(one.get(LESSON).text)[0]

    refused = other.post(f"{LESSON}done", data={"csrf_token": token})
    taken = one.post(f"{LESSON}done", data={"csrf_token": token})

    assert (refused.location, taken.location) == (None, "/learn/first-steps/two-pockets/")
    with app.extensions["lms.sessions"]() as db:
        assert db.scalar(select(func.count()).select_from(LessonRead)) == 1


def test_done_on_many_phones_at_once_is_done_once(house):
    app, logins = house
    _, login = logins[0]

    def press(_number):
        client = client_of(app, login)
        with client.session_transaction() as cookie:
            secret = cookie["csrf_token"]
        with app.test_request_context("/"):
            session["csrf_token"] = secret
            token = generate_csrf()
        answer = client.post(f"{LESSON}done", data={"csrf_token": token})
        return answer.status_code, answer.location

    with ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(press, range(16)))

    assert answers == {(302, "/learn/first-steps/two-pockets/")}
    with app.extensions["lms.sessions"]() as db:
        counts = [
            db.scalar(select(func.count()).select_from(table))
            for table in (CourseStart, ModuleStart, LessonRead)
        ]
    assert counts == [1, 1, 1]
