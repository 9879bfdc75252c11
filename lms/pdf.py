"""Typst in a closed room: a source, its data and its files in, one PDF or pictures out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import Any

NO_FILES: Mapping[str, bytes] = MappingProxyType({})


def compile_pdf(
    source: str,
    data: Mapping[str, Any],
    *,
    fonts: Path,
    timestamp: datetime,
    files: Mapping[str, bytes] = NO_FILES,
) -> bytes:
    """A tagged PDF; the same arguments always give the same bytes.

    source     typst; it reads its data with json(bytes(sys.inputs.d)), so that what people
               wrote is a value and never a piece of the program
    fonts      the only folder fonts are taken from
    timestamp  aware; the moment the PDF says it was made
    files      what the source may read beside itself, by relative name: "media/map.svg"
    raises     ValueError for a naive timestamp or a name that leads outside;
               typst.TypstError when the source or a picture is broken
    """
    if timestamp.tzinfo is None:
        raise ValueError("the timestamp of a PDF must name its time zone")
    moment = timestamp.replace(microsecond=0).astimezone(UTC)
    made: bytes = _compiled(source, data, fonts=fonts, files=files, timestamp=moment)
    return made


def compile_pictures(
    source: str,
    data: Mapping[str, Any],
    *,
    fonts: Path,
    dots_per_inch: int,
    files: Mapping[str, bytes] = NO_FILES,
) -> list[bytes]:
    """Each page as a PNG, for papers that cannot hold drawings; arguments as for `compile_pdf`."""
    made: bytes | list[bytes] = _compiled(
        source, data, fonts=fonts, files=files, format="png", ppi=float(dots_per_inch)
    )
    return [made] if isinstance(made, bytes) else made


def _compiled(
    source: str,
    data: Mapping[str, Any],
    *,
    fonts: Path,
    files: Mapping[str, bytes],
    **wanted: Any,
) -> Any:
    import typst  # noqa: PLC0415 - 84 MB that a process which prints nothing need not load

    # A folder of its own is the root: typst refuses whatever lies above it.
    with TemporaryDirectory(prefix="lms-pdf-") as folder:
        root = Path(folder)
        for name, content in {"main.typ": source.encode(), **files}.items():
            place = root / inside(name)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
        return typst.compile(
            root / "main.typ",
            root=root,
            font_paths=typst.Fonts(
                include_system_fonts=False, include_embedded_fonts=False, font_paths=[fonts]
            ),
            ignore_system_fonts=True,
            sys_inputs={"d": json.dumps(data, ensure_ascii=False)},
            # Packages would be fetched from the network; an empty folder holds none.
            package_path=root / "no-packages",
            package_cache_path=root / "no-packages",
            **wanted,
        )


def inside(name: str) -> PurePosixPath:
    """The name as a path that stays in its folder; ValueError when it would not.

    >>> inside("media/map.svg")
    PurePosixPath('media/map.svg')
    """
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or not path.parts:
        raise ValueError(f"not a name inside the document's folder: {name!r}")
    return path
