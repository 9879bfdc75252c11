"""Writes Moodle XML: questions in, a file out that Moodle imports and our reader gives back.

Where Moodle has no such kind, the nearest one is written. A tag, which Moodle keeps, says what it
was; what no tag can say stands in an element <sse>, which Moodle reads over and forgets.

gaps      a cloze question
mistake   a multiple choice question, its marks [[a]] as they are; tag sse:kind=mistake
case      a description, tag sse:kind=case; its questions behind it, tag sse:case=<id of the case>
true or false with reasons   true or false; the reasons in <sse>
essay with a rubric          an essay; the rubric in <sse> and, for people, in its grader's notes
answers without accents      tag sse:match=no-marks
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from decimal import Context, Decimal

from lms.quizzes.formats import moodle_xml as reader
from lms.quizzes.formats.gift_text import percent_of
from lms.quizzes.formats.moodle_xml_cloze import cloze_text
from lms.quizzes.formats.moodle_xml_extras import extras_node
from lms.quizzes.formats.moodle_xml_kinds import COMBINED, ITEM_FEEDBACK
from lms.quizzes.formats.moodle_xml_texts import LeftOutError, text_node
from lms.quizzes.formats.moodle_xml_tree import Node, is_name, is_writable, node_of, render
from lms.quizzes.questions import Kind, NumericAnswer, Question

_EXACT = Context(prec=80)
_PLAIN = "moodle_auto_format"
_TYPES = {
    Kind.SINGLE: "multichoice",
    Kind.MULTIPLE: "multichoice",
    Kind.MISTAKE: "multichoice",
    Kind.TRUE_FALSE: "truefalse",
    Kind.SHORT: "shortanswer",
    Kind.NUMERIC: "numerical",
    Kind.MATCHING: "matching",
    Kind.ORDERING: "ordering",
    Kind.GAPS: "cloze",
    Kind.ESSAY: "essay",
    Kind.DESCRIPTION: "description",
}


def write_moodle_xml(questions: Iterable[Question]) -> str:
    """A file of these questions; `read_moodle_xml` gives them back.

    Raises ValueError for a question with a sign that XML cannot hold, or one whose marks of gaps
    do not belong to its gaps.
    """
    written = ['<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n']
    category = ""
    for question in questions:
        if question.category != category:
            category = question.category
            path = Node("category", children=[Node("text", category or reader.TOP)])
            written.append(render(Node("question", "", {"type": "category"}, [path]), 1))
        stands_in = reader.category_of(Node("", children=[_text("category", category)]))
        written += [render(_node(one, stands_in), 1) for one in _apart(question)]
    return "".join([*written, "</quiz>\n"])


def _apart(question: Question) -> Iterator[Question]:
    """A case as a text and the questions behind it."""
    if question.kind is not Kind.CASE:
        yield question
        return
    tags = (*question.tags, reader.CASE)
    yield replace(question, kind=Kind.DESCRIPTION, tags=tags, parts=())
    for part in question.parts:
        yield replace(part, tags=(*part.tags, f"{reader.PART}{question.id}"))


def _node(question: Question, category: str) -> Node:
    """The element of a question that stands in a category."""
    node = Node("question", attributes={"type": _TYPES[question.kind]})
    node.children = [
        _text("name", question.name or question.id),
        text_node(question, "questiontext", _asked(question), "text"),
    ]
    if question.feedback:
        node.children.append(text_node(question, "generalfeedback", question.feedback, "feedback"))
    node.children.append(Node("idnumber", question.id))
    node.children += _answers(question)
    node.children += _kept(question)
    if tags := _tags(question):
        node.children.append(Node("tags", children=[_text("tag", tag) for tag in tags]))
    extras = extras_node(question, _read_back(question, node, category))
    node.children += [extras] if extras else []
    return node


def _read_back(question: Question, node: Node, category: str) -> Question:
    """What a reader finds in Moodle's elements; raises ValueError where it finds no question."""
    written = render(node)
    again = node_of(written) if is_writable(written) else None
    if again is None:
        raise ValueError(f"XML cannot hold a control sign that stands in question {question.id}.")
    names = [file.name for file in question.files]
    if len(set(names)) < len(names):
        raise ValueError(f"Two files of question {question.id} have the same name.")
    try:
        return reader.question_of(again, again.value("idnumber"), category)
    except LeftOutError as error:
        said = error.message % {"id": question.id, **error.values}
        raise ValueError(f"Moodle XML cannot hold the question {said}") from None


def _text(name: str, text: str) -> Node:
    return Node(name, children=[Node("text", text)])


def _asked(question: Question) -> str:
    return cloze_text(question) if question.kind is Kind.GAPS else question.text


def _tags(question: Question) -> list[str]:
    more = [reader.MISTAKE] if question.kind is Kind.MISTAKE else []
    more += [reader.NO_MARKS] if question.fold_marks else []
    return [*question.tags, *more]


