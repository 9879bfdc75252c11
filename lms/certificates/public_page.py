"""The public page of a certificate: the frozen lines as rows, labelled in the reader's language.

Pure: it reads what was frozen at issue and nothing else, so it can show no more and no less than
the paper does.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from lms.certificates.sheet import SheetWords
from lms.words import N_

Texts = list[tuple[str, str]]
Gettext = Callable[[str], str]

# NOTE for translators: labels of a table, of what stands on a certificate.
KIND = N_("Kind of paper")
HOLDER = N_("Name")
COURSE = N_("Course")
ISSUED_BY = N_("Who issued it")
ADDRESS = N_("Address beside the square code")
PLAIN = ""  # the language of a text that is in none: a number, a name, an address


@dataclass(frozen=True)
class Printed:
    """What stands on the paper; a text comes as (text, language), once for each language printed.

    rows     (label, texts)
    columns  labels of the modules' columns
    modules  (code, titles, version, minutes)
    """

    rows: list[tuple[str, Texts]]
    columns: tuple[str, str, str]
    modules: list[tuple[str, Texts, str, str]]
    demo: Texts


def printed(facts: dict[str, Any], words: SheetWords, gettext: Gettext) -> Printed:
    """The rows of the page.

    facts    what `freezing.frozen` gave at issue
    words    the words of the paper in the reader's language, for labels
    gettext  the reader's language, for labels that the paper does not need
    """
    pairs = list(zip(facts["languages"], facts["sides"], strict=True))

    def texts(pick: Callable[[Any], str]) -> Texts:
        return _once([(pick(side), language) for language, side in pairs])

    def fact(index: int) -> Texts:
        return texts(lambda side: str(side["facts"][index][1]))

    labels = (words.number, words.begun, words.finished, words.hours, words.issued)
    rows = [
        (gettext(KIND), texts(lambda side: str(side["title"]))),
        (gettext(HOLDER), [(facts["holder"], PLAIN)]),
        (gettext(COURSE), texts(lambda side: str(side["course"]))),
        *((label, fact(index)) for index, label in enumerate(labels)),
        (gettext(ISSUED_BY), texts(lambda side: str(side["issuer"]))),
        (gettext(ADDRESS), [(facts["url"], PLAIN)]),
    ]
    first = facts["sides"][0]["modules"]
    return Printed(
        rows=rows,
        columns=(words.module, words.version, words.minutes),
        modules=[_module(pairs, at, line) for at, line in enumerate(first)],
        demo=texts(lambda side: str(side["demo"])) if facts["demo"] else [],
    )


def _module(pairs: list[tuple[str, Any]], at: int, line: Any) -> tuple[str, Texts, str, str]:
    code, _, version, minutes = line
    titles = _once([(side["modules"][at][1], language) for language, side in pairs])
    return code, titles, version, minutes


def moment_there(moment: datetime, facts: dict[str, Any]) -> datetime:
    """A moment by the calendar that the dates on the paper follow."""
    return moment.astimezone(ZoneInfo(facts["zone"]))


def _once(texts: Texts) -> Texts:
    """The paper says once what is the same in both languages, and so does the page."""
    seen: dict[str, str] = {}
    for text, language in texts:
        seen.setdefault(text, language)
    return list(seen.items())
