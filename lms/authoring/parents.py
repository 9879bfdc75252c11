"""Which module another one was copied from, read from its module.toml and written there. Pure."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from lms.courses.source_types import Parent

_ID = re.compile(r"^id[ \t]*=[ \t]*[\"'][^\"'\n]*[\"']", re.MULTILINE)
_TABLE = re.compile(r"^\[parent\][^\n]*\n(?:(?![ \t]*\[)[^\n]*(?:\n|\Z))*", re.MULTILINE)


def parent_in(module_file: bytes) -> Parent | None:
    """The parent that a module.toml names; None where it names none, or cannot be read.

    >>> parent_in(b'[parent]\\nid = "costing"\\nversion = 3\\ncountry = "mn"\\n').version
    3
    """
    try:
        said = tomllib.loads(module_file.decode()).get("parent")
    except ValueError:
        return None
    if not isinstance(said, dict):
        return None
    id_, version, country = (said.get(key) for key in ("id", "version", "country"))
    if not (isinstance(id_, str) and type(version) is int and isinstance(country, str)):
        return None
    return Parent(id_, version, country)


def as_copy(module_file: bytes, module_id: str, parent: Parent) -> bytes:
    """The module.toml of a copy: another id, and what it was copied from; no other byte changes.

    raises  ValueError when it cannot be written so
    """
    text = module_file.decode()
    return _written(text, _ID.sub(f'id = "{module_id}"', text, count=1), module_id, parent)


def with_version(module_file: bytes, version: int) -> bytes:
    """The module.toml of a copy that has taken over its parent up to this version.

    raises  ValueError when it names no parent, or cannot be written so
    """
    parent = parent_in(module_file)
    if parent is None:
        raise ValueError("parent")
    text = module_file.decode()
    module_id = tomllib.loads(text).get("id", "")
    return _written(text, text, module_id, Parent(parent.id, version, parent.country))


def _written(old: str, text: str, module_id: str, parent: Parent) -> bytes:
    """The text with another table [parent]; it is read back, so that nothing else changed."""
    end = "\r\n" if "\r\n" in text else "\n"
    lines = ["[parent]", f'id = "{parent.id}"', f"version = {parent.version}"]
    table = end.join([*lines, f'country = "{parent.country}"', ""])
    match = _TABLE.search(text)
    if match:
        behind = end if match[0].endswith(("\n\n", "\n\r\n")) else ""
        built = text[: match.start()] + table + behind + text[match.end() :]
    else:
        built = f"{text}{'' if text.endswith(end) else end}{end}{table}"
    said: dict[str, Any] = {"id": parent.id, "version": parent.version, "country": parent.country}
    if tomllib.loads(built) != tomllib.loads(old) | {"id": module_id, "parent": said}:
        raise ValueError("parent")
    return built.encode()
