"""Where a plan's pages are."""

from __future__ import annotations

import uuid

from lms.plans.questions import Section


def plan_url(plan_id: uuid.UUID) -> str:
    """The home of a plan."""
    return f"/plans/{plan_id}/"


def section_url(plan_id: uuid.UUID, section: Section) -> str:
    """One section of a plan."""
    return f"{plan_url(plan_id)}{section.key}/"
