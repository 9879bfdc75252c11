"""Reads an HTML page as strictly as a machine can, and as a person with a screen reader would."""

from __future__ import annotations

from collections import Counter

import html5lib

NS = "{http://www.w3.org/1999/xhtml}"
# html5lib 1.1 does not know these, which HTML allows.
TOLERATED = {"expected-doctype-but-got-chars"}


def check_html(page: str) -> None:
    """Fail on a parse error, a missing title or language, more than one h1, a nameless input,
    a duplicate id, inline script or style."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=True)
    tree = parser.parse(page)
    errors = [e for e in parser.errors if e[1] not in TOLERATED]
    assert not errors, [
        (position, code, page.splitlines()[position[0] - 1][:160])
        for position, code, _ in errors[:3]
    ]
    assert tree.get("lang"), "the page says no language"
    title = tree.find(f".//{NS}title")
    assert title is not None, "the page has no title"
    assert (title.text or "").strip(), "the title is empty"
    assert len(tree.findall(f".//{NS}h1")) == 1, "a page has exactly one h1"
    ids = Counter(
        node.get("id") for node in tree.iter() if isinstance(node.tag, str) and node.get("id")
    )
    assert not [i for i, n in ids.items() if n > 1], f"ids stand twice: {ids.most_common(3)}"
    labelled = {node.get("for") for node in tree.iter(f"{NS}label")}
    wrapped = {id(x) for label in tree.iter(f"{NS}label") for x in label.iter()}
    for kind in ("input", "select", "textarea"):
        for node in tree.iter(NS + kind):
            if node.get("type") in {"hidden", "submit", "button"}:
                continue
            named = node.get("id") in labelled or id(node) in wrapped or node.get("aria-label")
            assert named or node.get("aria-labelledby"), f"{kind} {node.get('name')} has no label"
    for node in tree.iter():
        if not isinstance(node.tag, str):
            continue
        bad = [name for name in node.attrib if name == "style" or name.startswith("on")]
        assert not bad, f"{node.tag} carries {bad}"
        if node.tag == f"{NS}script":
            assert node.get("src"), "an inline script"
        assert node.tag != f"{NS}style", "an inline style sheet"
