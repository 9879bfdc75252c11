"""Our walk through what bleach has parsed meets the same things as bleach's own, only sooner."""

from __future__ import annotations

import time
from xml.etree.ElementTree import Element, SubElement

import pytest
from bleach.html5lib_shim import getTreeWalker
from bleach.sanitizer import Cleaner
from hypothesis import given
from hypothesis import strategies as st

from lms.courses import markdown
from lms.courses.bleach_walker import LinearWalker
from tests.courses.payloads import PAYLOADS

PIECES = ["<p>", "</p>", "<ul>", "<li>", "</ul>", "<b>", "</b>", "<td>", "<table>", "<tr>", "<br>"]
PIECES += ["<!-- c -->", "<script>", "</script>", "&amp;", "&", "<", "words", " ", "<img src=x>"]


def both(html):
    cleaned = []
    for walker in (getTreeWalker("etree"), LinearWalker):
        cleaner = Cleaner(
            tags=markdown.TAGS, attributes=markdown._keeps, protocols=markdown.SCHEMES
        )
        cleaner.walker = walker
        cleaned.append(cleaner.clean(html))
    return cleaned


@pytest.mark.parametrize("payload", PAYLOADS)
def test_an_attack_comes_out_as_with_bleach_s_own_walker(payload):
    theirs, ours = both(f"a<p>{payload}</p>b<ul><li>{payload}</ul>c")

    assert ours == theirs


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_any_heap_of_tags_comes_out_as_with_bleach_s_own_walker(html):
    theirs, ours = both(html)

    assert ours == theirs


def test_four_times_the_rows_take_about_four_times_as_long():
    def seconds(rows):
        root = Element("DOCUMENT_FRAGMENT")
        body = SubElement(root, "tbody")
        for _ in range(rows):
            SubElement(body, "tr").text = "x"
        start = time.process_time()
        assert sum(token["type"] == "StartTag" for token in LinearWalker(root)) == rows + 1
        return time.process_time() - start

    short = min(seconds(4_000) for _ in range(3))
    long = min(seconds(16_000) for _ in range(3))

    assert long < short * 9  # it would be 16 times if every row were looked up among all
