"""Pictures that authors upload: written anew and small, refused when hostile, listed with uses."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from lms.authoring import pictures, queries
from lms.authoring.pictures import UnfitError, fit

MODULE = "/author/modules/first-steps/"
MEDIA = f"{MODULE}media/"
ALT = "Two bars, one higher"


def drawn(kind: str, size: tuple[int, int] = (1600, 900), **how) -> bytes:
    """A picture file with some colours in it."""
    image = Image.radial_gradient("L").resize(size).convert("RGB")
    out = BytesIO()
    image.save(out, kind, **how)
    return out.getvalue()


def bomb() -> bytes:
    """A PNG of a few bytes that says it is 30,000 points wide and high."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        )

    head = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 9000)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def test_a_photo_becomes_a_small_webp_without_what_the_camera_wrote():
    exif = Image.Exif()
    exif[0x010F] = "Camera of Lan"
    exif[0x0112] = 6  # lying on its side

    made = fit(drawn("JPEG", exif=exif.tobytes(), comment=b"at home"))

    image = Image.open(BytesIO(made.content))
    assert (made.ending, image.format) == ("webp", "WEBP")
    assert image.height > image.width
    assert max(image.size) <= pictures.WIDEST
    assert len(made.content) <= 40_000
    assert dict(image.getexif()) == {}
    assert b"Lan" not in made.content
    assert b"at home" not in made.content


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_a_picture_with_holes_keeps_them(kind):
    out = BytesIO()
    Image.new("RGBA", (50, 40), (0, 0, 0, 0)).save(out, kind)

    made = Image.open(BytesIO(fit(out.getvalue()).content))

    assert (made.mode, made.size) == ("RGBA", (50, 40))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"MZ\x90\0 a program",
        b"GIF89a\x01\0\x01\0",
        drawn("JPEG")[:500],
        drawn("PNG")[:-300],
        bomb(),
        b"x" * 5_000_001,
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "b">]><svg/>',
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1" width="1" height="1" '
        b'onload="x"/>',
    ],
    ids=[
        "nothing", "a program", "a GIF", "half a JPEG", "a cut PNG", "a bomb", "too large",
        "an SVG with a script", "an SVG with an entity", "an SVG with a handler",
    ],
)  # fmt: skip
def test_what_is_no_harmless_picture_is_refused(content):
    with pytest.raises(UnfitError) as no:
        fit(content)

    assert str(no.value).endswith(".")


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("../../etc/passwd", "passwd.webp"),
        ("C:\\Users\\Lan\\Map 1.JPG", "map-1.webp"),
        ("사진.png", "picture.webp"),
        ("", "picture.webp"),
        ("map.svg.png", "map-svg.webp"),
        ("a" * 300, "a" * 50 + ".webp"),
    ],
)
def test_a_picture_gets_a_name_that_leads_nowhere(wanted, name):
    assert pictures.free_name(wanted, "webp", []) == name


def upload(content: bytes, name: str = "Two bars.PNG", **fields):
    return {"picture": (BytesIO(content), name), "alt": ALT, "heading": "", "file": "", **fields}


def test_an_uploaded_picture_stands_in_the_list_with_its_size_and_its_uses(desk, browse, db):
    author = browse(desk.author)
    lesson = "en/02-two-pockets.md"

    answer = author.post(MEDIA, upload(drawn("PNG"), file=lesson))

    assert (answer.status_code, answer.location) == (303, f"{MODULE}edit/{lesson}")
    db.expire_all()
    files = queries.draft(db, "first-steps").files
    text = queries.content(db, files[lesson]).decode()
    assert text.endswith(f"\n\n![{ALT}](media/two-bars.webp)\n")
    row = author.get(MEDIA).text.split('<th scope="row">two-bars.webp</th>')[1].split("</tr>")[0]
    assert f'href="{MODULE}edit/{lesson}"' in row
    assert " kB" in row
    shown = author.get(f"{MODULE}pictures/{files['media/two-bars.webp']}/two-bars.webp")
    assert (shown.mimetype, shown.data[:4]) == ("image/webp", b"RIFF")
    assert "sandbox" in shown.headers["Content-Security-Policy"]


def test_a_picture_without_words_or_that_is_none_is_asked_for_again(desk, browse, db):
    author = browse(desk.author)
    before = dict(desk.draft.files)

    mute = author.post(MEDIA, upload(drawn("PNG"), alt=""))
    none = author.post(MEDIA, upload(b"MZ a program", "map.png"))
    without = author.post(MEDIA, {"alt": ALT})

    assert [one.status_code for one in (mute, none, without)] == [422, 422, 422]
    assert "Say in a sentence what the picture shows." in mute.text
    assert "This is no picture that can be read." in none.text
    assert ALT in none.text
    assert "Choose a file." in without.text
    db.expire_all()
    assert dict(queries.draft(db, "first-steps").files) == before


def test_a_large_photo_is_taken_at_this_door_and_more_is_refused(desk, browse):
    author = browse(desk.author)

    def send(content: bytes):
        sent = upload(content) | {"picture": FileStorage(BytesIO(content), "photo.jpg")}
        boundary, body = encode_multipart(sent)  # in memory: the client leaves large files open
        return author.post(MEDIA, body, content_type=f"multipart/form-data; boundary={boundary}")

    large = send(b"\xff\xd8\xff" + b"x" * 4_000_000)
    larger = send(b"x" * 5_500_000)
    endless = send(b"x" * 7_000_000)

    assert "This is no picture that can be read." in large.text
    assert "larger than 5 MB" in larger.text
    assert endless.status_code == 413


def test_only_a_picture_that_is_used_nowhere_is_taken_out(desk, browse, db):
    author = browse(desk.author)
    author.post(MEDIA, upload(drawn("PNG")))
    used = next(path for path in desk.draft.files if path.startswith("media/"))

    kept = author.post(f"{MEDIA}remove", {"path": used})
    gone = author.post(f"{MEDIA}remove", {"path": "media/two-bars.webp"})
    odd = author.post(f"{MEDIA}remove", {"path": "module.toml"})

    assert [one.status_code for one in (kept, gone, odd)] == [409, 303, 303]
    db.expire_all()
    files = queries.draft(db, "first-steps").files
    assert used in files
    assert "media/two-bars.webp" not in files
    assert "module.toml" in files


def test_pictures_of_the_desk_are_for_the_desk(desk, browse, make):
    path = next(path for path in desk.draft.files if path.startswith("media/"))
    address = f"{MODULE}pictures/{desk.draft.files[path]}/{path[6:]}"

    assert browse(make.user()).get(address).status_code == 403
    assert browse(make.user()).post(MEDIA, upload(drawn("PNG"))).status_code == 403
    for odd in (f"{MODULE}pictures/{'0' * 64}/x.svg", f"{MODULE}pictures/..x/x.svg"):
        assert browse(desk.author).get(odd).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_pictures_costs_the_same_with_many(desk, browse, counting, count):
    author = browse(desk.author)
    for _ in range(count):
        author.post(MEDIA, upload(drawn("PNG", (60, 40))))

    with counting() as statements:
        author.get(MEDIA)

    assert len(statements) == 4, statements
