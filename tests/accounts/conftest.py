"""What tests of people need: somebody with a known PIN, and the forms filled in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tokens import PIN, PIN_HASH, QUICK

from lms.accounts import secrets_kept


@pytest.fixture(autouse=True)
def _quick_hashes(request: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hundreds of sign-ins need not take 40 ms each; how secrets are kept is tested as it is."""
    if not request.module.__name__.endswith("test_secrets_kept"):
        monkeypatch.setattr(secrets_kept, "_HASHER", QUICK)
        monkeypatch.setattr(secrets_kept, "_NOBODY", PIN_HASH)


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
