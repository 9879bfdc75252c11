"""The ticket of a day's sheet: which cards it asked of whom, signed into the form. Pure.

Nothing of a sheet is stored. A card that was answered on the ticket's day or later is due after
that day, so a sheet that is sent twice moves its cards once: see service.answer_cards.
"""

from __future__ import annotations

import hmac
import uuid
from dataclasses import dataclass
from datetime import date

from itsdangerous import BadData, URLSafeSerializer

_SALT = "review"


@dataclass(frozen=True)
class ReviewTicket:
    """Whose sheet it is, for which day, in which language it was asked for, and its cards."""

    user_id: uuid.UUID
    day: date
    language: str
    cards: tuple[uuid.UUID, ...]

    def seed(self, secret: str) -> bytes:
        """What decides in which order options are shown: another one every day."""
        said = f"{_SALT}\0{self.user_id.hex}\0{self.day.isoformat()}"
        return hmac.digest(secret.encode(), said.encode(), "sha256")


def write_ticket(ticket: ReviewTicket, secret: str) -> str:
    """The ticket as signed text for a form."""
    cards = [card.hex for card in ticket.cards]
    values = [ticket.user_id.hex, ticket.day.isoformat(), ticket.language, cards]
    return str(URLSafeSerializer(secret, salt=_SALT).dumps(values))


def read_ticket(text: str, secret: str) -> ReviewTicket | None:
    """The ticket of a form; None when it was not signed by us."""
    try:
        user_id, day, language, cards = URLSafeSerializer(secret, salt=_SALT).loads(text)
    except BadData:
        return None
    ids = tuple(uuid.UUID(card) for card in cards)
    return ReviewTicket(uuid.UUID(user_id), date.fromisoformat(day), language, ids)
