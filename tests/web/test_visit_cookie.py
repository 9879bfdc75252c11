"""The visit cookie: kept readings never outlive the cookie and are never shared for writing."""

from __future__ import annotations

from datetime import timedelta

import time_machine

from lms import clock
from lms.web.visit_cookie import VisitCookies


def _value(app, content: dict) -> str:
    return VisitCookies(app).get_signing_serializer(app).dumps(content)


def _opened(app, interface, value: str) -> dict:
    with app.test_request_context(headers={"Cookie": f"visit={value}"}) as context:
        return dict(interface.open_session(app, context.request))


def test_a_cookie_is_read_as_flask_reads_it(app):
    value = _value(app, {"_user_id": "x", "n": 1})

    assert _opened(app, VisitCookies(app), value) == {"_user_id": "x", "n": 1}


def test_a_forged_cookie_holds_nothing_however_often_it_comes(app):
    value, interface = _value(app, {"_user_id": "x"}), VisitCookies(app)
    forged = value[:-2] + ("aa" if value[-2:] != "aa" else "bb")

    assert [_opened(app, interface, forged) for _ in range(2)] == [{}, {}]


def test_a_cookie_that_was_read_before_still_grows_too_old(app):
    interface = VisitCookies(app)
    value = _value(app, {"_user_id": "x"})
    young = _opened(app, interface, value)

    with time_machine.travel(clock.now() + app.permanent_session_lifetime + timedelta(minutes=1)):
        old = _opened(app, interface, value)

    assert (young, old) == ({"_user_id": "x"}, {})


def test_what_one_visit_changes_is_not_seen_by_the_next_with_the_same_cookie(app):
    interface = VisitCookies(app)
    value = _value(app, {"_flashes": [["info", "first"]]})

    with app.test_request_context(headers={"Cookie": f"visit={value}"}) as context:
        mine = interface.open_session(app, context.request)
        mine["_flashes"].append(["info", "second"])

    assert _opened(app, interface, value) == {"_flashes": [["info", "first"]]}
