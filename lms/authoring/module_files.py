"""The files of a module's folder when lessons come, go and change places: files in, files out."""

from __future__ import annotations

import json
import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence

Files = Mapping[str, bytes]

MODULE_FILE = "module.toml"
_LESSONS = re.compile(r"^lessons[ \t]*=[ \t]*\[[^\]]*\]", re.MULTILINE)
_MODULES = re.compile(r"^modules[ \t]*=[ \t]*\[[^\]]*\]", re.MULTILINE)
_LESSON_FILE = re.compile(r"([a-z]{2,3})/\d{2}-([a-z0-9-]{2,60})\.md")
_PATH = re.compile(
    r"module\.toml|[a-z]{2,3}/(?:[a-z0-9-]{1,70}\.md|quiz\.gift)|media/[a-z0-9][a-z0-9._-]{0,90}"
)
_BOX = r"^(?P<fence>:{{3,}}) *lesson +{id} *$.*?^(?P=fence):* *$\n*"
_TABLES = ("title", "summary")


def content_of(text: str) -> bytes:
    """A text typed into a page as a file keeps it: NFC, LF, and a line end at the end.

    >>> content_of("a\\r\\nb")
    b'a\\nb\\n'
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return (text if text.endswith("\n") or not text else f"{text}\n").encode()


def is_path(path: str) -> bool:
    """Whether a file of this name has a place in a module's folder.

    >>> is_path("en/quiz.gift"), is_path("../course.toml"), is_path("media/map.svg")
    (True, False, True)
    """
    return bool(_PATH.fullmatch(path))


def lessons_of(files: Files) -> tuple[str, ...]:
    """The ids of the lessons, in order; ValueError when module.toml does not tell."""
    found = tomllib.loads(files[MODULE_FILE].decode()).get("lessons")
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        raise ValueError("lessons")
    return tuple(found)


def with_order(files: Files, ids: Sequence[str]) -> dict[str, bytes]:
    """The lessons in another order: module.toml and the numbers of the files, in all languages.

    The bytes of lessons stay. Files of lessons that are not among the ids go.

    raises  ValueError when module.toml cannot be written so that it says this order
    """
    found: dict[str, bytes] = {}
    for path, content in files.items():
        match = _LESSON_FILE.fullmatch(path)
        if match is None:
            found[path] = content
        elif match[2] in ids:
            found[f"{match[1]}/{ids.index(match[2]) + 1:02}-{match[2]}.md"] = content
    found[MODULE_FILE] = _with_list(files[MODULE_FILE], _LESSONS, "lessons", ids)
    return dict(sorted(found.items()))


def lesson_files(lesson_id: str, titles: Mapping[str, str], minutes: int) -> dict[str, bytes]:
    """The files of a lesson that holds its title only, numbered 01.

    titles   language -> title
    minutes  1 to 240
    """
    return {
        f"{language}/01-{lesson_id}.md": lesson_text(lesson_id, title, minutes).encode()
        for language, title in titles.items()
    }


def without_box(files: Files, lesson_id: str) -> dict[str, bytes]:
    """The files without what the trainer notes say of a lesson."""
    box = re.compile(_BOX.format(id=re.escape(lesson_id)), re.MULTILINE | re.DOTALL)
    return {
        path: box.sub("", content.decode()).encode() if path.endswith("/trainer.md") else content
        for path, content in files.items()
    }


def lesson_text(lesson_id: str, title: str, minutes: int) -> str:
    """A lesson that holds its title only."""
    return f"---\nid: {lesson_id}\ntitle: {_quoted(title)}\nminutes: {minutes}\n---\n\n{title}\n"


def new_files(
    module_id: str, code: str, titles: Mapping[str, str], *, lesson_id: str
) -> dict[str, bytes]:
    """The folder of a new module with one lesson; its quiz has no question yet.

    titles  language -> title of the module, which stands for its first lesson, too
    """
    lines = [f"id = {_quoted(module_id)}", f"code = {_quoted(code)}", "minutes = 60"]
    lines += [f"lessons = [{_quoted(lesson_id)}]", "terms = []", "needs = []"]
    for table in _TABLES:
        lines += ["", f"[{table}]", *(f"{one} = {_quoted(title)}" for one, title in titles.items())]
    lines += ["", "[outcomes]"]
    lines += [f"{one} = [{_quoted(title)}]" for one, title in titles.items()]
    lines += ["", "[quiz]", "draw = 1", "pass = 0.7", "pause_minutes = 0", ""]
    found = {MODULE_FILE: "\n".join(lines).encode()}
    found |= lesson_files(lesson_id, titles, 10)
    for language, title in titles.items():
        found[f"{language}/quiz.gift"] = b"\n"
        notes = f"---\ntitle: {_quoted(title)}\n---\n\n{title}\n"
        found[f"{language}/trainer.md"] = notes.encode()
    return dict(sorted(found.items()))


def with_module(course_file: bytes, module_id: str) -> bytes:
    """course.toml with a module more at the end of its list; one that is there: unchanged."""
    ids = tomllib.loads(course_file.decode()).get("modules", [])
    if module_id in ids:
        return course_file
    return _with_list(course_file, _MODULES, "modules", [*ids, module_id])


def modules_of(course_file: bytes) -> list[str]:
    """The ids of the modules in order; none when course.toml does not tell."""
    try:
        found = tomllib.loads(course_file.decode()).get("modules")
    except ValueError:
        return []
    return [one for one in found if isinstance(one, str)] if isinstance(found, list) else []


def with_modules(course_file: bytes, ids: Sequence[str]) -> bytes:
    """course.toml with these modules in this order; ValueError when it cannot be written so."""
    return _with_list(course_file, _MODULES, "modules", ids)


def _with_list(content: bytes, place: re.Pattern[str], key: str, ids: Sequence[str]) -> bytes:
    """A TOML file with another list of ids, and nothing else changed: it is read back."""
    text = content.decode()
    said = f"{key} = [{', '.join(map(_quoted, ids))}]"
    built = place.sub(lambda _match: said, text, count=1)
    if tomllib.loads(built) != tomllib.loads(text) | {key: list(ids)}:
        raise ValueError(key)
    return built.encode()


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
