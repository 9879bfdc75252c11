"""The marks around two versions of a place that two people changed; nothing marked is published."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lms.courses.faults import Findings
from lms.words import N_

OURS, MIDDLE, THEIRS = "<<<<<<<", "=======", ">>>>>>>"  # as version control writes them
_MARK = re.compile(rf"^(?:{OURS}|{THEIRS})(?: |\r?$)", re.MULTILINE)
_LEFT = N_(
    "Two versions of this place are still marked. Keep what is right and take the marks out."
)


def check_marks(folder: str, files: Mapping[str, bytes], findings: Findings) -> None:
    """Note each mark that was left in the texts of a module.

    folder  of the module, as findings name it; files by path within it
    """
    for path, content in files.items():
        if not path.endswith((".md", ".gift")):
            continue
        text = content.decode(errors="replace")
        for mark in _MARK.finditer(text):
            findings.fault(f"{folder}/{path}", text.count("\n", 0, mark.start()) + 1, _LEFT)
