"""A plan with all its answers, begun from a sample, for tests of pages."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from factories import NOW

from lms.accounts.models import User
from lms.plans.copying import begin_from_sample
from lms.plans.models import Plan
from lms.plans.samples import load_sample
from lms.plans.template_reading import load_template


def whole_plan(
    db: Any,
    owner: User,
    *,
    country: str = "VN",
    title: str = "Greens",
    without: tuple[str, ...] = (),
    language: str = "en",
    now: datetime = NOW,
) -> Plan:
    """All sections of the sample but some, committed."""
    template = load_template(country)
    plan = begin_from_sample(
        db,
        owner,
        load_sample(country),
        template,
        title=title,
        sections=[one.key for one in template.sections if one.key not in without],
        language=language,
        version_name="Copied",
        plan_id=uuid.uuid4(),
        now=now,
    )
    db.commit()
    return plan
