"""What tests of people need: somebody with a known PIN, and the forms filled in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tokens import PIN, PIN_HASH



@pytest.fixture
def lan(make: Any) -> Any:
    """Somebody called lan whose PIN is known."""
    return make.user(username="lan", secret_hash=PIN_HASH)


@pytest.fixture
def sign_in() -> Callable[..., Any]:
    """sign_in(browser, "lan") types name and PIN into the form and sends it."""

    def send(browser: Any, username: str, password: str = PIN, **more: str) -> Any:
        data = {"username": username, "password": password, "remember": "y"} | more
        return browser.post("/sign-in", data=data)

    return send


@pytest.fixture
def join() -> Callable[..., Any]:
    """join(browser, username=...) fills the whole form; give a field to change it."""

    def send(browser: Any, **given: str) -> Any:
        data = {
            "username": "lan.anh",
            "password": PIN,
            "language": "vi",
            "country": "vn",
            "stage": "in_korea",
            "consent": "y",
        } | given
        return browser.post("/join", data=data)

    return send
