"""What a trainer fills in to grant one person an exception from the rules of a quiz."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms.validators import ValidationError

from lms.web.forms import (
    AtLeast,
    Filled,
    Form,
    LongText,
    Number,
    NumberBetween,
    Optional,
    Text,
    Tick,
)
from lms.words import N_

MOST_ATTEMPTS = 100
MOST_MINUTES = 1000
LEAST_REASON = 5
_LAST_YEAR = 2100  # the day after it must still be a day, in every zone
_NOTHING = N_("Give at least one thing: more tries, more minutes, or no pause.")
_NO_DAY = N_("Write the day as year, month, day: 2026-12-31.")
_PAST = N_("Choose today or a day to come.")


class Whole:
    """Tries and minutes are counted in whole numbers."""

    def __call__(self, _form: Any, field: Any) -> None:
        if field.data is not None and field.data != field.data.to_integral_value():
            raise ValidationError(gettext(N_("Write a whole number.")))


class Day(Text):
    """A day of the calendar, with the browser's own picker where it has one."""

    def __init__(self, label: str, *checks: Any, **kw: Any) -> None:
        super().__init__(label, *checks, render_kw={"type": "date"}, **kw)

    def day(self) -> date | None:
        """The day; None when what was typed is none, or none that anybody means."""
        try:
            day = date.fromisoformat(self.data or "")
        except ValueError:
            return None
        return day if day.year <= _LAST_YEAR else None


class ExceptionForm(Form):
    """One person, what is granted, until when, and why."""

    username = Text(
        _l("User name of the learner"), Filled(N_("Write the user name or the phone number."))
    )
    more_attempts = Number(
        _l("More tries"),
        Optional(),
        NumberBetween(0, MOST_ATTEMPTS),
        Whole(),
        description=_l("Beyond those that the rules allow. Leave it empty for none."),
    )
    more_minutes = Number(
        _l("More minutes"),
        Optional(),
        NumberBetween(0, MOST_MINUTES),
        Whole(),
        description=_l("Beyond the time limit, for each try. Leave it empty for none."),
    )
    no_pause = Tick(_l("No pause before the next try"))
    until = Day(
        _l("Last day"),
        Filled(N_("Choose the last day on which this holds.")),
        description=_l("It ends by itself after this day."),
    )
    reason = LongText(
        _l("Reason"),
        Filled(N_("Write why, in a few words.")),
        AtLeast(LEAST_REASON, N_("Write at least %(least)s signs.")),
        most=500,
        description=_l("Trainers see it, and the learner in their own data. No health details."),
    )

    def validate(self, **options: Any) -> bool:
        """Whether it grants anything, until a day that is one."""
        good = bool(super().validate(**options))
        if not (self.attempts or self.minutes or self.no_pause.data) and not self._has_faults():
            self.say("more_attempts", _NOTHING)
            good = False
        if self.until.data and self.until.day() is None:
            self.say("until", _NO_DAY)
            good = False
        return good

    def _has_faults(self) -> bool:
        return bool(self.more_attempts.errors or self.more_minutes.errors)

    def is_past(self, today: date) -> bool:
        """Whether the last day is over; it is then said beside the field."""
        day = self.until.day()
        if day is None or day >= today:
            return False
        self.say("until", _PAST)
        return True

    @property
    def attempts(self) -> int:
        """Tries granted, 0 for none."""
        return int(self.more_attempts.data or Decimal(0))

    @property
    def minutes(self) -> int:
        """Minutes granted, 0 for none."""
        return int(self.more_minutes.data or Decimal(0))
