"""What the coach found, said in one language."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from babel.dates import format_skeleton

from lms.plans.coach.finding import Finding, Money, Month, Value
from lms.plans.drawings.speech import Speech
from lms.plans.template import Texts


def finding_told(finding: Finding, speech: Speech) -> str:
    """The sentence of a finding with its amounts, months and words."""
    values = {name: value_told(value, speech) for name, value in finding.values.items()}
    return speech.say(finding.message, **values)


def value_told(value: Value, speech: Speech) -> str:
    """One value: money with its currency, months by name, what people wrote as it is."""
    match value:
        case Money(amount):
            return speech.money(amount)
        case Month(month):
            first = date(int(month[:4]), int(month[5:7]), 1)
            return str(format_skeleton("yMMMM", first, locale=speech.language))
        case Texts():
            return value.in_language(speech.language)
        case Decimal() | int():
            return speech.number(value)
    return value
