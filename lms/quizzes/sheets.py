"""The sheet of questions one person gets, the ticket that draws it again, the pause after it. Pure.

Nothing of a sheet is stored before it is sent: the ticket in the form names its version,
language and number, and the same ticket always draws the same sheet.
"""

from __future__ import annotations

import hmac
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from itsdangerous import BadData, URLSafeSerializer

from lms.quizzes.draw import draw
from lms.quizzes.questions import Question

_SALT = "quiz"


@dataclass(frozen=True)
class Ticket:
    """Whose sheet it is, from which version and language, and the number of the attempt."""

    user_id: uuid.UUID
    version_id: uuid.UUID
    language: str
    ordinal: int


@dataclass(frozen=True)
class Sheet:
    """A ticket with the questions it draws, in order.

    seed  decides in which order options are shown
    """

    ticket: Ticket
    module_id: str
    questions: tuple[Question, ...]
    seed: bytes


def write_ticket(ticket: Ticket, secret: str) -> str:
    """The ticket as signed text for a form."""
    values = [ticket.user_id.hex, ticket.version_id.hex, ticket.language, ticket.ordinal]
    return str(URLSafeSerializer(secret, salt=_SALT).dumps(values))


def read_ticket(text: str, secret: str) -> Ticket | None:
    """The ticket of a form; None when it was not signed by us."""
    try:
        user_id, version_id, language, ordinal = URLSafeSerializer(secret, salt=_SALT).loads(text)
    except BadData:
        return None
    return Ticket(uuid.UUID(user_id), uuid.UUID(version_id), language, ordinal)


def draw_sheet(
    ticket: Ticket, module_id: str, pool: Mapping[str, Question], count: int, secret: str
) -> Sheet:
    """The questions of a ticket; the same person gets other ones at the next attempt.

    count  questions drawn from the pool
    """
    owner = f"{_SALT}\0{ticket.user_id.hex}\0{module_id}"
    seed = hmac.digest(secret.encode(), owner.encode(), "sha256")
    drawn = draw(pool.values(), count, seed=seed, attempt=ticket.ordinal)
    return Sheet(ticket, module_id, tuple(pool[id_] for id_ in drawn), seed)


def opens_again_at(
    newest_at: datetime | None, pause_minutes: int, *, now: datetime
) -> datetime | None:
    """When the next attempt may be made; None: now.

    newest_at  when the newest attempt was sent; None: there is none
    """
    if newest_at is None:
        return None
    opens = newest_at + timedelta(minutes=pause_minutes)
    return opens if opens > now else None
