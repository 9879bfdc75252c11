"""What publishing and reviewing ask: the kind of change, a message, a note on a line."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField
from wtforms.validators import ValidationError

from lms.authoring.publishing import LONGEST_MESSAGE
from lms.authoring.review import LONGEST_NOTE
from lms.courses.models import Kind
from lms.web.forms import Choice, Filled, Form, LongText, Number, NumberBetween, Optional, Radios
from lms.words import N_

MOST_LINES = 100_000
KINDS = (
    (Kind.CORRECTION.value, _l("Correction")),
    (Kind.REVISION.value, _l("Revision")),
    (Kind.EDITION.value, _l("Edition")),
)


class PublishForm(Form):
    """How far the change reaches, and why it was made.

    rev     of the draft that was looked at
    newest  number of the published version that was looked at
    """

    rev = HiddenField()
    newest = HiddenField()
    kind = Radios(_l("What kind of change is it?"), choices=KINDS, default=Kind.REVISION.value)
    message = LongText(
        _l("What has changed, and why?"),
        Filled(N_("Say in a sentence what has changed and why.")),
        most=LONGEST_MESSAGE,
        description=_l("It stands in the history of the module. Authors and reviewers read it."),
    )

    def say_kinds(self, labels: Sequence[str]) -> None:
        """Say beside each kind whom it touches now; in the order of KINDS."""
        self.kind.choices = [
            type(one)(one.value, label)
            for one, label in zip(self.kind.choices, labels, strict=True)
        ]


class Whole:
    """Lines are counted in whole numbers."""

    def __call__(self, _form: Any, field: Any) -> None:
        if field.data is not None and field.data != field.data.to_integral_value():
            raise ValidationError(gettext(N_("Write a whole number.")))


class NoteForm(Form):
    """A note of a reviewer on a line of a file."""

    path = Choice(_l("File"), choices=())
    line = Number(
        _l("Line"),
        Optional(),
        NumberBetween(0, MOST_LINES),
        Whole(),
        most=6,
        description=_l("As numbered under “Now”. Leave it empty for the whole file."),
    )
    text = LongText(_l("What must change?"), Filled(N_("Say what must change.")), most=LONGEST_NOTE)

    def offer(self, paths: Sequence[str]) -> None:
        """Offer the files of the draft, those that changed first."""
        self.path.choices = [(path, path) for path in paths]

    @property
    def line_number(self) -> int:
        """The line, 0 for the whole file."""
        return int(self.line.data or Decimal(0))
