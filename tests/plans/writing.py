"""A plan that several people write, and what their phones send, for tests of the core."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from factories import NOW, Make

from lms.accounts.kinds import Country
from lms.accounts.models import User
from lms.plans import inviting, saving, service
from lms.plans.kinds import PlanRole
from lms.plans.merge import Packet
from lms.plans.models import Plan, PlanPerson


class Writing:
    """One plan, its owner, and packets sent to it."""

    def __init__(self, db: Any, owner: User) -> None:
        self.db = db
        self.owner = owner
        self.plan: Plan = service.start_plan(
            db, owner, title="Greens", country=Country.VIET_NAM, plan_id=uuid.uuid4(), now=NOW
        )
        db.flush()

    def joined(self, role: PlanRole = PlanRole.EDITOR, *, now: datetime = NOW) -> User:
        """Somebody who came in by an invitation."""
        user = Make(self.db).user()
        self.let_in(user, role, now=now)
        return user

    def let_in(self, user: User, role: PlanRole = PlanRole.EDITOR, *, now: datetime = NOW) -> None:
        _, token = inviting.invite(self.db, self.owner, self.plan, name="", role=role, now=now)
        self.db.flush()
        inviting.accept_invitation(self.db, user, token, now=now)
        self.db.flush()

    def place(self, user: User) -> PlanPerson:
        found: PlanPerson = (
            self.db.query(PlanPerson).filter_by(plan_id=self.plan.id, user_id=user.id).one()
        )
        return found

    def send(
        self,
        user: User,
        changes: Mapping[str, str],
        *,
        base: int = 0,
        section: str = "idea",
        device: str | None = None,
        op_id: uuid.UUID | None = None,
        minute: int = 0,
    ) -> saving.Reply:
        """What one phone typed; each person has one phone unless told."""
        now = NOW + timedelta(minutes=minute)
        sent = Packet(op_id or uuid.uuid4(), device or user.id.hex, "", base, changes, now)
        return saving.save_packet(
            self.db, user, self.plan, section, sent, template_version="t1", now=now
        )
