"""From Markdown to typst: the same tokens as the page, printed instead of shown.

Every word of the author becomes a typst string literal, where only the backslash and the quote
mean anything; so no text can become a command. The functions named here that typst does not know
(callout, picture, term, web, tasks ...) stand in handout.typ.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Mapping

from markdown_it.tree import SyntaxTreeNode

from lms.courses.addresses import is_external, term_key
from lms.courses.parser import kind_and_title, parse
from lms.courses.self_checks import Reader, SelfCheck, answers_of, read_box

_MEDIA = re.compile(r"media/([\w.-]+)")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def literal(text: str) -> str:
    r"""The text as a typst string literal.

    >>> print(literal('say "#panic()" \\'))
    "say \"#panic()\" \\"
    """
    text = _CONTROL.sub("", text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text}"'.replace("\n", "\\n")


def typst_markup(
    text: str,
    *,
    kind_names: Mapping[str, str],
    media: Collection[str] = (),
    prefix: str = "",
    base_level: int = 1,
    read_check: Reader | None = None,
) -> str:
    """The typst markup of a text.

    kind_names  the words of KIND_NAMES, such as those printed on boxes
    media       names of the pictures at hand; for others their description is printed
    prefix      before every label, when several texts stand in one document
    base_level  added to the level of each heading
    read_check  reads the questions in the text; without it they are printed as they were typed
    """
    tokens, _ = parse(text)
    return _Printer(kind_names, media, prefix, base_level, read_check).print(SyntaxTreeNode(tokens))


class _Printer:
    """Prints one text; a rule is a method named after the node, as in renderer.py."""

    def __init__(
        self,
        kind_names: Mapping[str, str],
        media: Collection[str],
        prefix: str,
        base_level: int,
        read_check: Reader | None,
    ) -> None:
        self._kind_names = kind_names
        self._media = media
        self._prefix = prefix
        self._base_level = base_level
        self._read_check = read_check
        self._checks: list[SelfCheck] = []
        self._notes: dict[int, SyntaxTreeNode] = {}
        self._noted: set[int] = set()

    def print(self, root: SyntaxTreeNode) -> str:
        self._notes = {int(one.meta["id"]): one for one in root.walk() if one.type == "footnote"}
        return self._inside(root) + self._answers()

    def _node(self, node: SyntaxTreeNode) -> str:
        rule: Callable[[SyntaxTreeNode], str] | None = getattr(self, f"on_{node.type}", None)
        if rule is not None:
            return rule(node)
        if node.children:
            return self._inside(node)
        return self.on_text(node)

    def _inside(self, node: SyntaxTreeNode) -> str:
        return "".join(map(self._node, node.children))

    def _content(self, node: SyntaxTreeNode) -> str:
        return f"[{self._inside(node)}]"

    # Words.

    def on_text(self, node: SyntaxTreeNode) -> str:
        return f"#{literal(node.content)};" if node.content else ""

    def on_softbreak(self, _node: SyntaxTreeNode) -> str:
        return '#" ";'

    def on_hardbreak(self, _node: SyntaxTreeNode) -> str:
        return "#linebreak();"

    def on_strong(self, node: SyntaxTreeNode) -> str:
        return f"#strong{self._content(node)};"

    def on_em(self, node: SyntaxTreeNode) -> str:
        return f"#emph{self._content(node)};"

    def on_code_inline(self, node: SyntaxTreeNode) -> str:
        return f"#raw({literal(node.content)});"

    def on_link(self, node: SyntaxTreeNode) -> str:
        address = str(node.attrs.get("href", ""))
        if term_key(address) is not None:
            return f"#term{self._content(node)};"
        if not is_external(address) or address.startswith(("/", "\\")):
            return self._inside(node)
        shown = "".join(one.content for one in node.walk() if one.type == "text")
        # On paper a link is only as good as the address beside it.
        beside = "" if shown and shown in address else literal(address.removeprefix("mailto:"))
        return f"#web({literal(address)}, {beside or 'none'}){self._content(node)};"

    def on_image(self, node: SyntaxTreeNode) -> str:
        name = _MEDIA.fullmatch(str(node.attrs.get("src", "")))
        if name is None or name[1] not in self._media:
            return f"#{literal(_spoken(node))};"
        line = node.parent
        alone = line is not None and line.type == "inline" and len(line.children) == 1
        rule = "picture" if alone else "small-picture"
        return f"#{rule}({literal(name[0])}, {literal(_spoken(node))});"

    # Blocks.

    def on_paragraph(self, node: SyntaxTreeNode) -> str:
        inline = node.children[0].children if node.children else []
        alone = len(inline) == 1 and inline[0].type == "image"
        if node.hidden or alone:
            return self._inside(node)
        return f"#par{self._content(node)}\n"

    def on_heading(self, node: SyntaxTreeNode) -> str:
        level = max(2, int(node.tag[1])) + self._base_level
        return f"#heading(level: {level}){self._content(node)}\n"

    def on_bullet_list(self, node: SyntaxTreeNode) -> str:
        items = ", ".join(map(self._item, node.children))
        rule = "tasks" if any("done" in one.meta for one in node.children) else "list"
        return f"#{rule}({items})\n"

    def on_ordered_list(self, node: SyntaxTreeNode) -> str:
        items = ", ".join(map(self._item, node.children))
        return f"#enum(start: {int(node.attrs.get('start', 1))}, {items})\n"

    def _item(self, node: SyntaxTreeNode) -> str:
        if "done" not in node.meta:
            return self._content(node)
        return f"task({json.dumps(node.meta['done'])}){self._content(node)}"

    def on_blockquote(self, node: SyntaxTreeNode) -> str:
        return f"#quote(block: true){self._content(node)}\n"

    def on_fence(self, node: SyntaxTreeNode) -> str:
        return f"#raw(block: true, {literal(node.content.rstrip())})\n"

    on_code_block = on_fence

    def on_hr(self, _node: SyntaxTreeNode) -> str:
        return "#pause-line\n"

    def on_container_box(self, node: SyntaxTreeNode) -> str:
        kind, title = kind_and_title(node.info)
        name = literal(self._kind_names.get(kind, kind))
        return f"#callout({literal(kind)}, {name}, {literal(title)}){self._content(node)}\n"

    # A question has boxes to tick; its answer stands small at the end of the lesson.

    def on_self_check(self, node: SyntaxTreeNode) -> str:
        box = read_box(node.info, node.content, self._read_check)
        name = self._kind_names.get("question", "question")
        if box.check is None:
            body = f"#raw(block: true, {literal(box.written.rstrip())})\n"
        else:
            self._checks.append(box.check)
            name = f"{name} {len(self._checks)}"
            items = ", ".join(f"task(false)[#{literal(one.text)};]" for one in box.check.options)
            body = f"#par[#{literal(box.check.text)};]\n" + (f"#tasks({items})\n" if items else "")
        title = literal(kind_and_title(box.info)[1])
        return f'#callout("question", {literal(name)}, {title})[{body}]\n'

    def _answers(self) -> str:
        lines = ", ".join(
            f"({literal(right)}, {literal(why)})" for right, why in answers_of(self._checks)
        )
        name = literal(self._kind_names.get("answers", "answers"))
        return f"#answers({name}, ({lines},))\n" if lines else ""

    def on_dl(self, node: SyntaxTreeNode) -> str:
        items = []
        for one in node.children:
            opening = "term-word" if one.type == "dt" else "term-meaning"
            items.append(f"#{opening}{self._content(one)}\n")
        return "".join(items)

    def on_table(self, node: SyntaxTreeNode) -> str:
        rows = [row for part in node.children for row in part.children]
        header, *body = [[self._content(cell) for cell in row.children] for row in rows]
        sides = ", ".join(_side(cell) for cell in rows[0].children)
        cells = "".join(f"{cell}, " for row in body for cell in row)
        return (
            f"#table(columns: {len(header)}, align: ({sides},),"
            f" table.header({', '.join(header)}), {cells})\n"
        )

    # Footnotes stand at the foot of the page their mark is on.

    def on_footnote_ref(self, node: SyntaxTreeNode) -> str:
        number = int(node.meta["id"])
        label = f"<{self._prefix}fn-{number}>"
        if number in self._noted:
            return f"#footnote({label});"
        self._noted.add(number)
        note = self._notes.get(number)
        return f"#[#footnote{self._note(note) if note else '[]'}{label}];"

    def _note(self, note: SyntaxTreeNode) -> str:
        parts = [self._inside(one) for one in note.children if one.type != "footnote_anchor"]
        return f"[{'#linebreak();'.join(parts)}]"

    def on_footnote_block(self, _node: SyntaxTreeNode) -> str:
        return ""


def _side(cell: SyntaxTreeNode) -> str:
    side = str(cell.attrs.get("style", "")).removeprefix("text-align:")
    return side if side in ("left", "center", "right") else "left"


def _spoken(image: SyntaxTreeNode) -> str:
    """A picture's description; tokens below an image are its alternative text."""
    return "".join(one.content for one in image.walk() if one is not image and not one.children)
