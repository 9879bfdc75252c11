"""Doors of sample plans: the list, one as its reader sees it, and a plan begun from it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from lms.accounts.kinds import Country
from lms.errors import Refusal
from lms.plans.addresses import plan_url
from lms.plans.copying import begin_from_sample
from lms.plans.countries import COUNTRIES
from lms.plans.drawings.of_plan import drawings_of
from lms.plans.figures_told import sentences
from lms.plans.models import NAME
from lms.plans.papers.from_plan import Written, speech_of
from lms.plans.reckoning import reckon
from lms.plans.sample_copies import OWN_WORDS
from lms.plans.sample_forms import SampleForm
from lms.plans.samples import Sample, countries_with_samples, load_sample
from lms.plans.section_around import pairs_read
from lms.plans.template import Template
from lms.plans.template_reading import load_template
from lms.web.languages import page_language
from lms.web.pages import Pages, Visit, signed_in
from lms.words import N_

pages = Pages("plan_samples", __name__)
LIST = "/plans/samples/"
# Invented people are copied only by who asks for them.
_NOT_TICKED = frozenset({"people"})


@dataclass(frozen=True)
class Place:
    """A country's sample with what its sections ask."""

    sample: Sample
    template: Template

    @property
    def url(self) -> str:
        """Where the sample is."""
        return f"{LIST}{self.sample.country.lower()}/"


def _sample(_visit: Visit, country: str) -> Place | None:
    if country.upper() not in countries_with_samples():
        return None
    return Place(load_sample(country), load_template(country))


@pages.show("/plans/samples/", may=signed_in)
def show_samples(_visit: Visit) -> ResponseReturnValue:
    language = page_language()
    found = [load_sample(country) for country in countries_with_samples()]
    return render_template(
        "plans/samples.html",
        samples=[
            {
                "url": f"{LIST}{one.country.lower()}/",
                "title": one.title.in_language(language),
                "country": gettext(COUNTRIES[Country(one.country.lower())]),
            }
            for one in found
        ],
    )


@pages.show("/plans/samples/<country>/", load=_sample, may=signed_in)
def show_sample(_visit: Visit, place: Place) -> ResponseReturnValue:
    return _page(place, _fresh(place))


@pages.change("/plans/samples/<country>/", load=_sample, may=signed_in, keep=True)
def begin_plan(visit: Visit, place: Place) -> ResponseReturnValue:
    form = _form(place)
    if not form.validate():
        return _page(place, form), 422
    language = page_language()
    title = place.sample.title.in_language(language)
    try:
        plan = begin_from_sample(
            visit.db,
            visit.user,
            place.sample,
            place.template,
            title=form.title.data,
            sections=form.sections.data,
            language=language,
            version_name=gettext(N_("Copied from: %(title)s"), title=title)[:NAME],
            plan_id=_uuid(form.plan_id.data),
            now=visit.now,
        )
    except Refusal as no:
        form.say("sections" if no.status == 422 else "title", no.message, **no.values)
        return _page(place, form), no.status
    flash(gettext(N_("Your plan is begun. Write your own in place of what you copied.")), "done")
    return redirect(plan_url(plan.id))


def _fresh(place: Place) -> SampleForm:
    ticked = [key for key, _ in _sections(place) if key not in _NOT_TICKED]
    form = SampleForm(formdata=None, plan_id=str(uuid.uuid4()), sections=ticked)
    form.sections.choices = _sections(place)
    return form


def _form(place: Place) -> SampleForm:
    form = SampleForm()
    form.sections.choices = _sections(place)
    return form


def _sections(place: Place) -> list[tuple[str, str]]:
    return [
        (one.key, one.title.in_language(page_language()))
        for one in place.template.sections
        if one.key not in OWN_WORDS
    ]


def _page(place: Place, form: SampleForm) -> str:
    return render_template(
        "plans/sample.html",
        list_url=LIST,
        url=place.url,
        form=form,
        **_read(place.sample.country, page_language()),
    )


@lru_cache(maxsize=32)
def _read(country: str, language: str) -> dict[str, Any]:
    """The sample as it is read; made once for each language, for it never changes."""
    sample, template = load_sample(country), load_template(country)
    kept = sample.answers(language)
    title = sample.title.in_language(language)
    found = reckon(kept, template, currency=template.currency, title=title, language=language)
    written = Written(title, template, kept, found.inputs, found.results)
    speech = speech_of(written, language)
    results = found.results
    return {
        "title": title,
        "note": sample.note.in_language(language),
        "sentences": sentences(results, speech) if results else (),
        "drawings": drawings_of(results, speech)[:2] if results else (),
        "sections": [
            {
                "key": section.key,
                "title": section.title.in_language(language),
                "why": section.why.in_language(language),
                "pairs": pairs,
                "tables": tables,
            }
            for section in template.sections
            for pairs, tables in [pairs_read(template, section, kept, template.currency, language)]
        ],
    }


def _uuid(text: Any) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except (TypeError, ValueError, AttributeError):
        return uuid.uuid4()
