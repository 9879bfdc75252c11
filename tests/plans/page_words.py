"""Reads a plan's page the way a person and a browser would."""

from __future__ import annotations

import html5lib


def words_of(page: str) -> str:
    """The words of a page as they are read, spaces evened."""
    main = next(html5lib.parse(page, namespaceHTMLElements=False).iter("main"))
    return " ".join(" ".join(main.itertext()).split())


def inputs_of(page: str) -> dict[str, str]:
    """What a browser would send from a page: ticks that are on, chosen answers, no templates."""
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    for holder in list(tree.iter("template")):
        holder.clear()
    sent: dict[str, str] = {}
    for node in tree.iter("input"):
        ticked = node.get("checked") is not None
        if node.get("type") not in ("radio", "checkbox") or ticked:
            sent[node.get("name")] = node.get("value", "")
    for node in tree.iter("textarea"):
        sent[node.get("name")] = (node.text or "").removeprefix("\n")
    for node in tree.iter("select"):
        chosen = [one for one in node.iter("option") if one.get("selected") is not None]
        sent[node.get("name")] = chosen[0].get("value", "") if chosen else ""
    return {name: value for name, value in sent.items() if name}
