"""The countries in which a plan can be, and what each one asks."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from lms.accounts.kinds import Country
from lms.plans.models import Plan
from lms.plans.template import Template
from lms.plans.template_reading import load_template
from lms.words import N_

COUNTRIES: Mapping[Country, str] = MappingProxyType(
    {
        Country.VIET_NAM: N_("Viet Nam"),
        Country.MONGOLIA: N_("Mongolia"),
        Country.KYRGYZSTAN: N_("Kyrgyzstan"),
    }
)


def template_of(plan: Plan) -> Template:
    """What a plan's country asks; a plan of before, for "another country", is asked as Viet Nam."""
    country = plan.country if plan.country in COUNTRIES else Country.VIET_NAM
    return load_template(country.value)
