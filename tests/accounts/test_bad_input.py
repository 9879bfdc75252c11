"""Every field with everything somebody could send: a clear sentence, nothing lost, never a 500."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select
from tokens import PIN, PIN_HASH

from lms.accounts.models import User

LONG = "ă" * 10_000
BAD = {
    "empty": "",
    "spaces": " \t\n\u2003 ",
    "long": LONG,
    "control": "a\x00b\x07\x1b[31m\x7f\x85",
    "surrogates": "a\ud800b",
    "private": "\ue000person\ue001",
    "noncharacters": "a\ufffe\uffff\U0001ffff",
    "turned": "a\u202eb\u2066c\ufeff",
    "markup": "<script>alert(1)</script>",
    "quotes": "\"'><img src=x onerror=alert(1)>&amp;",
    "template": "{{ 7*7 }}{% raw %} %(count)s %s ${x}",
    "sql": "'; DROP TABLE users; --",
    "arabic": "مرحبا بالعالم",
    "thai": "สวัสดีชาวโลก",
    "mongolian": "ᠮᠣᠩᠭᠣᠯ",
    "hangul": "안녕하세요",
    "emoji": "👩‍🌾🇰🇬",
    "lines": "a\r\nb\rc\nd",
    "path": "../../etc/passwd",
    "number": "1e999",
}
FORMS = {
    "/sign-in": {"username": "lan", "password": PIN, "remember": "y", "next": "/account"},
    "/join": {
        "username": "new.person",
        "password": PIN,
        "language": "vi",
        "country": "vn",
        "stage": "in_korea",
        "consent": "y",
    },
    "/recover/": {
        "username": "lan",
        "words": "lusab babad fomun kizat dojop rihus",
        "password": "860352",
    },
    "/account": {"name": "Лан", "language": "ky", "country": "kg", "stage": "returned"},
    "/account/secret/": {"old": PIN, "password": "860352"},
    "/account/leave": {"password": PIN, "sure": "y"},
}
CASES = [(address, field) for address, fields in FORMS.items() for field in fields]
OWN = {"/account", "/account/secret/", "/account/leave"}


def encoded(text):
    return text.encode("utf-8", "surrogatepass")


@pytest.mark.parametrize(("address", "field"), CASES)
def test_no_field_breaks_a_page(browse, db, make, address, field):
    for name, bad in BAD.items():
        user = make.user(username=f"{name}.person", secret_hash=PIN_HASH)
        db.commit()
        browser = browse(user if address in OWN else None)
        data = {key: encoded(value) for key, value in FORMS[address].items()}

        answer = browser.post(address, data=data | {field: encoded(bad)})

        assert answer.status_code in {200, 302, 422, 429}, name
        assert "<script>alert" not in answer.text, name
        assert "<img src=x" not in answer.text, name
        assert answer.status_code == 302 or "-fault" in answer.text, name


@pytest.mark.parametrize("address", FORMS)
@pytest.mark.parametrize("shape", ["twice", "none", "strange"])
def test_no_shape_of_a_form_breaks_a_page(browse, lan, address, shape):
    fields = FORMS[address]
    data = {
        "twice": {name: [value, "x"] for name, value in fields.items()},
        "none": {},
        "strange": {f"{name}[]": "x" for name in fields} | {"": "2", "csrf_token": "x" * 9999},
    }[shape]

    answer = browse(lan if address in OWN else None).post(address, data=data)

    assert answer.status_code in {302, 422}


@pytest.mark.parametrize("address", FORMS)
@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"\xff\xfe=%zz&&&;;=", "application/x-www-form-urlencoded"),
        (b'{"username": 1}', "application/json"),
        (b"--x\r\nbroken", "multipart/form-data; boundary=x"),
        (b"--x\r\nbroken", "multipart/form-data"),
        (b"", "text/plain"),
        (b"a=b", "application/x-www-form-urlencoded; charset=utf-7"),
    ],
)
def test_no_body_breaks_a_page(browse, lan, address, body, kind):
    browser = browse(lan if address in OWN else None)

    answer = browser.post(address, data=body, content_type=kind)

    assert answer.status_code in {302, 400, 422}


def test_too_many_characters_are_counted_for_the_person(browse, join):
    page = join(browse(), username="a" * 10_000)

    assert "Use 3 to 40 letters or digits" in page.text


def test_a_name_for_the_certificate_that_is_too_long_is_kept_and_counted(browse, lan):
    page = browse(lan).post("/account", data=FORMS["/account"] | {"name": "Ө" * 81})

    assert page.status_code == 422
    assert "Write at most 80 characters. You have written 81." in page.text
    assert "Ө" * 81 in page.text


def test_a_name_is_kept_as_it_is_meant(browse, db, lan):
    browse(lan).post(
        "/account", data=FORMS["/account"] | {"name": " A\u202e\x00 \r\n O'Brien & <b> "}
    )

    db.expire_all()
    assert lan.name == "A O'Brien & <b>"
    assert "A O&#39;Brien &amp; &lt;b&gt;" in browse(lan).get("/account").text


def test_a_form_larger_than_a_page_can_take_is_told_so(browse, db):
    page = browse().post("/join", data={"username": "x" * 3_000_000})

    assert page.status_code == 413
    assert "This is too large" in page.text
    assert db.scalar(select(func.count()).select_from(User)) == 0


@pytest.mark.parametrize(
    "query", ["lang=%00", "lang[]=1", "lang=" + "x" * 5000, "next=%ff", "%", "&=&"]
)
@pytest.mark.parametrize("address", ["/sign-in", "/join", "/recover/", "/help/"])
def test_no_query_breaks_a_page(browse, address, query):
    assert browse().get(f"{address}?{query}").status_code == 200


def test_a_fault_is_said_in_the_readers_language_slot_and_links_to_its_field(browse, join):
    page = join(browse(), username="ab")

    assert '<a href="#username">' in page.text
    assert 'aria-describedby="username-hint username-fault"' in page.text
    assert 'aria-invalid="true"' in page.text
