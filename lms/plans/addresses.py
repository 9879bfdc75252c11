"""Where a plan's pages are."""

from __future__ import annotations

import uuid

from lms.plans.template import Section


def plan_url(plan_id: uuid.UUID) -> str:
    """The home of a plan."""
    return f"/plans/{plan_id}/"


def section_url(plan_id: uuid.UUID, section: Section) -> str:
    """One section of a plan."""
    return f"{plan_url(plan_id)}{section.key}/"


def page_url(plan_id: uuid.UUID, page: str) -> str:
    """Another page of a plan, such as "figures" or "people"."""
    return f"{plan_url(plan_id)}{page}/"
