"""Reads a plan's page the way a person and a browser would."""

from __future__ import annotations

import html5lib


def words_of(page: str) -> str:
    """The words of a page as they are read, spaces evened."""
    main = next(html5lib.parse(page, namespaceHTMLElements=False).iter("main"))
    return " ".join(" ".join(main.itertext()).split())


def inputs_of(page: str) -> dict[str, str]:
    """What a browser would send from a page."""
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    fields = {node.get("name"): node.get("value", "") for node in tree.iter("input")}
    texts = {node.get("name"): node.text or "" for node in tree.iter("textarea")}
    return {name: value for name, value in {**fields, **texts}.items() if name}
