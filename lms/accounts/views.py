"""Doors of joining, signing in and recovery."""

from __future__ import annotations

import uuid

from flask import current_app, flash, make_response, redirect, render_template, request
from flask import session as cookie
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import login_user, logout_user
from werkzeug import Response as BaseResponse

from lms.accounts import names, recovery, service
from lms.accounts.devices import device_name
from lms.accounts.forms import JoinForm, RecoverForm, SignInForm
from lms.accounts.kinds import Country, Stage
from lms.accounts.models import LoginSession, User
from lms.accounts.queries import login
from lms.errors import Refusal
from lms.web import keep_typed
from lms.web.languages import COOKIE, NAMES, REMEMBER_SECONDS, page_language
from lms.web.limits import JOIN, RECOVER, SIGN_IN, limiter
from lms.web.pages import Pages, Visit, anyone, signed_in
from lms.words import N_

pages = Pages("accounts", __name__)
CARD = "/account/card/"
FRESH_CARD = "fresh_card"  # in the signed cookie until the person says "I have kept it"


@pages.show("/sign-in", may=anyone)
def show_sign_in(visit: Visit) -> ResponseReturnValue:
    if visit.user is not None:
        return redirect(keep_typed.own_address(request.args.get("next")))
    return _sign_in_page(SignInForm(formdata=None), request.args.get("next"))


@pages.change("/sign-in", may=anyone, settle_refusals=True)
@limiter.limit(SIGN_IN)
def sign_in(visit: Visit) -> ResponseReturnValue:
    form = SignInForm()
    after = keep_typed.own_address(request.form.get("next"))
    if not form.validate():
        return _sign_in_page(form, after), 422
    try:
        user = service.sign_in(
            visit.db,
            username=form.username.data,
            secret=form.password.data,
            address=request.remote_addr or "",
            device=device_name(request.user_agent.string),
            now=visit.now,
        )
    except Refusal as no:
        form.say("password", no.message, **no.values)
        return _sign_in_page(form, after), no.status
    _enter(visit, user, remember=bool(form.remember.data))
    typed = keep_typed.carried()
    if typed.action and _typed_by(visit, typed, user):
        page = render_template(
            "accounts/send_again.html",
            action=typed.action,
            fields=typed.fields,
            login_id="",
            signed_in=True,
            kept=True,
            next_url=after,
        )
        return with_language(make_response(page), user)
    return with_language(redirect(after), user)


@pages.change("/sign-out", may=signed_in)
def sign_out(visit: Visit) -> ResponseReturnValue:
    found = login(visit.db, visit.user.login_id)
    if found is not None:
        service.end_login(visit.db, visit.user, found, now=visit.now)
    logout_user()
    cookie.clear()
    return redirect("/")


@pages.show("/join", may=anyone)
def show_join(visit: Visit) -> ResponseReturnValue:
    if visit.user is not None:
        return redirect("/learn/")
    form = JoinForm(formdata=None, language=page_language())
    return render_template("accounts/join.html", form=form)


@pages.change("/join", may=anyone, keep=True)
@limiter.limit(JOIN)
def join(visit: Visit) -> ResponseReturnValue:
    form = JoinForm()
    sound = form.validate()
    user = _new_or_just_made(visit, form, sound)
    if user is None:
        return render_template("accounts/join.html", form=form), 422
    _begin(visit, user)
    cookie[FRESH_CARD] = recovery.make_card(visit.db, user, now=visit.now)
    return with_language(redirect(CARD), user, always=True)


def _new_or_just_made(visit: Visit, form: JoinForm, sound: bool) -> User | None:
    """Who joins with this form; None, and the sentences in the form, when nobody can."""
    if form.username.errors:
        return None
    key = names.keys_of(form.username.data, home=form.country.data or "")[0]
    if service.is_taken(visit.db, key):
        form.say("username", service.NAME_TAKEN)  # said together with the other faults
    elif sound:
        user = _join(visit, form)
        if user is not None:
            return user
    if not sound:
        return None
    secret = form.password.data
    return service.joined_just_now(visit.db, key=key, secret=secret, now=visit.now)


