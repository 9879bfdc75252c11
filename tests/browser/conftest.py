"""Chromium on the running demo, with axe on every page that a test opens."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
PASSWORD = "a good demo password"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser" in str(item.fspath).replace(os.sep, "/"):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if not CHROMIUM:
        reason = "needs Chromium (Debian: apt-get install chromium)"
        if os.environ.get("LMS_TEST_ALL") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a demo that runs as an operator would start it."""
    with running(tmp_path_factory.mktemp("demo")) as address:
        yield address


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """The address of a demo with its files in a folder of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "lms", "demo", "--no-browser"]
    command += ["--port", str(port), "--data", str(folder), "--password", PASSWORD]
    log = (folder / "log").open("wb")
    server = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(address + "/readyz", server, folder / "log")
        yield address
    finally:
        server.terminate()
        server.wait(timeout=20)
        log.close()


def _wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + 90
    while time.monotonic() < until:
        if server.poll() is not None:
            pytest.fail("the demo ended:\n" + log.read_text()[-2000:])
        try:
            with urllib.request.urlopen(address, timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.1)
    pytest.fail("the demo does not answer:\n" + log.read_text()[-2000:])


@pytest.fixture
def phone(chromium: Browser, demo: str) -> Iterator[Callable[..., Page]]:
    """phone(javascript=True, scheme="light", width=360) opens a page of its own at 360x640."""
    opened: list[BrowserContext] = []

    def open_phone(
        *, javascript: bool = True, scheme: str = "light", width: int = 360, lang: str = "vi"
    ) -> Page:
        height = 640 if width < 800 else 800
        context = chromium.new_context(
            base_url=demo,
            viewport={"width": width, "height": height},
            java_script_enabled=javascript,
            color_scheme=scheme,
            locale={"vi": "vi-VN", "en": "en-GB"}[lang],
        )
        context.set_default_timeout(10_000)
        opened.append(context)
        page = context.new_page()
        page.foreign = []  # type: ignore[attr-defined]
        page.on("request", lambda r: r.url.startswith(demo) or page.foreign.append(r.url))  # type: ignore[attr-defined]
        page.broken = []  # type: ignore[attr-defined]
        page.on("response", lambda r: r.status < 500 or page.broken.append(r.url))  # type: ignore[attr-defined]
        page.on("pageerror", lambda e: page.broken.append(str(e)))  # type: ignore[attr-defined]
        return page

    yield open_phone
    for context in opened:
        for page in context.pages:
            assert not getattr(page, "foreign", []), "a page asked another host"
            assert not getattr(page, "broken", []), page.broken
        context.close()


def sign_in(page: Page, name: str) -> None:
    """Sign in as one of the demo's people."""
    page.goto("/sign-in")
    page.fill("#username", name)
    page.fill("#password", PASSWORD)
    with page.expect_navigation():
        page.click("main button[type=submit]")


def axe_faults(page: Page) -> list[str]:
    """What axe finds on the page, one line each."""
    found: Any = Axe().run(page)
    return [
        f"{fault['id']}: {fault['nodes'][0]['html'][:120]} ({page.url})"
        for fault in found.response["violations"]
    ]


def sideways(page: Page) -> int:
    """How many pixels the page can be pushed sideways."""
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))
