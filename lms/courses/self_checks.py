"""Questions inside a lesson, answered on the spot: what one is, and its HTML.

Nothing is marked and nothing is kept. What an author wrote is read by the quiz room, which lies
above this one and hands its reader in. Every word is escaped here, for bleach has been before.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from lms.courses.parser import kind_and_title


@dataclass(frozen=True)
class Option:
    """One answer to choose from, and what is said to whoever chooses it."""

    text: str
    feedback: str
    right: bool


@dataclass(frozen=True)
class SelfCheck:
    """One question; all texts are plain, in the language of the lesson, "\\n" is a line break.

    options      to choose from; none when the answer is to be typed or said
    answers      what is right when there are no options, best first
    explanation  said after every answer; may be empty
    key          what must be the same in every language: kind, right answers, numbers
    """

    id: str
    text: str
    options: tuple[Option, ...]
    answers: tuple[str, ...]
    explanation: str
    key: str

    @property
    def right(self) -> tuple[str, ...]:
        """The right answers in words."""
        return tuple(one.text for one in self.options if one.right) or self.answers

    @property
    def why(self) -> str:
        """The explanation, "" when the feedback to a right answer says the same."""
        said = any(self.explanation in one.feedback for one in self.options if one.right)
        return "" if said else self.explanation


# What an author wrote (GIFT) -> the question, None when it cannot be shown; and what is wrong
# in it: (line from 1, sentence). The language is for "true", "not true" and numbers.
Reading = tuple["SelfCheck | None", list[tuple[int, str]]]
Reader = Callable[[str], Reading]
ReaderFor = Callable[[str, str], Reading]  # (what was written, language)


@dataclass(frozen=True)
class QuestionBox:
    """A box as it stands in a text; check is None when nobody could read it."""

    info: str
    written: str
    check: SelfCheck | None


def reader_for(read: ReaderFor | None, language: str) -> Reader | None:
    """A reader of one language; None when there is none of any."""
    return None if read is None else lambda written: read(written, language)


def box_html(
    box: QuestionBox, names: Mapping[str, str], *, controls: bool, anchor: str = ""
) -> str:
    """The box.

    names     the words of KIND_NAMES in the language of the text
    controls  with answers that open, for a page; else the options as a plain list, right and
              wrong ones alike
    anchor    its id; "" for none
    """
    named = f' id="{escape(anchor)}"' if anchor else ""
    title = kind_and_title(box.info)[1]
    parts = [
        f'<div{named} class="box box-question" data-kind="question">',
        f'<p class="box-kind">{escape(names["question"])}</p>',
    ]
    if title:
        parts.append(f'<p class="box-title">{escape(title)}</p>')
    if box.check is None:
        parts.append(f"<pre>{escape(box.written)}</pre>")
    else:
        parts.append(f"<p>{_lines(box.check.text)}</p>")
        write = _opening if controls else _plain
        parts.extend(write(box.check, names))
    return "\n".join([*parts, "</div>\n"])


def _plain(check: SelfCheck, _names: Mapping[str, str]) -> list[str]:
    items = "".join(f"<li>{_lines(one.text)}</li>\n" for one in check.options)
    return [f"<ul>\n{items}</ul>"] if items else []


def _opening(check: SelfCheck, names: Mapping[str, str]) -> list[str]:
    """Each option opens on its own feedback; what is typed has one answer to open."""
    paper = f'<p class="on-paper" hidden>{escape(names["answers"])}: {_right(check)}</p>'
    if not check.options:
        answer = f"<p><strong>{_right(check)}</strong></p>"
        return [_details(names["answer"], answer + _paragraph(check.explanation)), paper]
    items = "\n".join(f"<li>{_option(one, names)}</li>" for one in check.options)
    parts = [f'<ul class="options">\n{items}\n</ul>']
    if check.why:
        parts.append(_details(names["why"], _paragraph(check.why)))
    return [*parts, paper]


def _option(option: Option, names: Mapping[str, str]) -> str:
    # The sign is for eyes, the word beside it for everybody; neither needs its colour.
    sign, word = ("✓", names["right"]) if option.right else ("×", names["wrong"])
    feedback = option.feedback
    if feedback.casefold().startswith(word.casefold()):  # an author's own "Right."
        feedback = feedback[len(word) :].lstrip()
    mark = "yes" if option.right else "no"
    said = (
        f'<p class="{mark}"><strong><span aria-hidden="true">{sign}</span> {escape(word)}</strong>'
    )
    return _details(option.text, f"{said} {_lines(feedback)}</p>")


def _details(summary: str, body: str) -> str:
    return f"<details><summary>{_lines(summary)}</summary>{body}</details>"


def _right(check: SelfCheck) -> str:
    return "; ".join(map(_lines, check.right))


def _paragraph(text: str) -> str:
    return f"<p>{_lines(text)}</p>" if text else ""


def _lines(text: str) -> str:
    return "<br>".join(escape(line) for line in text.split("\n"))


def read_box(info: str, written: str, read: Reader | None) -> QuestionBox:
    """A box of a text, read if there is a reader."""
    return QuestionBox(info, written, read(written)[0] if read else None)


def fingerprint(check: SelfCheck | None) -> str:
    """What two languages of a box must have in common, in words."""
    return "question" if check is None else f"question {check.id} ({check.key})"


def answers_of(checks: Sequence[SelfCheck]) -> list[tuple[str, str]]:
    """For the end of a printed lesson: the right answers of each question, and why."""
    return [(_joined(check.right), check.explanation or _feedback(check)) for check in checks]


def _joined(texts: Sequence[str]) -> str:
    return "; ".join(" ".join(text.split()) for text in texts)


def _feedback(check: SelfCheck) -> str:
    return " ".join(one.feedback for one in check.options if one.right)
