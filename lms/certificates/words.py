"""The certificate's own words in a language, whoever asks; dates and numbers as it writes them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from babel.dates import format_date
from babel.numbers import format_decimal

from lms.catalogues import translate
from lms.certificates.sheet import SheetWords
from lms.words import N_

# NOTE for translators: the lines of a paper that hangs framed on a wall; formal, no full stops.
TITLE = N_("Certificate of completion")
CERTIFIES = N_("This certifies that")
COMPLETED = N_("has completed all modules of the course")
NUMBER = N_("Number")
BEGUN = N_("Begun on")
FINISHED = N_("Finished on")
HOURS = N_("Hours of study")
ISSUED = N_("Issued on")
MODULE = N_("Module")
VERSION = N_("Version")
MINUTES = N_("Minutes")
VERIFY = N_("Check it here: the page shows every line of this certificate, and whether it holds")
DEMO = N_("DEMO: made for trying out, attests nothing")
ISSUER = N_("Issued by the learning platform Business together")


def sheet_words(language: str) -> SheetWords:
    """The words of the paper in a language, in English where it is not translated."""

    def show_day(day: date) -> str:
        return str(format_date(day, format="long", locale=language))

    def show_hours(hours: Decimal) -> str:
        return str(format_decimal(hours, locale=language))

    return SheetWords(
        title=translate(language, TITLE),
        certifies=translate(language, CERTIFIES),
        completed=translate(language, COMPLETED),
        number=translate(language, NUMBER),
        begun=translate(language, BEGUN),
        finished=translate(language, FINISHED),
        hours=translate(language, HOURS),
        issued=translate(language, ISSUED),
        module=translate(language, MODULE),
        version=translate(language, VERSION),
        minutes=translate(language, MINUTES),
        verify=translate(language, VERIFY),
        demo=translate(language, DEMO),
        show_day=show_day,
        show_hours=show_hours,
        issuer=translate(language, ISSUER),
    )
