"""A language out to translators elsewhere and back through the pages; what is refused, and how."""

from __future__ import annotations

import io
import re

import pytest

from tests.authoring.translating_page import (
    MENDED,
    NEW,
    SENTENCE,
    THEIRS,
    VI,
    get,
    in_draft,
    states,
)


def test_a_language_goes_out_as_xliff_and_comes_back_after_a_look(noted, vi, db):
    noted.change("en/01-write-it-down.md", SENTENCE, MENDED)
    db.commit()
    sent = vi.get(f"{VI}export.xlf")
    content = sent.get_data().decode().replace(THEIRS, NEW)
    upload = {"file": (io.BytesIO(content.encode()), "vi.xlf")}

    preview = vi.post(f"{VI}import", upload, content_type="multipart/form-data")
    untouched = in_draft(db)
    packed = re.search(r'name="packed" value="([^"]+)"', preview.text)
    taken = vi.post(f"{VI}import", {"packed": packed[1], "take": "1"})

    assert sent.headers["Content-Disposition"] == 'attachment; filename="first-steps-vi.xlf"'
    assert preview.status_code == 200
    assert "<ins>đêm</ins>" in preview.text
    assert THEIRS in untouched
    assert taken.status_code == 303
    assert NEW in in_draft(db)
    assert states(get(vi)) == {"current": 22}


def test_only_open_texts_go_out_when_that_is_wanted(noted, vi, db):
    noted.change("en/01-write-it-down.md", SENTENCE, MENDED)
    db.commit()

    content = vi.get(f"{VI}export.xlf?show=open").get_data().decode()

    assert content.count("<trans-unit") == 1
    assert MENDED in content


EVIL = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    b'<xliff version="1.2"><file><body>&a;</body></file></xliff>'
)


@pytest.mark.parametrize(
    "content",
    [b"", b"no xml", b"<html/>", EVIL, b"\xff\xfe\x00", b"<xliff version='1.2'><file/>", "long"],
)
def test_a_file_that_is_no_xliff_is_refused_in_words(vi, db, content):
    before = in_draft(db)
    content = b" " * 400_000 + b"<" if content == "long" else content

    answer = vi.post(
        f"{VI}import",
        {"file": (io.BytesIO(content), "vi.xlf"), "take": "1"},
        content_type="multipart/form-data",
    )

    assert answer.status_code == 422
    assert "Nothing of the file was taken" in answer.text
    assert "root:" not in answer.text
    assert in_draft(db) == before


@pytest.mark.parametrize("packed", ["", "x", "eJw=", "\x00", "AAAA" * 100])
def test_a_forged_preview_is_refused(vi, packed):
    answer = vi.post(f"{VI}import", {"packed": packed, "take": "1"})

    assert answer.status_code == 422


def test_a_file_that_breaks_a_text_is_refused_whole(vi, db):
    before = in_draft(db)
    content = vi.get(f"{VI}export.xlf").get_data().decode()
    content = content.replace(THEIRS, "Một.\n\n# Hai").replace("Đến lượt bạn", "Bạn")

    answer = vi.post(
        f"{VI}import",
        {"file": (io.BytesIO(content.encode()), "vi.xlf"), "take": "1"},
        content_type="multipart/form-data",
    )

    assert answer.status_code == 422
    assert "en/01-write-it-down.md" in answer.text
    assert in_draft(db) == before
