"""The sheet of questions one person gets, and the ticket that draws it again. Pure.

The questions of a sheet are stored nowhere before it is sent: the ticket in the form names its
version, language and number, and the same ticket always draws the same sheet.
"""

from __future__ import annotations

import hmac
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace

from itsdangerous import BadData, URLSafeSerializer

from lms.quizzes.draw import BEFORE, draw
from lms.quizzes.policy import Policy, Purpose
from lms.quizzes.questions import Question

_SALT = "quiz"
# Signed apart, so that the ticket of one can never be sent in to the other.
_SALTS = {Purpose.QUIZ: _SALT, Purpose.BEFORE: "quiz before the module"}


@dataclass(frozen=True)
class Ticket:
    """Whose sheet it is, from which version and language, and the number of the attempt."""

    user_id: uuid.UUID
    version_id: uuid.UUID
    language: str
    ordinal: int
    purpose: Purpose = Purpose.QUIZ


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
    return str(URLSafeSerializer(secret, salt=_SALTS[ticket.purpose]).dumps(values))


def read_ticket(text: str, secret: str, purpose: Purpose = Purpose.QUIZ) -> Ticket | None:
    """The ticket of a form; None when it was not signed by us, or for another purpose."""
    signed = URLSafeSerializer(secret, salt=_SALTS[purpose])
    try:
        user_id, version_id, language, ordinal = signed.loads(text)
    except BadData:
        return None
    return Ticket(uuid.UUID(user_id), uuid.UUID(version_id), language, ordinal, purpose)


def draw_sheet(
    ticket: Ticket, module_id: str, pool: Mapping[str, Question], policy: Policy, secret: str
) -> Sheet:
    """The questions of a ticket; the same person gets other ones at the next attempt.

    What somebody is asked before the module are none of the questions of the first attempt after
    it, as far as the pool allows.
    """
    owner = f"{_SALT}\0{ticket.user_id.hex}\0{module_id}"
    seed = hmac.digest(secret.encode(), owner.encode(), "sha256")
    drawn = draw(
        pool.values(),
        policy.draw,
        seed=seed,
        attempt=BEFORE if ticket.purpose is Purpose.BEFORE else ticket.ordinal,
        draw_from=policy.draw_from,
        mixed=policy.shuffle,
    )
    questions = (pool[id_] for id_ in drawn)
    if not policy.shuffle:
        questions = (replace(question, fixed_order=True) for question in questions)
    return Sheet(ticket, module_id, tuple(questions), seed)
