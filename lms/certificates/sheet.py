"""The certificate on paper: facts and translated words in, one landscape A4 page out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from lms.pdf import compile_pdf


class CertifiedModule(NamedTuple):
    """One module as it was taken: its code, title by language, version and minutes."""

    code: str
    title: Mapping[str, str]
    version: str
    minutes: int


@dataclass(frozen=True)
class CertificateFacts:
    """What is attested, in no language; titles are given in each language they exist in."""

    number: str
    holder: str
    course: Mapping[str, str]
    modules: tuple[CertifiedModule, ...]
    begun: date
    finished: date
    issued: date
    hours: Decimal
    language: str
    demo: bool = False


@dataclass(frozen=True)
class SheetWords:
    """The certificate's own words in one language, translated and formatted by the caller.

    show_day and show_hours write a value as this language does: "3 March 2026", "37.5".
    issuer is the line on top, who vouches; "" leaves it out.
    """

    title: str
    certifies: str
    completed: str
    number: str
    begun: str
    finished: str
    hours: str
    issued: str
    module: str
    version: str
    minutes: str
    verify: str
    demo: str
    show_day: Callable[[date], str]
    show_hours: Callable[[Decimal], str]
    issuer: str = ""


def certificate_pdf(
    facts: CertificateFacts,
    *,
    words: SheetWords,
    words_en: SheetWords,
    verify_url: str,
    fonts: Path,
    issued_at: datetime,
) -> bytes:
    """One page, the holder's language first and English beneath; English stands alone once.

    words_en    used beneath the holder's language, and alone when that language is English
    verify_url  printed, linked, and drawn as the QR code at the corner
    issued_at   aware; the same facts with the same moment give the same bytes
    """
    sides = [(facts.language, words)] if facts.language != "en" else []
    data = {
        "languages": [language for language, _ in [*sides, ("en", words_en)]],
        "sides": [side(facts, language, own) for language, own in [*sides, ("en", words_en)]],
        "holder": facts.holder,
        "demo": facts.demo,
        "url": verify_url,
    }
    return compile_pdf(
        sheet_source(),
        data,
        fonts=fonts,
        timestamp=issued_at,
        files={"verify.svg": qr_svg(verify_url)},
    )


def side(facts: CertificateFacts, language: str, words: SheetWords) -> dict[str, Any]:
    """Every line of the certificate in one language."""
    return {
        "issuer": words.issuer,
        "title": words.title,
        "certifies": words.certifies,
        "completed": words.completed,
        "course": title_in(facts.course, language),
        "facts": [
            (words.number, facts.number),
            (words.begun, words.show_day(facts.begun)),
            (words.finished, words.show_day(facts.finished)),
            (words.hours, words.show_hours(facts.hours)),
            (words.issued, words.show_day(facts.issued)),
        ],
        "columns": (words.module, words.version, words.minutes),
        "modules": [
            (one.code, title_in(one.title, language), one.version, str(one.minutes))
            for one in facts.modules
        ],
        "verify": words.verify,
        "demo": words.demo,
    }


def title_in(titles: Mapping[str, str], language: str) -> str:
    """The title in this language, else in English, else in the first language there is.

    >>> title_in({"en": "Costing", "vi": "Tính giá"}, "ky")
    'Costing'
    """
    return titles.get(language) or titles.get("en") or next(iter(titles.values()), "")


def qr_svg(address: str) -> bytes:
    """The address as a QR code that can be read with an eighth of it worn away."""
    import segno  # noqa: PLC0415 - needed only where something is printed

    drawn = BytesIO()
    segno.make_qr(address, error="m").save(drawn, kind="svg", border=0, dark="#1d1d1b")
    return drawn.getvalue()


@cache
def sheet_source() -> str:
    """The typst source that lies beside this module."""
    return Path(__file__).with_suffix(".typ").read_text(encoding="utf-8")
