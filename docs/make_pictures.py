"""Makes the README's pictures from a demo that runs: .venv/bin/python docs/make_pictures.py"""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"
PASSWORD = "for the pictures"
PHONE = {"width": 360, "height": 640}
COSTING = {
    "product": "Dưa cải muối, 500 g",
    "unit": "lọ",
    "materials/1/name": "Cải bẹ",
    "materials/1/quantity": "0,9",
    "materials/1/price": "7000",
    "materials/2/name": "Muối, gia vị",
    "materials/2/quantity": "0,05",
    "materials/2/price": "20000",
    "materials/3/name": "Lọ và nhãn",
    "materials/3/quantity": "1",
    "materials/3/price": "4200",
    "minutes": "12",
    "hourly_rate": "30000",
    "price": "28000",
}
BREAK_EVEN = {"rent": "4000000", "transport": "2000000", "other": "1000000", "planned_units": "800"}


def main() -> None:
    """Start a demo in a folder of its own, open its pages, keep the pictures."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "lms", "demo", "--no-browser", "--port", str(port)]
        command += ["--data", folder, "--password", PASSWORD]
        server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
        try:
            _wait_for(f"http://127.0.0.1:{port}/readyz")
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(
                    executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
                )
                _pictures(browser, f"http://127.0.0.1:{port}", Path(folder))
                browser.close()
        finally:
            server.terminate()
            server.wait()


def _wait_for(address: str) -> None:
    for _ in range(600):
        try:
            urllib.request.urlopen(address, timeout=2).close()
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("The demo does not answer.")


def _phone(browser: Browser, site: str, name: str | None) -> Page:
    context = browser.new_context(
        base_url=site, viewport=PHONE, device_scale_factor=2, locale="vi-VN", accept_downloads=True
    )
    page = context.new_page()
    page.goto("/sign-in?lang=vi")
    if name:
        page.fill("#username", name)
        page.fill("#password", PASSWORD)
        page.click("main button[type=submit]")
        page.goto("/learn/?lang=vi")
    return page


def _pictures(browser: Browser, site: str, folder: Path) -> None:
    page = _phone(browser, site, "learner")
    page.goto("/learn/coming-home/two-returns/")
    page.click("#done button")
    page.goto("/learn/")
    _keep(page, "course")
    page.goto("/learn/costing/kilo-to-jar/")
    page.evaluate("scrollTo(0, 420)")
    _keep(page, "lesson")
    page.goto("/learn/coming-home/quiz/")
    page.evaluate("scrollTo(0, 250)")
    _keep(page, "quiz")
    _plan(page)
    _certificate(browser, site, folder)


def _plan(page: Page) -> None:
    page.goto("/plans/")
    page.fill("main form input[type=text]", "Rau củ Thanh Chương")
    with page.expect_navigation():
        page.click("form[action='/plans/'] button[type=submit]")
    home = page.url
    _fill(page, home + "costing/", COSTING)
    _fill(page, home + "break-even/", BREAK_EVEN)
    page.goto(home)
    figures = page.locator("main h2").nth(1)
    figures.evaluate("heading => heading.scrollIntoView({behavior: 'instant'})")
    _keep(page, "plan")


def _fill(page: Page, address: str, answers: dict[str, str]) -> None:
    page.goto(address)
    for name, answer in answers.items():
        page.fill(f"[name='{name}']", answer)
    with page.expect_navigation():
        page.locator("main form[method=post] button[type=submit]").last.click()


def _certificate(browser: Browser, site: str, folder: Path) -> None:
    page = _phone(browser, site, "graduate")
    address = page.locator("a[href^='/certificates/']").first.get_attribute("href")
    page.goto(address)
    _keep(page, "verify")
    paper = page.context.request.get(f"{site}{address}/paper.pdf").body()
    (folder / "paper.pdf").write_bytes(paper)
    target = PICTURES / "certificate"
    subprocess.run(
        ["pdftoppm", "-r", "70", "-png", "-singlefile", str(folder / "paper.pdf"), str(target)],
        check=True,
    )


def _keep(page: Page, name: str) -> None:
    page.screenshot(path=str(PICTURES / f"{re.sub('[^a-z]', '', name)}.png"))


if __name__ == "__main__":
    main()
