"""Pictures, files to take along, and what only trainers see."""

from __future__ import annotations

import gzip
import re
import zlib

import pytest
from course_fixture import SMALL

LESSON = "/learn/first-steps/write-it-down/"
MODULE = "/learn/first-steps/"
PICTURE = re.compile(r'src="(/media/[0-9a-f]{64}/[^"]+)"')
SECRETS = ("Ask for the coins", "Nobody has to tell", "For trainers", "Each one writes yesterday")


def raw_pages(person, page):
    """The bytes that travel, and what is in them, packed and plain."""
    plain = person.get(page, headers={"Accept-Encoding": "identity"}).data
    packed = person.get(page, headers={"Accept-Encoding": "gzip"}).data
    return [plain, packed, gzip.decompress(packed)]


def test_a_trainer_sees_the_notes_beside_the_lesson(browse, make, course):
    trainer = browse(make.trainer())

    for page in raw_pages(trainer, LESSON)[::2]:
        text = page.decode()
        assert "People guess sums. Ask for the coins in the pocket first." in text
        assert "Nobody has to tell the group" not in text
        assert text.index("</article>") < text.index("Ask for the coins")


@pytest.mark.parametrize("page", [LESSON, MODULE, "/learn/", "/learn/first-steps/two-pockets/"])
def test_a_learner_gets_no_byte_of_the_notes_even_after_a_trainer_was_there(
    browse, make, course, page
):
    trainer, learner = browse(make.trainer()), browse(make.user())
    raw_pages(trainer, page)

    for raw in raw_pages(learner, page):
        assert [secret for secret in SECRETS if secret.encode() in raw] == []
        assert b"trainer" not in raw


def test_the_general_notes_are_for_trainers(browse, make, course):
    page = "/teach/first-steps/notes/"

    shown = browse(make.trainer(), lang="vi").get(page)
    refused = browse(make.user()).get(page)

    assert 'article lang="vi"' in shown.text
    assert "Mỗi người ghi lại tiền của ngày hôm qua" in shown.text
    assert "Trước hết hãy hỏi tiền lẻ" not in shown.text
    assert (refused.status_code, "Each one writes" in refused.text) == (403, False)


def test_notes_may_hold_boxes_of_their_own(browse, make, course):
    old = "::: lesson write-it-down\nPeople guess sums."
    new = ":::: lesson write-it-down\n::: tip\nBring coins.\n:::\n\nPeople guess sums."
    path = "modules/01-first-steps/en/trainer.md"
    course.change(path, old, new)
    course.change(path, "pocket first.\n:::", "pocket first.\n::::")
    course.publish()
    trainer = browse(make.trainer())

    beside, general = trainer.get(LESSON).text, trainer.get("/teach/first-steps/notes/").text

    for words in ("Bring coins.", "People guess sums."):
        assert (words in beside, words in general) == (True, False)
    assert ":::" not in beside + general


def test_a_picture_may_be_kept_for_ever_and_may_run_nothing(browse, make, course):
    page = browse(make.user()).get(LESSON)
    address = PICTURE.search(page.text)[1]

    answer = browse().get(address)

    drawn = (SMALL / "modules/01-first-steps/media/two-bars.svg").read_bytes()
    assert answer.data == drawn
    assert answer.mimetype == "image/svg+xml"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    policy = answer.headers["Content-Security-Policy"].split("; ")
    assert policy == ["default-src 'none'", "style-src 'unsafe-inline'", "sandbox"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in answer.headers
    packed = browse().get(address, headers={"Accept-Encoding": "gzip"})
    assert gzip.decompress(packed.data) == drawn


@pytest.mark.parametrize("key", ["0" * 64, "0" * 63, "G" * 64, "%00" * 64, "x"])
def test_a_picture_nobody_published_does_not_exist(browse, course, key):
    assert browse().get(f"/media/{key}/two-bars.svg").status_code == 404


@pytest.mark.parametrize("kind", ["html", "pdf"])
@pytest.mark.parametrize("lang", ["en", "vi", "mn"])
def test_a_file_to_take_along_is_as_large_as_was_said(browse, make, course, kind, lang):
    learner = browse(make.user(), lang=lang)
    said = course.version().facts["packs"]["vi" if lang == "vi" else "en"][kind]

    page = learner.get(MODULE).text
    answer = learner.client.get(f"/take-along/first-steps/{kind}/")

    assert answer.status_code == 200
    assert len(answer.data) == said == int(answer.headers["Content-Length"])
    shown = re.search(rf"{kind.upper()} \((\d+)\s?kB\)", page)
    assert shown, page
    assert int(shown[1]) == -(-said // 1000)


def test_a_file_to_take_along_is_saved_under_its_name(browse, make, course):
    course.change("modules/01-first-steps/module.toml", '"T01"', '"Ж01\\"x"')
    course.publish()

    answer = browse(make.user()).client.get("/take-along/first-steps/pdf/")

    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"] == 'attachment; filename="first-steps-en.pdf"'


def test_who_has_begun_takes_the_own_version_along(browse, make, course):
    learner, fresh = browse(make.user()), browse(make.user())
    learner.post(f"{LESSON}done")
    course.change("modules/01-first-steps/en/01-write-it-down.md", "Every evening", "Each night")
    course.publish()

    packs = [
        one.client.get("/take-along/first-steps/html/").data.decode() for one in (learner, fresh)
    ]

    assert ["Every evening" in pack for pack in packs] == [True, False]
    assert ["Each night" in pack for pack in packs] == [False, True]


def test_the_size_said_of_a_lesson_is_that_of_its_text_when_packed(browse, make, course):
    page = browse(make.user()).get(LESSON).text
    prose = page.split('<div class="prose">')[1].rpartition("</div>\n<section")[0]

    said = course.version().facts["lessons"]["en"]["write-it-down"]["size"]

    assert len(zlib.compress(prose.encode(), 9)) == said
