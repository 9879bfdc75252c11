"""From a plan's answers and figures to the paper that is printed, in the language of the reader."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from babel import Locale
from babel.dates import format_date

from lms.plans.answers import Answers
from lms.plans.coach.finding import Finding, Level
from lms.plans.coach.registry import explanation
from lms.plans.drawings.of_plan import drawings_of
from lms.plans.drawings.speech import Speech
from lms.plans.finance.currency import step_of
from lms.plans.finance.inputs import Inputs
from lms.plans.finance.results import Results
from lms.plans.papers.book.figured import Figured
from lms.plans.papers.figure_tables import figure_tables
from lms.plans.papers.paper import PaperFinding, PaperWords, PlanPaper, plain
from lms.plans.papers.section_parts import Telling, member_names, sections_of
from lms.plans.papers.summary import summary_of
from lms.plans.papers.told import finding_told
from lms.plans.template import Template
from lms.words import N_


class Mark(StrEnum):
    """What stands across every page: whether this may still change, or was never real."""

    NONE = "none"
    DRAFT = "draft"
    SAMPLE = "sample"


_MARKS = {Mark.NONE: "", Mark.DRAFT: N_("DRAFT"), Mark.SAMPLE: N_("SAMPLE")}
_LEVELS = {Level.STOP: N_("Stop:"), Level.WARN: N_("Look:"), Level.TIP: N_("Tip:")}


@dataclass(frozen=True)
class Written:
    """A plan as it stands.

    inputs, results  None while too little is answered; then there are no figures
    findings         of the coach; tips are for the writers and are not printed
    """

    title: str
    template: Template
    answers: Answers
    inputs: Inputs | None = None
    results: Results | None = None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Stamp:
    """What says which plan this is.

    day        on which it was printed, or frozen
    text_hash  of the exact text; "" while it is not frozen
    engine     version of the engine that made the figures; "" while it is not frozen
    """

    day: date
    text_hash: str = ""
    engine: str = ""


def speech_of(plan: Written, language: str) -> Speech:
    """The language and the money in which a plan is told."""
    currency = plan.template.currency
    return Speech(language, currency, -int(step_of(currency).as_tuple().exponent))


def paper_of(
    plan: Written,
    language: str,
    *,
    mark: Mark,
    stamp: Stamp,
    owners: str = "",
    hide_names: bool = False,
) -> PlanPaper:
    """The paper of a plan in a language; what people wrote stays in theirs.

    owners      the line that says whose it is and of when
    hide_names  members are "Member 1", for readers who must not know who they are
    """
    speech = speech_of(plan, language)
    telling = Telling(plan.template, plan.answers, speech, hide_names=hide_names)
    inputs, results = plan.inputs, plan.results
    return PlanPaper(
        language=language,
        title=plain(plan.title),
        subtitle=_subtitle(telling),
        owners=plain(owners),
        mark=speech.say(_MARKS[mark]) if _MARKS[mark] else "",
        stamps=_stamps(stamp, speech),
        summary=summary_of(telling, results),
        sections=sections_of(telling),
        tables=figure_tables(inputs, results, speech, member_names(telling))
        if inputs is not None and results is not None
        else (),
        findings=findings_on_paper(
            [(one, explanation(one, plan.answers)) for one in plan.findings], speech
        ),
        drawings=() if results is None else drawings_of(results, speech),
        words=_words(speech),
    )


def figured(plan: Written, language: str, *, hide_names: bool = False) -> Figured | None:
    """What the workbook is written from; None while there are no figures."""
    if plan.inputs is None or plan.results is None:
        return None
    speech = speech_of(plan, language)
    telling = Telling(plan.template, plan.answers, speech, hide_names=hide_names)
    return Figured(plan.inputs, plan.results, speech, member_names(telling))


def _subtitle(telling: Telling) -> str:
    country = Locale.parse(telling.speech.language).territories[telling.template.country]
    place = telling.answer("legal", "place")
    form = telling.answer("legal", "form")
    return " · ".join(part for part in (place, country, form) if part)


def _stamps(stamp: Stamp, speech: Speech) -> tuple[str, ...]:
    day = str(format_date(stamp.day, format="long", locale=speech.language))
    lines = [speech.say(N_("As of %(day)s"), day=day)]
    if stamp.text_hash:
        lines.append(speech.say(N_("Exact text: %(hash)s"), hash=stamp.text_hash))
    if stamp.engine:
        lines.append(speech.say(N_("Figures made by version %(version)s"), version=stamp.engine))
    return tuple(lines)


def findings_on_paper(
    found: Iterable[tuple[Finding, str]], speech: Speech
) -> tuple[PaperFinding, ...]:
    """Findings with what the group says to each, as a reader sees them; tips are left out."""
    return tuple(
        PaperFinding(speech.say(_LEVELS[one.level]), plain(finding_told(one, speech)), plain(said))
        for one, said in found
        if one.level is not Level.TIP
    )


def _words(speech: Speech) -> PaperWords:
    return PaperWords(
        summary=speech.say(N_("Summary")),
        not_answered=speech.say(N_("not answered yet")),
        figures=speech.say(N_("The figures")),
        findings=speech.say(N_("What was found when the plan was checked")),
        explanation=speech.say(N_("The group says")),
    )
