"""What the page of item analysis shows: figures in words, and first what needs a look."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import shorten
from typing import Any

from babel import Locale
from babel.numbers import format_decimal
from flask import current_app
from flask_babel import gettext

from lms.quizzes.analysing import Figures, figures
from lms.quizzes.analysis.flags import (
    LEAST_ANSWERS,
    TOO_EASY,
    TOO_HARD,
    WEAK,
    Finding,
    Flag,
)
from lms.quizzes.analysis.options import WORKING_SHARE, OptionRow
from lms.quizzes.analysis.quiz import LEAST_IN_PART, ItemAnalysis, Part
from lms.quizzes.analysis.reliability import Reliability
from lms.quizzes.author_page import list_address
from lms.quizzes.questions import Question
from lms.quizzes.texts import in_words, stem_and_more
from lms.quizzes.versions import QuizVersion
from lms.web.languages import NAMES
from lms.web.pages import Visit
from lms.words import N_

RELIABLE = 0.70  # Nunnally 1978, "Psychometric theory": enough to tell groups of people apart
SOMEWHAT = 0.50  # our choice: below it half of the differences and more are chance
# Of the formulas; each is named in full where it is computed.
SOURCES = {
    "earned": "Lord & Novick 1968",
    "tells_apart": "Henrysson 1963, Varma 2006",
    "language": "Mantel & Haenszel 1959, Zieky 1993",
    "options": "Haladyna & Downing 1993",
    "reliability": "Cronbach 1951, Nunnally 1978",
}
_TRUTHS = {"true": N_("True"), "false": N_("Not true")}
_FIRST_WORDS = 60


def figures_of(visit: Visit, version: QuizVersion) -> Figures:
    """What was answered so far; people of a demo count in a demo only."""
    with_demo = current_app.extensions["lms.settings"].demo
    return figures(visit.db, version, with_demo=with_demo, now=visit.now)


def shown(
    found: Figures,
    version: QuizVersion,
    questions: Mapping[str, Question],
    lang: str,
    *,
    can_mend: bool,
) -> dict[str, Any]:
    """The analysis as templates/author/analysis.html takes it.

    questions  of the version in the language its texts are shown in, by id
    lang       language of the page
    can_mend   whether the reader may open the author's pages
    """
    analysis, module = found.analysis, version.module(lang)
    address = list_address(version.module_id)
    languages = _languages(analysis.items)
    items = [
        _item(
            one, questions[one.item], languages, lang, f"{address}{one.item}/" if can_mend else ""
        )
        for one in sorted(analysis.items, key=lambda one: not _to_look_at(one))
    ]
    return {
        "code": module.code,
        "title": module.title,
        "language": module.language,
        "texts_language": version.language(lang),
        "crumbs": [*_above(), (address, module.code)] if can_mend else [],
        "csv_url": f"{address}analysis.csv" if can_mend else "",
        "at": found.at,
        "sent": analysis.drop_out.sent,
        "began": analysis.drop_out.began,
        "dropped_out": analysis.drop_out.share,
        "places": analysis.drop_out.places,
        "reliability": _reliability(analysis.reliability, lang),
        "left_out": found.left_out,
        "least": LEAST_ANSWERS,
        "least_in_part": LEAST_IN_PART,
        "limits": {
            "hard": TOO_HARD,
            "easy": TOO_EASY,
            "weak": _figure(WEAK, lang),
            "working": WORKING_SHARE,
            "reliable": _figure(RELIABLE, lang),
            "somewhat": _figure(SOMEWHAT, lang),
        },
        "sources": SOURCES,
        "languages": [_language_name(code, lang) for code in languages],
        "to_look_at": sum(map(_to_look_at, analysis.items)),
        "items": items,
    }


def _above() -> list[tuple[str, str]]:
    return [("/author/", gettext("Writing")), ("/author/quizzes/", gettext("Questions"))]


def flags_of(found: Figures, questions: Mapping[str, Question], lang: str) -> dict[str, list[str]]:
    """Question id -> sentences on what to look at in it; too few answers are no such thing."""
    return {
        one.item: _sentences(one, questions[one.item], lang)
        for one in found.analysis.items
        if _to_look_at(one)
    }


def _to_look_at(item: ItemAnalysis) -> bool:
    return any(one.flag is not Flag.TOO_FEW for one in item.findings)


def _languages(items: Sequence[ItemAnalysis]) -> list[str]:
    """The languages that any question has figures of, in the order in which the site lists them."""
    found = {part.name for item in items for part in item.languages}
    return [code for code in NAMES if code in found] + sorted(found - NAMES.keys())


def _item(
    item: ItemAnalysis, question: Question, languages: Sequence[str], lang: str, url: str
) -> dict[str, Any]:
    parts = {part.name: part for part in item.languages}
    tells = item.discrimination
    return {
        "id": item.item,
        "url": url,
        "words": _first_words(question),
        "kind": question.kind.value,
        "shown": item.shown,
        "left_open": item.left_open,
        "facility": item.facility,
        "discrimination": "–" if tells is None else _figure(tells, lang),
        "languages": [_part(parts.get(code)) for code in languages],
        "is_too_few": any(one.flag is Flag.TOO_FEW for one in item.findings),
        "flags": _sentences(item, question, lang),
        "options": [_option(row, question) for row in item.options],
    }


def _first_words(question: Question) -> str:
    """The beginning of a question on one line."""
    stem, _more = stem_and_more(question.text, question.format)
    return shorten(stem or question.text, _FIRST_WORDS, placeholder=" …")


def _part(part: Part | None) -> tuple[float | None, bool]:
    """The share of right answers in a language, and whether the question is harder there."""
    if part is None:
        return None, False
    return part.facility, part.difference is not None and part.difference.harder


def _sentences(item: ItemAnalysis, question: Question, lang: str) -> list[str]:
    return [_sentence(one, question, lang) for one in item.findings if one.flag is not Flag.TOO_FEW]


def _sentence(finding: Finding, question: Question, lang: str) -> str:
    language = _language_name(finding.language, lang) if finding.language else ""
    option = _option_words(question, finding.option) if finding.option else ""
    return str(gettext(finding.sentence, language=language, option=option))


def _option(row: OptionRow, question: Question) -> dict[str, Any]:
    return {
        "words": _option_words(question, row.option),
        "is_ours": row.option in _TRUTHS,
        "right": row.right,
        "chosen": row.chosen,
        "share": row.share,
        "mean_rest": row.mean_rest,
        "rare": row.rare,
        "preferred": row.preferred,
    }


def _option_words(question: Question, id_: str) -> str:
    """An option as its question says it; the truth of a statement in words of the page."""
    if id_ in _TRUTHS:
        return str(gettext(_TRUTHS[id_]))
    for path, options in (("choices", question.choices), ("reasons", question.reasons)):
        for one in options:
            if one.id == id_:
                return in_words(one.text, question.format_of(f"{path}.{id_}.text"))
    return id_


def _language_name(code: str, lang: str) -> str:
    """The name of a language in the language of the page; its own name where that is unknown."""
    return str(Locale.parse(lang).languages.get(code) or NAMES.get(code, code))


def _reliability(found: Reliability | None, lang: str) -> dict[str, Any] | None:
    if found is None:
        return None
    if found.alpha >= RELIABLE:
        words = gettext("The quiz sorts learners reliably.")
    elif found.alpha >= SOMEWHAT:
        words = gettext("The quiz sorts learners somewhat reliably.")
    else:
        words = gettext("The quiz hardly sorts learners: much of the difference is chance.")
    return {
        "words": words,
        "alpha": _figure(found.alpha, lang),
        "error": found.error,
        "sittings": found.sittings,
    }


def _figure(figure: float, lang: str) -> str:
    """A figure between -1 and 1 in the habit of a language, always with two digits."""
    return str(format_decimal(figure, format="0.00", locale=lang))
