"""The few lines between --- and --- at the top of a lesson."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

import yaml

from lms.words import N_

MAX_BYTES = 4_000

_FENCE = re.compile(r"---[ \t]*")
_KEY = re.compile(r"[A-Za-z_][\w-]*[ \t]*:(\s|$)")


class FrontMatter(NamedTuple):
    """A text taken apart.

    values     the keys and values; empty when there are none or they cannot be read
    body       the text below them; the whole text when it does not begin with front matter
    body_line  the line of the file on which the body begins, counted from 1
    faults     (line, sentence) of everything that is wrong
    lines      on which line each key stands
    """

    values: dict[str, Any]
    body: str
    body_line: int
    faults: tuple[tuple[int, str], ...]
    lines: dict[str, int]


class _PlainLoader(yaml.SafeLoader):
    """Safe YAML without aliases, which can make a small text huge, and without doubled keys."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            event = self.peek_event()  # type: ignore[no-untyped-call]
            raise yaml.MarkedYAMLError(problem="alias", problem_mark=event.start_mark)
        return super().compose_node(parent, index)

    def construct_mapping(self, node: Any, deep: bool = False) -> Any:
        seen = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.MarkedYAMLError(problem="twice", problem_mark=key.start_mark)
            if isinstance(key.value, str):
                seen.add(key.value)
        return super().construct_mapping(node, deep=deep)


def split_front_matter(text: str) -> FrontMatter:
    """Take the front matter off a text; never raises.

    A text may also begin with --- as a line across the page; it is front matter only when a
    "key:" follows and a second --- closes it.
    """
    lines = text.removeprefix("\ufeff").splitlines(keepends=True)
    end = _end_of_front_matter(lines)
    if end is None:
        return FrontMatter({}, text, 1, ((1, N_("The front matter is missing.")),), {})
    source = "".join(lines[1:end])
    body = "".join(lines[end + 1 :])
    if len(source.encode(errors="replace")) > MAX_BYTES:
        fault = (1, N_("The front matter is longer than 4 kB."))
        return FrontMatter({}, body, end + 2, (fault,), {})
    values, faults = _load(source)
    where = {line.partition(":")[0].strip(): at + 2 for at, line in enumerate(lines[1:end])}
    return FrontMatter(values, body, end + 2, faults, where)


def _end_of_front_matter(lines: list[str]) -> int | None:
    if not lines or not _FENCE.fullmatch(lines[0].rstrip("\r\n")):
        return None
    for at, line in enumerate(lines[1:], start=1):
        if _FENCE.fullmatch(line.rstrip("\r\n")):
            has_key = any(_KEY.match(inner) for inner in lines[1:at])
            return at if has_key else None
    return None


def _load(source: str) -> tuple[dict[str, Any], tuple[tuple[int, str], ...]]:
    unreadable = N_("The front matter cannot be read; put text with a colon into quotes.")
    try:
        values = yaml.load(source, Loader=_PlainLoader)  # noqa: S506 - a SafeLoader, and less
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        return {}, ((line, unreadable),)
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError, TypeError):
        return {}, ((1, unreadable),)
    if not isinstance(values, dict) or not all(isinstance(key, str) for key in values):
        return {}, ((1, unreadable),)
    return values, ()
