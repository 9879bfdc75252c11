"""Doors of certificates: look one up, claim one's own, the public page, the paper, withdrawal."""

from __future__ import annotations

from typing import Any

from flask import current_app, flash, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from lms.accounts.rules import administer
from lms.certificates import numbers, public_page, queries, rules, service
from lms.certificates.forms import ClaimForm, FindForm, WithdrawForm
from lms.certificates.models import Certificate, State
from lms.certificates.words import sheet_words
from lms.config import Settings
from lms.courses import queries as course_queries
from lms.errors import NotFound, Refusal
from lms.web.languages import page_language
from lms.web.limits import LOOK_UP, limiter
from lms.web.pages import Pages, Visit, anyone, signed_in
from lms.words import N_

pages = Pages("certificates", __name__)
HOME = "/certificates/"
# Posted to, and shown again with a fault; who reloads such a page comes here with a GET.
FORMS = frozenset({"find", "claim"})
LONGEST_SHOWN = 60
NOT_OURS = N_(
    "No certificate with this number was issued here. Compare the number with the paper, letter "
    "by letter. If both are the same, the paper is not from us."
)


@pages.show("/certificates/", may=anyone)
def show_certificates(visit: Visit) -> ResponseReturnValue:
    return _home(visit)


@pages.change("/certificates/find", may=anyone)
@limiter.limit(LOOK_UP)
def find_certificate(visit: Visit) -> ResponseReturnValue:
    form = FindForm()
    if not form.validate():
        return _home(visit, find=form), 422
    try:
        number = numbers.canonical(form.number.data)
    except Refusal as no:
        form.say("number", no.message, **no.values)
        return _home(visit, find=form), 422
    return redirect(HOME + number)


@pages.change("/certificates/claim", may=signed_in, keep=True)
def claim_certificate(visit: Visit) -> ResponseReturnValue:
    form = ClaimForm()
    if not form.validate():
        return _home(visit, claim=form), 422
    try:
        issued = service.issue(
            visit.db,
            visit.user,
            holder=form.holder.data,
            site=_settings().public_url or request.host_url,
            demo=_settings().demo,
            now=visit.now,
        )
    except Refusal as no:
        if no.status != 422:
            raise
        form.say("holder", no.message, **no.values)
        return _home(visit, claim=form), 422
    flash(gettext(N_("Here is your certificate. Keep the PDF, or note the number.")), "done")
    return redirect(HOME + issued.number)


@pages.show("/certificates/<number>", may=anyone)
@limiter.limit(LOOK_UP)
def show_certificate(visit: Visit, number: str) -> ResponseReturnValue:
    if number in FORMS:
        return redirect(HOME)
    try:
        known = numbers.canonical(number)
        if known != number:
            return redirect(HOME + known)
        found = queries.certificate(visit.db, known)
        if found is None:
            raise NotFound(NOT_OURS)
    except Refusal as no:
        return _not_found(visit, number, no)
    if found.state is State.DELETED:
        page = render_template("certificates/deleted.html", number=known)
        return page, 410, _unlisted()
    return _public(visit, found, WithdrawForm(formdata=None)), _unlisted()


def _not_found(visit: Visit, typed: str, no: Refusal) -> ResponseReturnValue:
    """What is wrong with the number, beside the field where it can be mended."""
    form = FindForm(formdata=None, number=typed[:LONGEST_SHOWN])
    form.say("number", no.message, **no.values)
    return _home(visit, find=form), 404, _unlisted()


def _with_paper(visit: Visit, number: str) -> Certificate | None:
    return queries.certificate_with_paper(visit.db, numbers.canonical(number))


@pages.show("/certificates/<number>/paper.pdf", load=_with_paper, may=rules.take_paper, hide=True)
def show_paper(_visit: Visit, certificate: Certificate) -> ResponseReturnValue:
    answer = make_response(certificate.pdf or b"")
    answer.mimetype = "application/pdf"
    answer.headers["Content-Disposition"] = f'attachment; filename="{certificate.number}.pdf"'
    answer.set_etag(certificate.pdf_hash)
    return answer.make_conditional(request)


def _one(visit: Visit, number: str) -> Certificate | None:
    return queries.certificate(visit.db, numbers.canonical(number))


@pages.change("/certificates/<number>/withdraw", load=_one, may=administer)
def withdraw_certificate(visit: Visit, certificate: Certificate) -> ResponseReturnValue:
    form = WithdrawForm()
    if certificate.state is State.ISSUED and not form.validate():
        return _public(visit, certificate, form), 422
    service.withdraw(
        visit.db, visit.user, certificate, reason=form.reason.data or "-", now=visit.now
    )
    flash(gettext(N_("The certificate is withdrawn. Its page says so from now on.")), "done")
    return redirect(HOME + certificate.number)


def _home(visit: Visit, find: FindForm | None = None, claim: ClaimForm | None = None) -> str:
    """The look-up for everybody; for a learner also the own certificates, or the way to one."""
    own, finished, start = [], False, None
    if visit.user is not None:
        own = [_line(one) for one in queries.certificates_of(visit.db, visit.user.id)]
        found = course_queries.the_course(visit.db, visit.user.id)
        start = found[1] if found else None
        finished = start is not None and start.finished_at is not None
    mine = {line["course_id"] for line in own}
    if finished and start is not None and start.course_id not in mine:
        claim = claim or ClaimForm(formdata=None, holder=visit.user.name)
    else:
        claim = None
    return render_template(
        "certificates/index.html",
        find=find or FindForm(formdata=None),
        claim=claim,
        own=own,
        known=visit.user is not None,
    )


def _line(one: Certificate) -> dict[str, Any]:
    side = one.facts["sides"][0]
    return {
        "url": HOME + one.number,
        "number": one.number,
        "course_id": one.course_id,
        "course": side["course"],
        "language": one.facts["languages"][0],
        "valid": one.state is State.ISSUED,
    }


def _public(visit: Visit, found: Certificate, form: WithdrawForm) -> str:
    there = public_page.printed(found.facts, sheet_words(page_language()), gettext)
    withdrawn = None
    if found.withdrawn_at is not None:
        at = public_page.moment_there(found.withdrawn_at, found.facts)
        withdrawn = {"at": at.date(), "reason": found.reason}
    paper = (f"{HOME}{found.number}/paper.pdf", found.pdf_size)
    return render_template(
        "certificates/public.html",
        certificate={
            "number": found.number,
            "withdrawn": withdrawn,
            "checked_at": public_page.moment_there(visit.now, found.facts),
            "printed": there,
            "pdf": paper if rules.take_paper(visit.user, found) else None,
        },
        form=form if administer(visit.user) and withdrawn is None else None,
    )


def _unlisted() -> dict[str, str]:
    """Search engines list no names of ours."""
    return {"X-Robots-Tag": "noindex"}


def _settings() -> Settings:
    settings: Settings = current_app.extensions["lms.settings"]
    return settings
