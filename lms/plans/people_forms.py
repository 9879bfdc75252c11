"""What the pages of a plan's people ask: an invitation, a role, which member somebody is."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from lms.plans.kinds import PlanRole
from lms.plans.models import NAME
from lms.web.forms import Choice, Filled, Form, Number, NumberBetween, Radios, Text, Tick
from lms.words import N_

ROLES = (
    (PlanRole.EDITOR, N_("Writes: answers every question")),
    (PlanRole.COMMENTER, N_("Comments: reads, and writes beside the answers")),
    (PlanRole.VIEWER, N_("Reads")),
)
OWNER_TOO = ((PlanRole.OWNER, N_("Owner: says who is in the plan; you write on")), *ROLES)
NONE = "none"


class InviteForm(Form):
    """An invitation; the link is shown once."""

    role = Radios(_l("What may they do?"), choices=[(role.value, _l(name)) for role, name in ROLES])
    name = Text(
        _l("For whom? (only for your list)"),
        most=NAME,
        description=_l("For example: Hoa, or: our class"),
    )
    places = Number(
        _l("How many people may join with it?"),
        Filled(N_("Write a number from 1 to 30.")),
        NumberBetween(1, 30),
        description=_l("1 for one person; more when a class scans it"),
    )


class RoleForm(Form):
    """Another role for somebody."""

    role = Choice(
        _l("What may they do?"), choices=[(role.value, _l(name)) for role, name in OWNER_TOO]
    )


class LeaveForm(Form):
    """A tick, so that nobody goes by a slip of the thumb."""

    sure = Tick(
        _l("I leave this plan. What I wrote stays with the group."),
        [Filled(N_("Tick this box if you want this."))],
    )
