"""Log lines: JSON with ids, never with names or answers."""

from __future__ import annotations

import json
import logging
import sys

import pytest
from flask import g

from lms.logs import JsonLines, start


@pytest.fixture
def line():
    """line(message, **extra) is the line that would be written, read back."""

    def written(message, *values, trace=None, **extra):
        logger = logging.getLogger("lms.test")
        record = logger.makeRecord(
            "lms.test", logging.WARNING, "f", 1, message, values, trace, extra=extra
        )
        text = JsonLines().format(record)
        assert "\n" not in text
        return json.loads(text)

    return written


def test_a_line_says_when_how_grave_where_and_what(line):
    said = line("sync refused: %s", "stale")

    assert said.pop("at").endswith("+00:00")
    assert said == {"level": "warning", "from": "lms.test", "message": "sync refused: stale"}


def test_ids_pass_and_anything_else_is_dropped(line):
    said = line("x", user="u1", plan="p1", username="Lan", answer="my answer", phone="010")

    assert (said["user"], said["plan"]) == ("u1", "p1")
    assert not {"username", "answer", "phone"} & set(said)


def test_a_failure_carries_its_trace_in_one_line(line):
    try:
        raise ValueError("broken")
    except ValueError:
        said = line("unexpected", trace=sys.exc_info())

    assert said["trace"].endswith("ValueError: broken")


def test_the_number_a_person_may_quote_is_in_the_line(app, line):
    with app.test_request_context():
        g.request_number = "1a2b3c4d"
        assert line("x")["request"] == "1a2b3c4d"
    assert "request" not in line("x")


def test_starting_twice_writes_each_line_once():
    start()
    start()

    handlers = logging.getLogger("lms").handlers
    assert sum(isinstance(handler.formatter, JsonLines) for handler in handlers) == 1