def _join(visit: Visit, form: JoinForm) -> User | None:
    profile = service.Profile(
        language=form.language.data,
        country=Country(form.country.data),
        stage=Stage(form.stage.data),
    )
    try:
        return service.join(
            visit.db,
            username=form.username.data,
            secret=form.password.data,
            profile=profile,
            now=visit.now,
            demo=current_app.extensions["lms.settings"].demo,
        )
    except service.BadField as no:
        form.say(no.field, no.message, **no.values)
        return None


@pages.show("/recover/", may=anyone)
def show_recover(visit: Visit) -> ResponseReturnValue:
    return render_template("accounts/recover.html", form=RecoverForm(formdata=None))


@pages.change("/recover/", may=anyone, settle_refusals=True, keep=True)
@limiter.limit(RECOVER)
def recover(visit: Visit) -> ResponseReturnValue:
    form = RecoverForm()
    if not form.validate():
        return render_template("accounts/recover.html", form=form), 422
    try:
        user = recovery.recover(
            visit.db,
            username=form.username.data,
            words=form.words.data,
            secret=form.password.data,
            address=request.remote_addr or "",
            now=visit.now,
        )
    except Refusal as no:
        form.say(getattr(no, "field", "words"), no.message, **no.values)
        return render_template("accounts/recover.html", form=form), no.status
    _begin(visit, user)
    cookie[FRESH_CARD] = recovery.make_card(visit.db, user, now=visit.now)
    flash(gettext(N_("Your new PIN or password is set. Here is your new card.")), "done")
    return with_language(redirect(CARD), user)


@pages.show("/help/", may=anyone)
def show_help(visit: Visit) -> ResponseReturnValue:
    return render_template("accounts/help.html", signed_in=visit.user is not None)


def _sign_in_page(form: SignInForm, after: str | None) -> str:
    return render_template(
        "accounts/sign_in.html",
        form=form,
        next_url=keep_typed.own_address(after),
        typed=keep_typed.carried(),
    )


def _begin(visit: Visit, user: User) -> None:
    device = device_name(request.user_agent.string)
    service.begin_login(visit.db, user, device=device, now=visit.now)
    _enter(visit, user, remember=True)


def _enter(visit: Visit, user: User, *, remember: bool) -> None:
    earlier = _login_in_cookie(visit)
    if earlier is not None and earlier.id != user.login_id:
        service.end_login(visit.db, user, earlier, now=visit.now)
    cookie.clear()  # nothing of an earlier person on this phone is carried on
    cookie.permanent = remember
    login_user(user)


def _login_in_cookie(visit: Visit) -> LoginSession | None:
    """The sign-in that this phone came with, living or ended."""
    return _login_named(visit, str(cookie.get("_user_id", "")))


def _login_named(visit: Visit, login_id: str) -> LoginSession | None:
    try:
        return login(visit.db, uuid.UUID(login_id))
    except ValueError:
        return None


def _typed_by(visit: Visit, typed: keep_typed.Carried, user: User) -> bool:
    """Whether a carried form may be offered to this person: it was theirs, or nobody knows."""
    earlier = _login_named(visit, typed.login_id)
    return earlier is None or earlier.user_id == user.id


def with_language(response: BaseResponse, user: User, *, always: bool = False) -> BaseResponse:
    """The answer, and the cookie that keeps the person's own language for the next pages.

    A language that was chosen on this phone before stays, unless it is chosen anew (always).
    """
    if request.cookies.get(COOKIE) in NAMES and not always:
        return response
    response.set_cookie(
        COOKIE,
        user.language,
        max_age=REMEMBER_SECONDS,
        samesite="Lax",
        httponly=True,
        secure=request.is_secure,
    )
    return response