def _kept(question: Question) -> list[Node]:
    """What came with the file and is no element of ours, each as it came."""
    ours = reader.COMMON | reader.READERS[_TYPES[question.kind]][1]
    nodes = []
    for name, value in question.kept:
        node = node_of(value) if value.startswith("<") else Node(name, value)
        if node and node.name == name and is_name(name) and name not in ours:
            nodes.append(node)
    if question.rubric and "graderinfo" not in [node.name for node in nodes]:
        lines = "\n".join(f"{one.points}: {one.text}" for one in question.rubric)
        nodes.append(Node("graderinfo", "", {"format": "plain_text"}, [Node("text", lines)]))
    return nodes


def _answers(question: Question) -> list[Node]:
    write = _WRITERS.get(question.kind)
    return write(question) if write else []


def _combined(question: Question) -> list[Node]:
    said = {name: (getattr(question, path), path) for name, path in COMBINED.items()}
    return [text_node(question, name, text, path) for name, (text, path) in said.items() if text]


def _switch(name: str, *, on: bool) -> Node:
    return Node(name, "true" if on else "false")


def _answer(weight: str, question: Question, text: Node, feedback: str, path: str) -> Node:
    """An answer from an element that holds its text."""
    said = [text_node(question, "feedback", feedback, path)] if feedback else []
    attributes = {"fraction": weight, **text.attributes}
    return Node("answer", "", attributes, [*text.children, *said])


def _choices(question: Question) -> list[Node]:
    mixed = not question.fixed_order and question.kind is not Kind.MISTAKE
    nodes = [
        _switch("single", on=question.kind is not Kind.MULTIPLE),
        _switch("shuffleanswers", on=mixed),
        *_combined(question),
    ]
    for choice in question.choices:
        path = f"choices.{choice.id}"
        text = text_node(question, "", choice.text, f"{path}.text")
        weight = percent_of(choice.weight)
        nodes.append(_answer(weight, question, text, choice.feedback, f"{path}.feedback"))
    return nodes


def _truth(question: Question) -> list[Node]:
    nodes = []
    for value in (True, False):
        path = "right_feedback" if question.true is value else "wrong_feedback"
        text = Node("", "", {"format": _PLAIN}, [Node("text", str(value).lower())])
        weight = "100" if question.true is value else "0"
        nodes.append(_answer(weight, question, text, getattr(question, path), path))
    return nodes


def _accepted(question: Question) -> list[Node]:
    nodes = [Node("usecase", "1" if question.match_case else "0")]
    for place, one in enumerate(question.accepted):
        text = Node("", "", {"format": _PLAIN}, [Node("text", one.text)])
        path = f"accepted.{place}.feedback"
        nodes.append(_answer(percent_of(one.weight), question, text, one.feedback, path))
    return nodes


def _numbers(question: Question) -> list[Node]:
    nodes = []
    for place, one in enumerate(question.numbers):
        value, margin = _middle(one)
        text = Node("", "", {"format": _PLAIN}, [Node("text", value), Node("tolerance", margin)])
        path = f"numbers.{place}.feedback"
        nodes.append(_answer(percent_of(one.weight), question, text, one.feedback, path))
    if question.unit and "units" not in dict(question.kept):
        unit = Node("unit", children=[Node("multiplier", "1"), Node("unit_name", question.unit)])
        nodes.append(Node("units", children=[unit]))
    return nodes


def _middle(one: NumericAnswer) -> tuple[str, str]:
    """The number in the middle and how far off one may be; a star where there is no middle."""
    if not one.low.is_finite() or not one.high.is_finite():
        return "*", "0"
    value = one.value
    if value is None:
        value = _EXACT.divide(_EXACT.add(one.low, one.high), Decimal(2))
    return format(value, "f"), format(_EXACT.subtract(one.high, value), "f")


def _pairs(question: Question) -> list[Node]:
    nodes = [_switch("shuffleanswers", on=not question.fixed_order), *_combined(question)]
    for pair in question.pairs:
        node = text_node(question, "subquestion", pair.left, f"pairs.{pair.id}.left")
        node.children.append(_text("answer", pair.right))
        nodes.append(node)
    return nodes


def _items(question: Question) -> list[Node]:
    said = dict(question.kept)
    nodes = _combined(question)
    for place, item in enumerate(question.items, 1):
        text = text_node(question, "", item.text, f"items.{item.id}.text")
        node = _answer(str(place), question, text, "", "")
        feedback = node_of(said.get(f"{ITEM_FEEDBACK}i{place}", ""))
        node.children += [feedback] if feedback and feedback.name == "feedback" else []
        nodes.append(node)
    return nodes


_WRITERS: dict[Kind, Callable[[Question], list[Node]]] = {
    Kind.SINGLE: _choices,
    Kind.MULTIPLE: _choices,
    Kind.MISTAKE: _choices,
    Kind.TRUE_FALSE: _truth,
    Kind.SHORT: _accepted,
    Kind.NUMERIC: _numbers,
    Kind.MATCHING: _pairs,
    Kind.ORDERING: _items,
}
