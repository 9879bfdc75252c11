"""The one verb of the trail."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Protocol

from sqlalchemy.orm import Session

from lms.trail.models import TrailEntry


class Named(Protocol):
    """Anything with an id: a person, a thing."""

    @property
    def id(self) -> uuid.UUID: ...


def note(
    db: Session,
    actor: Named | None,
    act: str,
    thing: Named,
    *,
    now: datetime,
    **facts: str | int | bool | None,
) -> None:
    """Write down an act as the last line of a verb.

    actor  who did it; None: the system
    act    "room.verb", such as "certificates.withdraw"
    facts  ids, states and short reasons; never names, answers or secrets
    """
    db.add(
        TrailEntry(
            at=now,
            actor_id=actor.id if actor else None,
            act=act,
            thing_kind=type(thing).__name__.lower(),
            thing_id=str(thing.id),
            facts=dict(facts),
        )
    )
