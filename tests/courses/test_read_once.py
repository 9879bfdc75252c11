"""A text is parsed and cleaned once for all that ask for it, and none of them changes it."""

from __future__ import annotations

from copy import deepcopy

import pytest

from lms.courses import markdown
from lms.courses.faults import Findings
from lms.courses.headings import headings_of
from lms.courses.markdown import count_words, render
from lms.courses.merge_marks import check_marks
from lms.courses.parser import KEPT, parse

TEXT = "\n\n".join(
    [
        "## Lan's week",
        "![Two bars](media/two-bars.svg)",
        "A [budget](term:budget) and [more](https://example.org/), see [there](#h-lans-week).[^1]",
        "- [x] done\n- [ ] to do",
        "## Lan's week",
        "Words. " * 80,
        "[^1]: A note.",
    ]
)


@pytest.fixture
def cleaned(monkeypatch):
    """Each piece that was cleaned."""
    seen = []
    clean = markdown.clean
    monkeypatch.setattr(markdown, "clean", lambda html: seen.append(html) or clean(html))
    return seen


def test_two_pages_of_one_text_are_cleaned_once_and_differ_in_their_ids_and_addresses(cleaned):
    text = f"{TEXT}\n\nOnly here: pages."

    lesson = render(text, media=lambda name: f"/media/1/{name}", numbered=True)
    pack = render(text, media=lambda name: f"media/{name}", prefix="l1-")

    assert len(text) in KEPT
    assert len(cleaned) == 1
    assert '<h2 id="h-lans-week"><span id="b-1"></span>' in lesson.html
    assert 'src="/media/1/two-bars.svg"' in lesson.html
    assert '<h2 id="l1-h-lans-week-2">Lan' in pack.html
    assert 'src="media/two-bars.svg"' in pack.html
    assert '<a href="#l1-fn-1" id="l1-fnref-1"' in pack.html
    assert 'href="#h-lans-week"' in pack.html
    assert "b-1" not in pack.html
    assert [one.id for one in pack.headings] == ["l1-h-lans-week", "l1-h-lans-week-2"]
    assert markdown._MARK not in lesson.html + pack.html


def test_another_language_is_another_page(cleaned):
    text = f"{TEXT}\n\n::: tip\nOnly here: words.\n:::"

    pages = [render(text, kind_names={"tip": word}).html for word in ("Tip", "Mẹo", "Tip")]

    assert len(cleaned) == 2
    assert [page.count(">Mẹo<") for page in pages] == [0, 1, 0]


def test_rendering_leaves_what_was_parsed_as_it_was():
    text = f"{TEXT}\n\nOnly here: tokens."
    tokens, _ = parse(text)
    before = deepcopy(tokens)

    page = render(text, media=lambda name: name, numbered=True, prefix="x-")

    assert parse(text)[0] is tokens
    assert tokens == before
    assert [one.id for one in headings_of(tokens)] == ["h-lans-week", "h-lans-week-2"]
    assert count_words(tokens) == page.words


def test_a_picture_from_another_host_gets_no_address():
    page = render("![Two bars](media/two-bars.svg)", media=lambda name: f"https://x.test/{name}")

    assert "x.test" not in page.html
    assert 'alt="Two bars"' in page.html


def test_marks_of_two_versions_are_faults_on_their_lines():
    findings = Findings()
    files = {
        "en/01-a.md": b"a\n<<<<<<< yours\nb\n=======\nc\n>>>>>>> theirs\n<<<<<<<x\n",
        "media/a.svg": b"<<<<<<< yours\n",
    }

    check_marks("modules/01-a", files, findings)

    found = [(one.path, one.line, one.level) for one in findings.sorted()]
    assert found == [("modules/01-a/en/01-a.md", line, "fault") for line in (2, 6)]
