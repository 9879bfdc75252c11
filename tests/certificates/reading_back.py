"""Reads a certificate back as people do: the words of the paper and page, the square code."""

from __future__ import annotations

import html
import re
from io import BytesIO
from typing import Any

import segno
from pypdf import PdfReader

_STROKE = re.compile(r"\b(\d+) (\d+)\.5 m (\d+) \2\.5 l\b")


def claimed(learner: Any, holder: str) -> str:
    """Claim as a learner does; the number it led to."""
    answer = learner.post("/certificates/claim", {"holder": holder})
    assert answer.status_code == 302, answer.text
    return str(answer.location).rpartition("/")[2]


def lines(facts: dict[str, Any]) -> list[str]:
    """Every value that is frozen to be printed: facts, titles, modules, address, who vouches."""
    said = [facts["holder"], facts["url"]]
    for side in facts["sides"]:
        said += [side["title"], side["issuer"], side["course"]]
        said += [value for _, value in side["facts"]]
        said += [cell for module in side["modules"] for cell in module]
    return said


def paper_text(pdf: bytes) -> str:
    """The words of the paper with single spaces."""
    pages = PdfReader(BytesIO(pdf)).pages
    assert len(pages) == 1
    return " ".join(pages[0].extract_text().split())


def page_text(page: str) -> str:
    """The words of an HTML page with single spaces."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def drawn_squares(pdf: bytes) -> set[tuple[int, int]]:
    """The dark squares (row, column) of the code, from the strokes that are drawn on the paper."""
    content = PdfReader(BytesIO(pdf)).pages[0].get_contents()
    assert content is not None
    strokes = _STROKE.findall(content.get_data().decode("latin-1").replace("\n", " "))
    return {
        (int(row), column)
        for first, row, last in strokes
        for column in range(int(first), int(last))
    }


def squares_of(address: str) -> set[tuple[int, int]]:
    """The dark squares that the address has as a QR code."""
    matrix = segno.make_qr(address, error="m").matrix
    return {(row, at) for row, line in enumerate(matrix) for at, dark in enumerate(line) if dark}
