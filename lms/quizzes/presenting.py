"""What a question shows on a page: its stem, its options in their mixed order, what was typed.

Pure. Texts of the format "markdown" become HTML through courses.markdown; all others are escaped.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup, escape

from lms.courses.markdown import render
from lms.quizzes.answering import Typed, field_name, first
from lms.quizzes.draw import shown
from lms.quizzes.questions import Format, Kind, Question
from lms.quizzes.sheets import Sheet

Pictures = tuple[tuple[str, str], ...]
_TICKED = frozenset({Kind.SINGLE, Kind.MULTIPLE, Kind.TRUE_FALSE})


@dataclass(frozen=True)
class ShownQuestion:
    """A question as templates/quizzes/_question.html takes it."""

    id: str
    number: int
    kind: str
    stem: str
    more: Markup
    unit: str
    fault: str
    choices: list[tuple[str, Markup]]
    lefts: list[tuple[str, str]]
    rights: list[tuple[str, str]]
    items: list[tuple[str, str]]
    question: Question
    typed: Typed

    def value(self, part: str = "") -> str:
        """What was typed or chosen; for options: not empty when this one was chosen."""
        if self.question.kind in _TICKED:
            return part if part in self.typed.get(field_name(self.question), ()) else ""
        return first(self.typed, field_name(self.question, part))


def shown_questions(
    sheet: Sheet, pictures: Pictures, typed: Typed, faults: Mapping[str, str]
) -> list[ShownQuestion]:
    """The questions of a sheet.

    pictures  (name, address) of each picture of the module
    faults    question id -> what could not be read, in words of the page
    """
    return [
        _shown(question, number, sheet.seed, pictures, typed, faults.get(question.id, ""))
        for number, question in enumerate(sheet.questions, start=1)
    ]


def _shown(
    question: Question, number: int, seed: bytes, pictures: Pictures, typed: Typed, fault: str
) -> ShownQuestion:
    stem, more = stem_and_more(question.text, question.format, pictures)
    mixed = shown(question, seed=seed)
    choices = {choice.id: choice.text for choice in question.choices}
    rights = {pair.right_id: pair.right for pair in question.pairs}
    items = {item.id: item.text for item in question.items}
    return ShownQuestion(
        id=question.id,
        number=number,
        kind=question.kind.value,
        stem=stem,
        more=more,
        unit=question.unit,
        fault=fault,
        choices=[(id_, in_line(choices[id_], question.format)) for id_ in mixed if id_ in choices],
        lefts=[(pair.id, pair.left) for pair in question.asked],
        rights=[(id_, rights[id_]) for id_ in mixed if id_ in rights],
        items=[(id_, items[id_]) for id_ in mixed if id_ in items],
        question=question,
        typed=typed,
    )


@lru_cache(maxsize=2000)
def stem_and_more(text: str, format_: Format, pictures: Pictures = ()) -> tuple[str, Markup]:
    """The first paragraph as plain text, and the rest as HTML.

    >>> stem_and_more("How much?\\n\\nA < B", "plain")
    ('How much?', Markup('<p>A &lt; B</p>'))
    >>> stem_and_more("How *much*?\\n\\n- 1 kg", "markdown")[0]
    'How much?'
    """
    if format_ != "markdown":
        first_one, *others = [part for part in text.split("\n\n") if part.strip()] or [""]
        rest = Markup("").join(Markup("<p>{}</p>").format(_lines(part)) for part in others)
        return " ".join(first_one.split()), rest
    html = _html(text, pictures)
    opening, closed, rest_html = html.partition("</p>")
    if not closed or not opening.startswith("<p>"):
        return " ".join(text.partition("\n")[0].split()), Markup(html)  # noqa: S704 - made by courses.markdown
    return Markup(opening).striptags(), Markup(rest_html.strip())  # noqa: S704 - made by courses.markdown


@lru_cache(maxsize=8000)
def in_line(text: str, format_: Format) -> Markup:
    """A text that stands within a line: an option, feedback.

    >>> in_line("1 < 2", "moodle"), in_line("*one* < 2", "markdown")
    (Markup('1 &lt; 2'), Markup('<em>one</em> &lt; 2'))
    """
    if format_ == "markdown":
        html = _html(text, ()).strip()
        inner = html.removeprefix("<p>").removesuffix("</p>")
        if len(inner) == len(html) - len("<p></p>") and "<p>" not in inner:
            return Markup(inner)  # noqa: S704 - made by courses.markdown
    return _lines(text)


def _lines(text: str) -> Markup:
    """Escaped text, with a break where the text has one."""
    return Markup("<br>").join(escape(line) for line in text.split("\n"))


def _html(text: str, pictures: Pictures) -> str:
    known = dict(pictures)
    return render(text, media=lambda name: known.get(name, "")).html
