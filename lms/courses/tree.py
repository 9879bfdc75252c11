"""Reads a folder of course files into bytes, and bytes into text; never raises for what it finds.

Every odd thing (a link out of the folder, a file too large, bytes that are not UTF-8) becomes a
finding with its file and line.
"""

from __future__ import annotations

import os
import stat
import unicodedata
from pathlib import Path

from lms.courses.faults import Findings
from lms.words import N_

MAX_FILE_BYTES = 2_000_000
MAX_FILES = 5_000

_NOT_CONTENT = frozenset({"__pycache__", "Thumbs.db", "desktop.ini"})


def read_tree(root: Path, findings: Findings) -> dict[str, bytes]:
    """All files below a folder by their path relative to it, sorted; hidden files are left out."""
    files: dict[str, bytes] = {}
    home = root.resolve()
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if _is_content(name))
        for name in list(folders):
            if Path(folder, name).is_symlink():
                folders.remove(name)
                path = _relative(Path(folder, name), root)
                findings.fault(path, 1, N_("This is a link to a folder; copy the folder here."))
        for name in sorted(filter(_is_content, names)):
            if len(files) >= MAX_FILES:
                findings.fault(".", 1, N_("There are more than %(most)s files."), most=MAX_FILES)
                return files
            _read_one(Path(folder, name), root, home, files, findings)
    return dict(sorted(files.items()))


def text_of(path: str, content: bytes, findings: Findings) -> str | None:
    """The text of a file with LF at line ends; None when it is not UTF-8 or holds NUL."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        findings.fault(path, line, N_("The file is not UTF-8."))
        return None
    if "\x00" in text:
        findings.fault(path, _line_of("\x00", text), N_("The file holds a NUL character."))
        return None
    if text.startswith("\ufeff"):
        findings.fault(path, 1, N_("The file begins with a byte order mark; save it without."))
        text = text.removeprefix("\ufeff")
    if "\r" in text:
        line = _line_of("\r", text)
        findings.warning(path, line, N_("Lines end in CR LF; save the file with LF."))
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    _check_form(path, text, findings)
    return text


def _check_form(path: str, text: str, findings: Findings) -> None:
    if not unicodedata.is_normalized("NFC", text):
        lines = text.split("\n")
        line = next(
            at for at, one in enumerate(lines, 1) if not unicodedata.is_normalized("NFC", one)
        )
        findings.warning(path, line, N_("Accents are written apart; save the file in NFC."))
    if text and not text.endswith("\n"):
        findings.warning(path, text.count("\n") + 1, N_("The last line has no line end."))


def _read_one(
    path: Path, root: Path, home: Path, files: dict[str, bytes], findings: Findings
) -> None:
    name = _relative(path, root)
    try:
        if path.is_symlink() and not path.resolve(strict=True).is_relative_to(home):
            findings.fault(name, 1, N_("This link leads out of the course's folder."))
            return
        state = path.stat()
        if not stat.S_ISREG(state.st_mode):
            findings.fault(name, 1, N_("This is not a file."))
        elif state.st_size > MAX_FILE_BYTES:
            findings.fault(name, 1, N_("The file is larger than 2 MB."))
        elif not _is_unicode(path.name):
            findings.fault(name, 1, N_("The file's name is not UTF-8."))
        else:
            files[name] = path.read_bytes()
    except (OSError, RuntimeError):  # RuntimeError: a link that leads to itself
        findings.fault(name, 1, N_("The file cannot be read."))


def _is_content(name: str) -> bool:
    return not name.startswith(".") and name not in _NOT_CONTENT


def _is_unicode(name: str) -> bool:
    return not any("\ud800" <= sign <= "\udfff" for sign in name)


def _relative(path: Path, root: Path) -> str:
    name = path.relative_to(root).as_posix()
    return name.encode(errors="surrogateescape").decode(errors="replace")


def _line_of(needle: str, text: str) -> int:
    return text.count("\n", 0, text.index(needle)) + 1
