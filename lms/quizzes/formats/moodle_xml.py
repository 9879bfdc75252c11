"""Reads Moodle XML: the bytes of a file in, questions and faults out.

What Moodle's types say beyond ours (hints, penalty, number of tries ...) is kept as it came. Of
what we say beyond Moodle, the tags sse:kind=, sse:case= and sse:match= and the element <sse>
bring it back (see moodle_xml_writer). Each question's elements are dropped before the next one's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from lms.quizzes.formats import moodle_xml_kinds as kinds
from lms.quizzes.formats.gift_text import clipped
from lms.quizzes.formats.moodle_xml_extras import NAME, with_extras
from lms.quizzes.formats.moodle_xml_texts import LeftOutError, Texts, text_of
from lms.quizzes.formats.moodle_xml_tree import Node, UnreadableError, question_nodes, render
from lms.quizzes.questions import Fault, Kind, Question
from lms.words import N_

TOP = "top"
MISTAKE, CASE, PART = "sse:kind=mistake", "sse:kind=case", "sse:case="
NO_MARKS = "sse:match=no-marks"
COMMON = frozenset(
    {"name", "questiontext", "generalfeedback", "idnumber", "tags", "image", "image_base64", NAME}
)
_TAGS = (MISTAKE, NO_MARKS)
_ORDER = ("feedback", "right_feedback", "partial_feedback", "wrong_feedback")
_NO_PARTS = (Kind.CASE, Kind.ESSAY, Kind.DESCRIPTION)
Reader = Callable[[Question, Node, Texts], Question]

READERS: dict[str, tuple[Reader, frozenset[str]]] = {
    "multichoice": (kinds.multichoice, frozenset({"single", *kinds.OPTIONS, "answer"})),
    "truefalse": (kinds.truefalse, frozenset({"answer"})),
    "shortanswer": (kinds.shortanswer, frozenset({"usecase", "answer"})),
    "numerical": (kinds.numerical, frozenset({"answer"})),
    "matching": (kinds.matching, frozenset({*kinds.OPTIONS, "subquestion"})),
    "match": (kinds.matching, frozenset({*kinds.OPTIONS, "subquestion"})),
    "ordering": (kinds.ordering, frozenset({*kinds.COMBINED, "answer"})),
    "essay": (kinds.essay, frozenset()),
    "description": (kinds.description, frozenset()),
    "cloze": (kinds.cloze, frozenset()),
    "multianswer": (kinds.cloze, frozenset()),
    "gapselect": (kinds.words, frozenset({*kinds.OPTIONS, "selectoption"})),
    "ddwtos": (kinds.words, frozenset({*kinds.OPTIONS, "dragbox"})),
}


@dataclass(slots=True)
class _Found:
    """What was found so far."""

    questions: list[Question] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    categories: list[str] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    numbers: dict[str, int] = field(default_factory=dict)
    category: str = ""
    place: int = 0


def read_moodle_xml(content: bytes) -> tuple[list[Question], list[Fault], Fault | None]:
    """The questions in order, those left out, and why the file ends too early; never raises.

    The last is None when the file could be read to its end. The id of a question is its idnumber,
    else its name, made unique with a number behind it, else Q and its place in the file.
    """
    found = _Found()
    broken = None
    try:
        for node in question_nodes(content):
            _take(node, found)
    except UnreadableError as error:
        broken = error.fault
    questions, alone = _together(found.questions, found.categories)
    return questions, sorted([*found.faults, *alone], key=lambda fault: fault.line), broken


def _take(node: Node, found: _Found) -> None:
    if node.attributes.get("type") == "category":
        found.category = category_of(node)
        return
    found.place += 1
    id_ = node.value("idnumber") or _unique(node.value("name") or f"Q{found.place}", found)
    found.ids.add(id_)
    try:
        found.questions.append(question_of(node, id_, found.category))
        found.categories.append(found.category)
    except LeftOutError as error:
        values = {name: clipped(value) for name, value in ({"id": id_} | error.values).items()}
        found.faults.append(Fault(node.line, error.message, values))


def _unique(name: str, found: _Found) -> str:
    """The name, or with the next free number behind it."""
    free = name
    while free in found.ids:
        found.numbers[name] = found.numbers.get(name, 1) + 1
        free = f"{name}-{found.numbers[name]}"
    return free


def category_of(node: Node) -> str:
    """The path of a category; the one above all others is that of questions without any."""
    path = " ".join(node.value("category").split())
    return "" if path == TOP else path


def question_of(node: Node, id_: str, category: str) -> Question:
    """One question; raises LeftOutError. A case and its questions are not yet put together."""
    type_ = node.attributes.get("type", "").strip()
    if type_ not in READERS:
        raise LeftOutError(
            N_("%(id)s: questions of the type %(type)s cannot be asked here."), type=type_[:50]
        )
    read, consumed = READERS[type_]
    texts = Texts(node)
    name, tags = node.value("name"), _tags(node)
    start = Question(
        id_,
        Kind.DESCRIPTION,
        _with_old_image(texts.take(node.first("questiontext"), "text"), node, texts),
        texts.format,
        feedback=texts.take(node.first("generalfeedback"), "feedback"),
        category="" if _case_of(tags) else category,
        name=name if name != id_ else "",
        tags=tags,
        line=node.line,
    )
    made = _with_tags(read(start, node, texts))
    kept = (*made.kept, *_kept(node, COMMON | consumed))
    formats = tuple(sorted(texts.formats, key=_by_path))
    return with_extras(replace(made, formats=formats, files=texts.files, kept=kept), node)


def _tags(node: Node) -> tuple[str, ...]:
    found = (text_of(tag) for tags in node.all("tags") for tag in tags.all("tag"))
    return tuple(tag for tag in found if tag)


def _by_path(one: tuple[str, object]) -> int:
    return _ORDER.index(one[0]) if one[0] in _ORDER else len(_ORDER)


def _with_old_image(text: str, node: Node, texts: Texts) -> str:
    """The text with the one picture a question could have before 2010, as Moodle adds it."""
    name, content = node.value("image"), node.value("image_base64")
    if not name or not content:
        return text
    kept = texts.keep_file(name.replace("/", "_"), content)
    return f'{text} <img src="@@PLUGINFILE@@/{kept}" />'


def _with_tags(question: Question) -> Question:
    if MISTAKE in question.tags and question.kind is Kind.SINGLE:
        question = replace(question, kind=Kind.MISTAKE, fixed_order=False)
    folded = question.fold_marks or NO_MARKS in question.tags
    tags = tuple(tag for tag in question.tags if tag not in _TAGS)
    return replace(question, fold_marks=folded, tags=tags)


def _kept(node: Node, consumed: Iterable[str]) -> list[tuple[str, str]]:
    """Elements as (name, text), or (name, XML) where they are more than a text."""
    kept = []
    for child in node.children:
        if child.name in consumed:
            continue
        bare = not child.children and not child.attributes and not child.text.startswith("<")
        kept.append((child.name, child.text if bare else render(child).rstrip("\n")))
    return kept


def _together(
    questions: list[Question], categories: list[str]
) -> tuple[list[Question], list[Fault]]:
    """Cases with their questions in them; a question of a case that is not there stands alone.

    categories  what each question stands in; within a case it is that of the case
    """
    cases: dict[str, list[int]] = {}
    for place, question in enumerate(questions):
        if _is_case(question):
            cases.setdefault(question.id, []).append(place)
    parts: dict[int, list[Question]] = {}
    done: list[tuple[int, Question]] = []
    for place, question in enumerate(questions):
        tag = _case_of(question.tags)
        its = cases.get(tag.removeprefix(PART), []) if question.kind not in _NO_PARTS else []
        if tag and its:
            near = max((at for at in its if at < place), default=its[0])
            parts.setdefault(near, []).append(_without(question, tag))
        else:
            alone = question.category or categories[place]
            done.append((place, replace(question, category=alone) if tag else question))
    whole = [_whole(question, parts.get(place, [])) for place, question in done]
    missing = [one for one in whole if one.kind is Kind.CASE and not one.parts]
    message = N_("%(id)s: there are no questions of this case.")
    faults = [Fault(one.line, message, {"id": one.id}) for one in missing]
    return [one for one in whole if one.kind is not Kind.CASE or one.parts], faults


def _case_of(tags: tuple[str, ...]) -> str:
    """The tag that names the case a question belongs to; empty for all others."""
    return next((tag for tag in tags if tag.startswith(PART)), "")


def _is_case(question: Question) -> bool:
    return question.kind is Kind.DESCRIPTION and CASE in question.tags


def _whole(question: Question, parts: list[Question]) -> Question:
    if not _is_case(question):
        return question
    return replace(_without(question, CASE), kind=Kind.CASE, parts=tuple(parts))


def _without(question: Question, tag: str) -> Question:
    at = len(question.tags) - 1 - question.tags[::-1].index(tag)
    return replace(question, tags=question.tags[:at] + question.tags[at + 1 :])
