"""The one door for every URL: who asks, what is it, may they, the view, settle."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any

from flask import Blueprint, abort, current_app, g, make_response, redirect, request
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy.orm import Session
from werkzeug import Response

from lms import clock
from lms.db import ReadOnlyError, begin_writing
from lms.errors import NotFound
from lms.web import keep_typed
from lms.web.csrf import csrf

Rule = Callable[..., bool]
Load = Callable[..., Any]
View = Callable[..., ResponseReturnValue]


def anyone(_user: object, _thing: object = None) -> bool:
    """The rule of a page that needs no account."""
    return True


def signed_in(user: object, _thing: object = None) -> bool:
    """The rule of a page for everybody who has signed in."""
    return user is not None


@dataclass(frozen=True)
class Visit:
    """One request as a view sees it: the database, the person (None: a stranger), the time."""

    db: Session
    user: Any
    now: datetime

    @property
    def user_id(self) -> uuid.UUID | None:
        return self.user.id if self.user is not None else None


@dataclass(frozen=True)
class Door:
    """What `lms doors` prints and tests/house/test_doors.py keeps: an address with its rule."""

    endpoint: str
    method: str
    address: str
    rule: str


class Pages(Blueprint):
    """A blueprint whose pages cannot be written without a rule."""

    def __init__(self, name: str, import_name: str) -> None:
        super().__init__(name, import_name)
        self.doors: list[Door] = []

    def show(
        self, address: str, *, may: Rule, load: Load | None = None, hide: bool = False
    ) -> Callable[[View], View]:
        """A page that answers GET and cannot write.

        load  (visit, **values of the address) -> the thing, or None: 404; the view gets the thing
              instead of the values
        may   (user, thing) -> bool; a stranger is sent to sign in, others get 403
        hide  what one may not see does not exist: 404 instead of 403
        """
        return self._door("GET", address, may, load, _settle_reading, hide=hide)

    def change(
        self,
        address: str,
        *,
        may: Rule,
        load: Load | None = None,
        hide: bool = False,
        keep: bool = False,
        settle_refusals: bool = False,
    ) -> Callable[[View], View]:
        """A page that answers POST and commits when the view returns normally below 400.

        keep             what was typed survives a lost session: it is carried through sign-in
        settle_refusals  commits also when the form is shown again (counts of wrong tries)
        """

        def settle(visit: Visit, answer: Response) -> None:
            if answer.status_code < 400 or settle_refusals:
                visit.db.commit()

        return self._door("POST", address, may, load, settle, hide=hide, keep=keep)

    def _door(
        self,
        method: str,
        address: str,
        may: Rule,
        load: Load | None,
        settle: Callable[[Visit, Response], None],
        *,
        hide: bool,
        keep: bool = False,
    ) -> Callable[[View], View]:
        def decorate(view: View) -> View:
            @wraps(view)
            def answer(**values: Any) -> ResponseReturnValue:
                forged = method == "POST" and not csrf.is_good()
                visit = open_visit(read_only=forged or method == "GET")
                lost = may is not anyone and visit.user is None
                if forged or (lost and method == "POST"):
                    return keep_typed.ask_again(kept=keep, signed_in=not lost)
                if lost:
                    return redirect(keep_typed.sign_in_address())
                thing = _load(visit, load, values)
                if not may(visit.user, thing):
                    abort(404 if hide else 403)
                result = view(visit, **values) if load is None else view(visit, thing)
                response = make_response(result)
                settle(visit, response)
                return response

            self.doors.append(Door(f"{self.name}.{view.__name__}", method, address, may.__name__))
            self.add_url_rule(address, view.__name__, answer, methods=[method])
            return view

        return decorate


def open_visit(*, read_only: bool) -> Visit:
    """The visit of this request; who asks is looked up once."""
    db = session()
    db.info["read_only"] = read_only
    if not read_only:
        # To its end, before anybody waits for us: a phone far out sends its form for minutes.
        request.get_data(parse_form_data=True)
        begin_writing(db)
    user = current_user._get_current_object()
    return Visit(db=db, user=user if user.is_authenticated else None, now=clock.now())


def session() -> Session:
    """The database session of this request, closed when the request ends."""
    if "db" not in g:
        g.db = current_app.extensions["lms.sessions"]()
    db: Session = g.db
    return db


def close_session(_error: BaseException | None = None) -> None:
    """Give the connection back; what was not committed is rolled back."""
    db = g.pop("db", None)
    if db is not None:
        db.close()


def _load(visit: Visit, load: Load | None, values: dict[str, Any]) -> Any:
    if load is None:
        return None
    thing = load(visit, **values)
    if thing is None:
        raise NotFound()
    return thing


def _settle_reading(visit: Visit, _answer: Response) -> None:
    if visit.db.new or visit.db.dirty or visit.db.deleted:
        raise ReadOnlyError(f"{request.path} changed something while showing it.")
