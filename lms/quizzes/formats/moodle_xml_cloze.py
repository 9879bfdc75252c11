"""Gaps in Moodle XML: read from cloze questions and from lists of words, written as cloze.

A cloze question says each gap in its text, such as {1:SHORTANSWER:=Paris#Yes.~%0%*#No.}.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from lms.quizzes.formats.gift_text import percent_of, weight_of
from lms.quizzes.formats.moodle_xml_texts import LeftOutError, text_of
from lms.quizzes.formats.moodle_xml_tree import Node
from lms.quizzes.questions import Accepted, Gap, Kind, Question
from lms.words import N_

_CHOOSE = ("MULTICHOICE", "MULTICHOICE_V", "MULTICHOICE_H", "MC", "MCV", "MVC", "MCH", "MHC")
_CHOOSE_MIXED = ("MULTICHOICE_S", "MULTICHOICE_VS", "MULTICHOICE_HS", "MCS", "MCVS", "MCHS")
_TYPED = ("SHORTANSWER", "SA", "MW")
_TYPED_CASE = ("SHORTANSWER_C", "SAC", "MWC")
_NUMBER = ("NUMERICAL", "NM")
_KNOWN = (*_CHOOSE, *_CHOOSE_MIXED, *_TYPED, *_TYPED_CASE, *_NUMBER)

# A gap within a gap ends the first: so no sign is looked at for more than one beginning.
_GAP = re.compile(
    r"\{([0-9]{0,6}):(" + "|".join(_KNOWN) + r"):((?:\\.|[^\\{}]|\{(?![0-9]{0,6}:[A-Z]))*+)\}",
    re.DOTALL,
)
_LEFT_OVER = re.compile(r"\{[0-9]*:([A-Z][A-Z_]*)")
_MARK = re.compile(r"\[\[([0-9]+)\]\]")
_BETWEEN = re.compile(r"(?<!\\)~")
_ALTERNATIVE = re.compile(
    r"\s*(?:(=)|%(-?[0-9]{1,9}(?:[.,][0-9]{0,15})?)%)?(.*?)(?:(?<!\\)(?<!&)(?<!&amp;)#(.*))?",
    re.DOTALL,
)
_ESCAPED = re.compile(r"\\([}{#~/\"])")
_DIGITS = re.compile(r"-?[0-9]{1,20}(?:\.[0-9]{1,20})?")
_SPACE = " \t\r\n"
_AS_ENTITY = {ord(sign): f"&#{ord(sign)};" for sign in '\\{}~#=%"'} | {ord("&"): "&amp;"}
# A wrong text of a typed gap, given for its feedback only: a gap with a 0 is one to choose in.
_WRONG = Fraction(-1)


def read_cloze(start: Question) -> Question:
    """The question with its gaps; raises LeftOutError where one is of no kind that we have."""
    bare = _GAP.sub("", start.text)
    if other := _LEFT_OVER.search(bare):
        raise LeftOutError(
            N_("%(id)s: a gap of the type %(type)s cannot be taken over."), type=other[1][:50]
        )
    if _MARK.search(bare):
        raise LeftOutError(N_("%(id)s: its text holds [[ ]] marks of another kind of question."))
    found = list(_GAP.finditer(start.text))
    if not found:
        raise LeftOutError(N_("%(id)s: its text has no gap."))
    if len({match[1] or "1" for match in found}) > 1:
        raise LeftOutError(
            N_("%(id)s: its gaps count differently; write the same number in front of each.")
        )
    places = iter(range(1, len(found) + 1))
    text = _GAP.sub(lambda _: f"[[{next(places)}]]", start.text)
    types = [match[2] for match in found]
    return replace(
        start,
        kind=Kind.GAPS,
        text=text,
        gaps=tuple(_gap(match[2], match[3]) for match in found),
        match_case=_same(types, _TYPED_CASE, _TYPED),
        fixed_order=any(type_ in _CHOOSE for type_ in types),
    )


def _same(types: Sequence[str], some: Sequence[str], others: Sequence[str]) -> bool:
    """Whether gaps of some types are among them; raises LeftOutError when others are, too."""
    has = any(type_ in some for type_ in types)
    if has and any(type_ in others for type_ in types):
        raise LeftOutError(
            N_("%(id)s: capital letters matter in some of its gaps only; write all the same way.")
        )
    return has


def _gap(type_: str, body: str) -> Gap:
    parts = [part for part in _BETWEEN.split(body) if part.strip()]
    accepted = [_accepted(part) for part in parts]
    if 1 not in [one.weight for one in accepted]:
        raise LeftOutError(N_("%(id)s: a gap has no answer that earns the full mark."))
    if type_ in (*_CHOOSE, *_CHOOSE_MIXED):
        return _choose(accepted)
    if type_ in _NUMBER:
        accepted = [replace(one, text=_number(one.text)) for one in accepted]
    return Gap(tuple(one if one.weight else replace(one, weight=_WRONG) for one in accepted))


def _choose(accepted: Sequence[Accepted]) -> Gap:
    """A wrong choice earns nothing; below nothing a gap cannot earn."""
    gap = Gap(tuple(replace(one, weight=max(one.weight, Fraction(0))) for one in accepted))
    if not gap.offered:
        raise LeftOutError(N_("%(id)s: a gap to choose in has no wrong choice."))
    return gap


def _accepted(part: str) -> Accepted:
    match = _ALTERNATIVE.fullmatch(part)
    if not match:
        raise LeftOutError(N_("%(id)s: a gap cannot be read."))
    weight = Fraction(1 if match[1] else 0)
    if match[2]:
        weight = weight_of(match[2].replace(",", "."))
    text = _plain(match[3])
    if not text or abs(weight) > 1:
        raise LeftOutError(N_("%(id)s: a gap has an answer without text, or with a false weight."))
    return Accepted(text, weight, _plain(match[4] or ""))


def _number(text: str) -> str:
    """The number without its tolerance, which must be none."""
    value, _, tolerance = text.partition(":")
    value = value.strip()
    bare = tolerance.strip().replace(".", "").strip("0") == ""
    if value != "*" and (not _DIGITS.fullmatch(value) or not bare):
        raise LeftOutError(
            N_("%(id)s: the number %(number)s of a gap cannot be asked here."), number=text
        )
    return value


def _plain(text: str) -> str:
    return html.unescape(_ESCAPED.sub(r"\1", text)).strip(_SPACE)


def read_words(start: Question, words: Sequence[Node]) -> Question:
    """Gaps to choose in from words in groups; a mark [[2]] names the second word as right."""
    options = [(text_of(word), word.value("group", "1")) for word in words]
    gaps: list[Gap] = []

    def mark(match: re.Match[str]) -> str:
        gaps.append(_one_of(options, match[1]))
        return f"[[{len(gaps)}]]"

    text = _MARK.sub(mark, start.text)
    if not gaps:
        raise LeftOutError(N_("%(id)s: its text has no gap."))
    return replace(start, kind=Kind.GAPS, text=text, gaps=tuple(gaps))


def _one_of(options: Sequence[tuple[str, str]], number: str) -> Gap:
    place = int(number[:6]) - 1
    if not 0 <= place < len(options):
        raise LeftOutError(N_("%(id)s: there is no word for the mark %(mark)s."), mark=number)
    right, group = options[place]
    others = [text for text, its in options if its == group and text and text != right]
    gap = Gap((Accepted(right, Fraction(1)), *(Accepted(one, Fraction(0)) for one in others)))
    if not right or not gap.offered:
        raise LeftOutError(N_("%(id)s: a gap to choose in has no wrong choice."))
    return gap


def cloze_text(question: Question) -> str:
    """The text with its gaps in it; raises ValueError when text and gaps do not belong together."""
    numbers = [int(mark[:6]) for mark in _MARK.findall(question.text)]
    if sorted(numbers) != list(range(1, len(question.gaps) + 1)):
        raise ValueError(
            f"Moodle XML cannot hold question {question.id}: its text must have one mark such as "
            "[[1]] for each gap."
        )
    return _MARK.sub(
        lambda match: _written(question, question.gaps[int(match[1]) - 1]), question.text
    )


def _written(question: Question, gap: Gap) -> str:
    alternatives = (
        _weight(one, gap)
        + one.text.translate(_AS_ENTITY)
        + (f"#{one.feedback.translate(_AS_ENTITY)}" if one.feedback else "")
        for one in gap.accepted
    )
    return f"{{1:{_type(question, gap)}:{'~'.join(alternatives)}}}"


def _weight(one: Accepted, gap: Gap) -> str:
    if one.weight == 1:
        return "="
    if one.weight == 0:
        return ""
    return "%0%" if one.weight == _WRONG and not gap.offered else f"%{percent_of(one.weight)}%"


def _type(question: Question, gap: Gap) -> str:
    if gap.offered:
        return "MULTICHOICE" if question.fixed_order else "MULTICHOICE_S"
    if all(_DIGITS.fullmatch(one.text) or one.text == "*" for one in gap.accepted):
        return "NUMERICAL"
    return "SHORTANSWER_C" if question.match_case else "SHORTANSWER"
