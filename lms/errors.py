"""The one family of refusals: a no that a person can act on, with its HTTP status."""

from __future__ import annotations

from typing import Any

from lms.words import N_


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not a fault
    """A verb says no, in a sentence marked for translation.

    message  a whole sentence, marked with N_, with named values such as %(minutes)s
    status   the HTTP status of the answer, 409 unless told
    values   what the named values stand for
    """

    def __init__(self, message: str, *, status: int = 409, **values: Any) -> None:
        super().__init__(message)
        self.message = message
        self.status = status
        self.values = values


class NotFound(Refusal):
    """There is no such thing, or this person may not know of it."""

    def __init__(self, message: str = N_("There is no page at this address.")) -> None:
        super().__init__(message, status=404)
