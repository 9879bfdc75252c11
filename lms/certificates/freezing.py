"""What is attested, drawn together at one moment and frozen line by line. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from zoneinfo import ZoneInfo

from lms.certificates.sheet import CertificateFacts, CertifiedModule, SheetWords, side


@dataclass(frozen=True)
class Course:
    """A finished course as one person took it: titles by language, modules, moments."""

    titles: Mapping[str, str]
    modules: tuple[CertifiedModule, ...]
    began_at: datetime
    finished_at: datetime


def hours_of(modules: Sequence[CertifiedModule]) -> Decimal:
    """Hours of study with at most one digit behind the point, from the minutes of the modules."""
    hours = Decimal(sum(module.minutes for module in modules)) / 60
    rounded = hours.quantize(Decimal("0.1"), ROUND_HALF_UP)
    whole = rounded.to_integral_value()
    return whole if whole == rounded else rounded


def certificate_facts(
    course: Course,
    *,
    number: str,
    holder: str,
    zone: str,
    language: str,
    demo: bool,
    issued_at: datetime,
) -> CertificateFacts:
    """The facts of the paper; moments become dates of the zone."""
    here = ZoneInfo(zone)
    return CertificateFacts(
        number=number,
        holder=holder,
        course=course.titles,
        modules=course.modules,
        begun=course.began_at.astimezone(here).date(),
        finished=course.finished_at.astimezone(here).date(),
        issued=issued_at.astimezone(here).date(),
        hours=hours_of(course.modules),
        language=language,
        demo=demo,
    )


def frozen(
    facts: CertificateFacts, *, words_of: Callable[[str], SheetWords], verify_url: str, zone: str
) -> dict[str, Any]:
    """Every line that is printed, as JSON values: the public page reads from here alone.

    sides  for each printed language, the holder's first: what `sheet.side` gives
    """
    languages = [facts.language] if facts.language == "en" else [facts.language, "en"]
    return {
        "holder": facts.holder,
        "url": verify_url,
        "zone": zone,
        "demo": facts.demo,
        "languages": languages,
        "sides": [side(facts, language, words_of(language)) for language in languages],
    }
