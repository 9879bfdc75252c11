"""`python -m tests.bench [--quick] [--json]`: measure, print each figure with its target.

Exit 0: every figure that was measured is met; 1: one is not (--counts: one that does not depend
on the machine's speed).
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

from . import (
    authoring_figures,
    page_figures,
    paper_figures,
    plan_figures,
    quiz_figures,
    saving_figures,
    server_figures,
    servers,
)
from .report import Figure, as_json, as_text, exit_code
from .site import PASSWORD, walk_in

# On a machine that is shared with others these can be missed through no fault of a change.
TIMED = frozenset(
    figure[0]
    for figure in (
        server_figures.LESSON_RATE,
        server_figures.ATTEMPT_RATE,
        server_figures.MEMORY,
        page_figures.FIRST,
        page_figures.LIGHTHOUSE,
        quiz_figures.CLASS_TIME,
        quiz_figures.ANALYSIS,
        quiz_figures.MARKING,
        quiz_figures.READING,
        paper_figures.PDF,
        paper_figures.DOCX,
        paper_figures.XLSX,
        authoring_figures.PREVIEW,
        authoring_figures.DIFFERENCE,
        authoring_figures.PUBLISHING,
        saving_figures.SAVE,
        plan_figures.ENGINE,
    )
)


def main() -> int:
    """Measure and print."""
    asked = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    asked.add_argument("--quick", action="store_true", help="about 40 s instead of 4 minutes")
    asked.add_argument("--json", action="store_true", help="for programs")
    asked.add_argument(
        "--counts", action="store_true", help="exit 1 for what is counted only, not for speed"
    )
    options = asked.parse_args()
    _forget_settings()
    began = time.monotonic()
    figures = measure(quick=options.quick)
    print(as_json(figures) if options.json else as_text(figures))
    print(f"{time.monotonic() - began:.0f} s", file=sys.stderr)
    return exit_code(figures, TIMED if options.counts else frozenset())


def measure(*, quick: bool) -> list[Figure]:
    """All figures, on a demo of its own that is thrown away."""
    effort = server_figures.QUICK if quick else server_figures.FULL
    with tempfile.TemporaryDirectory(prefix="lms-bench-") as name:
        folder = Path(name)
        with servers.demo(folder, PASSWORD) as server:
            site = walk_in(server, folder)
            return [
                *server_figures.of_rates(site, effort),
                server_figures.of_memory(site),
                *server_figures.of_statements(site),
                *quiz_figures.of_class(site, quick=quick),
                *quiz_figures.of_marking(),
                quiz_figures.of_analysis(),
                *paper_figures.of_papers(),
                *authoring_figures.of_authoring(),
                *saving_figures.of_phones(),
                saving_figures.of_saving(),
                *plan_figures.of_engine(),
                *page_figures.of_browser(site, quick=quick),
                page_figures.of_lighthouse(site, quick=quick),
            ]


def _forget_settings() -> None:
    """The operator's own settings must not reach the demo that is measured."""
    for name in [name for name in os.environ if name.startswith("LMS_")]:
        if name != "LMS_LIGHTHOUSE":
            del os.environ[name]


if __name__ == "__main__":
    sys.exit(main())
