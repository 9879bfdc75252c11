"""Question cards that nobody has touched yet: the same for all who see the same order, so kept.

Drawing ten of them costs more than everything else that a quiz page does.
"""

from __future__ import annotations

from flask import render_template
from markupsafe import Markup

from lms.quizzes.presenting import ShownQuestion
from lms.web.last_used import LastUsed

_cards = LastUsed(most=4000)


def fresh_card(
    question: ShownQuestion, *, source: str, count: int, texts: str, lang: str
) -> Markup:
    """The fieldset of a question without an answer.

    source  the hash of the quiz file the question stands in
    count   how many questions the sheet has
    texts   the language of the question; lang: that of the page
    """
    key = (source, question.id, question.number, count, lang, question.order)
    return _cards.get(key, lambda: _drawn(question, count, texts, lang))


def _drawn(question: ShownQuestion, count: int, texts: str, lang: str) -> Markup:
    html = render_template(
        "quizzes/_card.html", question=question, count=count, texts=texts, lang=lang
    )
    return Markup(html)  # noqa: S704 - made by a template that escapes
