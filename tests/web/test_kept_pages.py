"""Kept pages: one gzip stream from shared pieces and personal ones, equal to the plain page."""

from __future__ import annotations

import gzip
import zlib

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from lms.web.kept_pages import KeptPage, answer, fill, keep, mark
from lms.web.static_files import takes

# Surrogates cannot be sent, and private-use characters are dropped from what people write.
TEXT = st.text(st.characters(exclude_categories=["Cs", "Co"]), max_size=300)
HOLES = ("person", "messages", "csrf_token", "state")
NAMES = st.sampled_from(HOLES)
PIECES = st.lists(st.one_of(TEXT, NAMES.map(mark)), max_size=12)


@given(PIECES, st.fixed_dictionaries(dict.fromkeys(HOLES, TEXT)))
def test_the_gzip_stream_reads_back_equal_to_the_plain_page(pieces, holes):
    page = "".join(pieces)

    plain, packed = fill(keep(page), holes)

    expected = page
    for name, text in holes.items():
        expected = expected.replace(mark(name), text)
    assert plain.decode() == expected
    assert gzip.decompress(packed) == plain


@given(st.binary(max_size=50_000).map(lambda b: b.decode("latin-1").replace("\x00", "0")), TEXT)
def test_large_pages_that_do_not_compress_are_read_back_too(text, hole):
    plain, packed = fill(keep(text + mark("person") + text), {"person": hole})

    assert gzip.decompress(packed) == plain


def test_a_page_without_holes_and_an_empty_page_are_whole_streams():
    for html in ("", "<p>x</p>"):
        plain, packed = fill(keep(html), {})
        assert gzip.decompress(packed) == plain == html.encode()


def test_the_stream_is_one_gzip_member_that_every_reader_takes_whole():
    _, packed = fill(keep(f"<p>{mark('person')}</p>" * 50), {"person": "Lan"})

    reader = zlib.decompressobj(31)
    text = reader.decompress(packed)
    assert text == b"<p>Lan</p>" * 50
    assert reader.eof
    assert reader.unused_data == b""


def test_a_hole_may_hold_another_kept_page_with_holes_of_its_own():
    inner = keep(f"<b>{mark('person')}</b>")

    plain, packed = fill(keep(f"<p>{mark('state')}</p>"), {"state": inner, "person": "Lan"})

    assert plain == b"<p><b>Lan</b></p>"
    assert gzip.decompress(packed) == plain


def test_a_hole_that_is_not_given_is_an_error_and_not_an_empty_place():
    with pytest.raises(KeyError):
        fill(keep(mark("person")), {})


def test_a_page_knows_its_holes():
    assert keep(f"a{mark('person')}b{mark('messages')}").holes == {"person", "messages"}
    assert keep("a").holes == frozenset()


@given(st.lists(TEXT.filter(bool), min_size=2, max_size=6, unique=True))
def test_what_one_person_gets_never_holds_what_another_got(people):
    page = keep(f"<html>{mark('person')}</html>")

    for name in people:
        plain, packed = fill(page, {"person": name})
        assert plain.decode() == f"<html>{name}</html>"
        assert gzip.decompress(packed) == plain
    assert all(isinstance(p, str) or p[0] in (b"<html>", b"</html>") for p in page.pieces)


def test_what_somebody_writes_cannot_open_a_hole():
    plain, _ = fill(keep(mark("person")), {"person": mark("csrf_token"), "csrf_token": "secret"})

    assert b"secret" not in plain


@pytest.mark.parametrize(
    ("accepted", "gzipped"),
    [
        ("gzip", True),
        ("GZIP", True),
        ("gzip, deflate, br", True),
        ("br;q=1.0, gzip;q=0.8, *;q=0.1", True),
        ("*", True),
        ("*;q=0, gzip", True),
        ("gzip;q=0.001", True),
        ("", False),
        ("identity", False),
        ("br", False),
        ("gzip;q=0", False),
        ("gzip;q=0.0, *", False),
        ("gzip; q=0.000", False),
        ("*;q=0", False),
        ("gzip ; q = 0", False),
        ("xgzip", False),
        (",,;", False),
    ],
)
def test_only_who_takes_gzip_gets_gzip(accepted, gzipped):
    app = Flask("test")
    page: KeptPage = keep(f"<p>{mark('person')}</p>")

    with app.test_request_context(headers={"Accept-Encoding": accepted}):
        response = answer(page, {"person": "Lan"})

    assert takes(accepted, "gzip") is gzipped
    assert response.headers.get("Content-Encoding") == ("gzip" if gzipped else None)
    assert "Accept-Encoding" in response.headers["Vary"]
    body = gzip.decompress(response.data) if gzipped else response.data
    assert body == b"<p>Lan</p>"
