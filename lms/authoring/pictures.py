"""An uploaded picture made fit for a phone: read, turned upright, made small, written anew. Pure.

Nothing of the file that was sent is kept but its colours: where and with what it was taken goes.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from lms.courses.picture_checks import MAX_BYTES, check_picture
from lms.words import N_

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_UPLOAD = 5_000_000  # bytes
MOST_PIXELS = 24_000_000
WIDEST = 1280  # pixels, either side
_SIDES = (WIDEST, 960, 720, 540, 400)
_QUALITIES = (80, 65, 50, 35)
_FORMATS = ("PNG", "JPEG", "WEBP")
_OTHER = re.compile(r"[^a-z0-9]+")
_TOO_LARGE = N_("The picture is larger than 5 MB. Make it smaller, then send it again.")
_TOO_WIDE = N_("The picture has more than 24 million points. Make it smaller, then send it again.")
_NO_PICTURE = N_("This is no picture that can be read. Send a PNG, JPEG, WebP or SVG file.")
_NOT_SMALL = N_("This picture cannot be made small enough for phones. Send a simpler one.")


class UnfitError(ValueError):
    """A file that cannot become a picture: a sentence to translate, with its values."""

    def __init__(self, template: str, **values: object) -> None:
        super().__init__(template % values)
        self.template = template
        self.values = values


@dataclass(frozen=True)
class Fit:
    """A picture ready to be kept: ending is "webp" or "svg"."""

    content: bytes
    ending: str


def fit(data: bytes) -> Fit:
    """A picture of at most 40 kB: WebP of a photo or drawing in points, SVG that only draws.

    raises  UnfitError with what is wrong
    """
    if len(data) > MAX_UPLOAD:
        raise UnfitError(_TOO_LARGE)
    if data.lstrip()[:5].lower() in (b"<svg ", b"<?xml", b"<svg\n", b"<svg>"):
        found = check_picture("drawing.svg", data)
        if found:
            raise UnfitError(found[0][1], **found[0][2])
        return Fit(data, "svg")
    return Fit(_small(_opened(data)), "webp")


def free_name(wanted: str, ending: str, taken: Collection[str]) -> str:
    """A name of a-z, 0-9 and - for a picture that no other has.

    wanted  what somebody typed, or the name of the file as it was sent

    >>> free_name("../../Ảnh Chợ.JPEG", "webp", ["anh.webp"])
    'nh-ch.webp'
    >>> free_name("map.png", "webp", ["map.webp"])
    'map-2.webp'
    """
    stem = re.split(r"[/\\\\]", wanted)[-1].lower()
    stem = re.sub(r"\.(png|jpe?g|webp|svg)$", "", stem)
    stem = _OTHER.sub("-", stem)[:50].strip("-") or "picture"
    name, number = f"{stem}.{ending}", 1
    while name in taken:
        number += 1
        name = f"{stem}-{number}.{ending}"
    return name


def _opened(data: bytes) -> Image:
    from PIL import Image, ImageOps  # noqa: PLC0415 - for memory and start-up

    bombs = (Image.DecompressionBombError, Image.DecompressionBombWarning)
    try:
        image = Image.open(BytesIO(data), formats=_FORMATS)
        if image.width * image.height > MOST_PIXELS:
            raise UnfitError(_TOO_WIDE)
        image.draft("RGB", (WIDEST, WIDEST))  # a large JPEG is read small at once
        upright = ImageOps.exif_transpose(image)
        has_holes = upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info
        made = upright.convert("RGBA" if has_holes else "RGB")
    except bombs:
        raise UnfitError(_TOO_WIDE) from None
    except UnfitError:
        raise
    except Exception:  # a broken file makes the readers fail in many ways
        raise UnfitError(_NO_PICTURE) from None
    made.info = {}
    return made


def _small(image: Image) -> bytes:
    for content in _tries(image):
        if len(content) <= MAX_BYTES:
            return content
    raise UnfitError(_NOT_SMALL)


def _tries(image: Image) -> Iterator[bytes]:
    """The picture smaller and smaller."""
    for side in _SIDES:
        image.thumbnail((side, side))
        for quality in _QUALITIES:
            out = BytesIO()
            image.save(out, "WEBP", quality=quality, method=4)
            yield out.getvalue()
