"""A picture may be shown when it is small, what its name says, and only draws."""

from __future__ import annotations

import pytest

from lms.courses.picture_checks import check_picture

DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="9" height="9">%s</svg>'


@pytest.mark.parametrize(
    "inside",
    [
        "<path d='M0 0h9'/>",
        "<title>A: b</title><desc>http://x</desc>",
        "<defs><linearGradient id='a'><stop offset='0'/></linearGradient></defs>"
        "<rect fill='url(#a)' width='9' height='9'/><use href='#a'/>",
    ],
)
def test_a_drawing_that_only_draws_is_good(inside):
    assert check_picture("a-1.svg", (DRAWING % inside).encode()) == []


@pytest.mark.parametrize(
    "drawing",
    [
        DRAWING % "<script>alert(1)</script>",
        DRAWING % "<path onclick='x()'/>",
        DRAWING % "<g ONLOAD='x()'/>",
        DRAWING % "<foreignObject/>",
        DRAWING % "<image href='a.png'/>",
        DRAWING % "<style>*{}</style>",
        DRAWING % "<g style='fill:red'/>",
        DRAWING % "<a href='/x'><path/></a>",
        DRAWING % "<use href='other.svg#a'/>",
        DRAWING % "<use xmlns:xlink='http://www.w3.org/1999/xlink' xlink:href='data:,x'/>",
        DRAWING % "<rect fill='url(http://x/a)'/>",
        DRAWING % "<rect fill='url( &quot;//x/a&quot;)'/>",
        DRAWING % "<animate attributeName='href' values='javascript:alert(1)'/>",
        DRAWING % "<set attributeName='onclick' to='x()'/>",
        DRAWING % "<x:script xmlns:x='http://www.w3.org/1999/xhtml'>alert(1)</x:script>",
        DRAWING % "<path",
        "<?xml-stylesheet href='a.css'?>" + DRAWING % "",
        "<!DOCTYPE svg [<!ENTITY a 'b'>]>" + DRAWING % "&a;",
        "<!DOCTYPE svg SYSTEM 'http://x/a.dtd'>" + DRAWING % "",
        "<svg viewBox='0 0 9 9' width='9' height='9'/>",
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'/>",
        "<html/>",
        "",
    ],
)
def test_a_drawing_that_does_more_is_refused(drawing):
    assert check_picture("a.svg", drawing.encode()) != []


@pytest.mark.parametrize(
    ("name", "data", "good"),
    [
        ("a.png", b"\x89PNG\r\n\x1a\n...", True),
        ("a.jpg", b"\xff\xd8\xff...", True),
        ("a.webp", b"RIFF....WEBP", True),
        ("a.webp", b"RIFF....WAVE", False),
        ("a.png", b"<svg/>", False),
        ("a.gif", b"GIF89a", False),
        ("A b.png", b"\x89PNG\r\n\x1a\n", False),
        ("a.png", b"\x89PNG\r\n\x1a\n" + b"0" * 40_000, False),
    ],
)
def test_a_picture_is_small_and_what_its_name_says(name, data, good):
    assert (check_picture(name, data) == []) is good
