"""Whom tries are counted for."""

from __future__ import annotations

import pytest
from flask import Flask

from lms.config import Settings
from lms.web import limits


@pytest.mark.parametrize(("proxies", "told"), [(0, 1), (1, 0)])
def test_a_proxy_that_is_not_counted_on_is_told_of_once(monkeypatch, proxies, told):
    limits._tell_the_operator.cache_clear()
    said: list[str] = []
    monkeypatch.setattr(limits.log, "warning", said.append)
    app = Flask("test")
    app.extensions["lms.settings"] = Settings(behind_proxies=proxies)

    for _ in range(3):
        headers = {"X-Forwarded-For": "203.0.113.1"}
        with app.test_request_context(headers=headers, environ_base={"REMOTE_ADDR": "10.0.0.1"}):
            found = limits.address()

    assert found == "10.0.0.1"
    assert len(said) == told
