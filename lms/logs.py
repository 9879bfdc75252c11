"""Logs: one JSON object a line, with ids and a request number, never with names or answers."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime

from flask import g, has_request_context

# Only these keys pass; anything else given as extra= is dropped, so that a name cannot slip in.
ALLOWED = frozenset(
    {
        "user", "module_id", "lesson", "attempt", "plan", "section", "certificate", "course",
        "version", "status", "path_rule", "method", "seconds", "count", "seen", "reason",
    }
)  # fmt: skip


class JsonLines(logging.Formatter):
    """A record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "message": record.getMessage(),
        }
        if has_request_context() and "request_number" in g:
            line["request"] = g.request_number
        line |= {key: str(getattr(record, key)) for key in ALLOWED if hasattr(record, key)}
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def start(level: int = logging.INFO) -> None:
    """Send the house's log lines to standard error; a second call changes nothing."""
    root = logging.getLogger("lms")
    if any(isinstance(handler.formatter, JsonLines) for handler in root.handlers):
        return
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    root.addHandler(handler)
    root.setLevel(level)
    root.propagate = False
