"""Doors of a person's own account: profile, secret, card, sign-ins, data, leaving."""

from __future__ import annotations

import json
import uuid
from datetime import timedelta

import segno
from flask import current_app, flash, redirect, render_template, request
from flask import session as cookie
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import logout_user

from lms.accounts import queries, recovery, rules, service
from lms.accounts.forms import ChangeSecretForm, LeaveForm, ProfileForm
from lms.accounts.kinds import Country, Stage
from lms.accounts.models import LoginSession, RecoveryCard
from lms.accounts.own_data import export_all
from lms.accounts.secrets_kept import words_hash
from lms.accounts.views import CARD, FRESH_CARD, pages, with_language
from lms.errors import Refusal
from lms.web.pages import Visit, signed_in
from lms.words import N_

SHOWN = timedelta(hours=1)


@pages.show("/account", may=signed_in)
def show_account(visit: Visit) -> ResponseReturnValue:
    user = visit.user
    form = ProfileForm(
        formdata=None,
        name=user.name,
        language=user.language,
        country=user.country.value,
        stage=user.stage.value,
    )
    return render_template("accounts/account.html", form=form)


@pages.change("/account", may=signed_in)
def save_profile(visit: Visit) -> ResponseReturnValue:
    form = ProfileForm()
    if not form.validate():
        return render_template("accounts/account.html", form=form), 422
    profile = service.Profile(
        language=form.language.data,
        country=Country(form.country.data),
        stage=Stage(form.stage.data),
        name=form.name.data or "",
    )
    service.save_profile(visit.db, visit.user, profile, now=visit.now)
    flash(gettext(N_("Saved.")), "done")
    return with_language(redirect("/account"), visit.user, always=True)


@pages.show("/account/secret/", may=signed_in)
def show_secret(visit: Visit) -> ResponseReturnValue:
    return render_template("accounts/secret.html", form=ChangeSecretForm(formdata=None))


@pages.change("/account/secret/", may=signed_in, settle_refusals=True)
def change_secret(visit: Visit) -> ResponseReturnValue:
    form = ChangeSecretForm()
    form.owner = visit.user.username
    if not form.validate():
        return render_template("accounts/secret.html", form=form), 422
    try:
        service.change_secret(
            visit.db,
            visit.user,
            old=form.old.data,
            new=form.password.data,
            now=visit.now,
        )
    except Refusal as no:
        form.say(getattr(no, "field", "old"), no.message, **no.values)
        return render_template("accounts/secret.html", form=form), no.status
    flash(gettext(N_("Your new PIN or password is set. Other phones are signed out.")), "done")
    return redirect("/account")


@pages.show("/account/card/", may=signed_in)
def show_card(visit: Visit) -> ResponseReturnValue:
    card = queries.card_of(visit.db, visit.user.id)
    words = _fresh_words(visit, card)
    page = render_template(
        "accounts/card.html",
        words=words.split() if words else None,
        username=visit.user.username,
        address=_recover_address().partition("://")[2],
        qr=_qr_of(words) if words else None,
        made_at=card.made_at if card else None,
    )
    return page, {"Cache-Control": "no-store"}


@pages.change("/account/card/", may=signed_in)
def make_card(visit: Visit) -> ResponseReturnValue:
    cookie[FRESH_CARD] = recovery.make_card(visit.db, visit.user, now=visit.now)
    return redirect(CARD)


@pages.change("/account/card/kept", may=signed_in)
def card_is_kept(visit: Visit) -> ResponseReturnValue:
    cookie.pop(FRESH_CARD, None)
    return redirect("/learn/")


@pages.show("/account/sign-ins/", may=signed_in)
def show_sign_ins(visit: Visit) -> ResponseReturnValue:
    logins = queries.logins_of(visit.db, visit.user.id)
    return render_template("accounts/sign_ins.html", logins=logins, here=visit.user.login_id)


def _login(visit: Visit, login_id: uuid.UUID) -> LoginSession | None:
    return queries.login(visit.db, login_id)


@pages.change("/account/sign-ins/<uuid:login_id>/end", load=_login, may=rules.own_login, hide=True)
def end_login(visit: Visit, login: LoginSession) -> ResponseReturnValue:
    service.end_login(visit.db, visit.user, login, now=visit.now)
    flash(gettext(N_("That phone or computer is signed out.")), "done")
    return redirect("/account/sign-ins/")


@pages.show("/account/data/", may=signed_in)
def show_own_data(visit: Visit) -> ResponseReturnValue:
    return render_template("accounts/own_data.html", form=LeaveForm(formdata=None))


@pages.show("/account/data/download", may=signed_in)
def download_own_data(visit: Visit) -> ResponseReturnValue:
    kept = export_all(visit.db, visit.user.id, current_app.extensions["lms.keepers"])
    body = json.dumps(kept, ensure_ascii=False, indent=2)
    return body, {
        "Content-Type": "application/json; charset=utf-8",
        "Content-Disposition": 'attachment; filename="my-data.json"',
        "Cache-Control": "no-store",
    }


@pages.change("/account/leave", may=signed_in, settle_refusals=True)
def leave(visit: Visit) -> ResponseReturnValue:
    form = LeaveForm()
    if not form.validate():
        return render_template("accounts/own_data.html", form=form), 422
    try:
        service.leave(
            visit.db,
            visit.user,
            secret=form.password.data,
            keepers=current_app.extensions["lms.keepers"],
            now=visit.now,
        )
    except Refusal as no:
        form.say("password", no.message, **no.values)
        return render_template("accounts/own_data.html", form=form), no.status
    logout_user()
    cookie.clear()
    flash(gettext(N_("Your account and what you wrote here are deleted.")), "done")
    return redirect("/")


def _fresh_words(visit: Visit, card: RecoveryCard | None) -> str | None:
    """The words to show: those of the card that counts, and only within an hour of its making."""
    words = cookie.get(FRESH_CARD)
    if not words or card is None or visit.now - card.made_at > SHOWN:
        return None
    return str(words) if card.words_hash == words_hash(words) else None


def _qr_of(words: str) -> str:
    """The recovery page with the words behind a #, which no server and no log ever sees."""
    address = f"{_recover_address()}#{words.replace(' ', '-')}"
    return str(segno.make(address, error="m").svg_data_uri(scale=4, border=2, light="#ffffff"))


def _recover_address() -> str:
    home: str = current_app.extensions["lms.settings"].public_url or request.host_url
    return home.rstrip("/") + "/recover/"
