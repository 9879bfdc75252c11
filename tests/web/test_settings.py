"""Settings from the environment, and the key that signs cookies."""

from __future__ import annotations

import stat
from dataclasses import fields
from pathlib import Path

import pytest

from lms.config import Settings, from_environment, secret_key


def test_nothing_set_gives_what_is_right_in_production():
    settings = from_environment({})

    assert settings == Settings()
    assert (settings.rate_limits, settings.insecure_cookies, settings.demo) == (True, False, False)
    assert settings.database.startswith("sqlite:///")
    assert settings.database.endswith("/instance/lms.sqlite")


def test_every_setting_is_read_from_its_variable():
    settings = from_environment(
        {
            "LMS_DATABASE_URL": "postgresql://x/y",
            "LMS_DATA_DIR": " /srv/lms ",
            "LMS_SECRET_KEY": "k",
            "LMS_REDIS_URL": "redis://r",
            "LMS_PUBLIC_URL": "https://learn.example",
            "LMS_BEHIND_PROXIES": "2",
            "LMS_INSECURE_COOKIES": "yes",
            "LMS_DEMO": "1",
            "LMS_RATE_LIMITS": "false",
            "LMS_TEST_ALL": "1",
        }
    )

    assert settings.database == "postgresql://x/y"
    assert settings.data_dir == Path("/srv/lms")
    assert (settings.behind_proxies, settings.demo, settings.rate_limits) == (2, True, False)
    assert settings.insecure_cookies is True


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("LMS_BEHIND_PROXIES", "two", "LMS_BEHIND_PROXIES is 'two'; write a whole number."),
        ("LMS_BEHIND_PROXIES", "-1", "LMS_BEHIND_PROXIES is '-1'; write a whole number."),
        ("LMS_DEMO", "maybe", "LMS_DEMO is 'maybe'; write 1 or 0."),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence(name, text, sentence):
    with pytest.raises(ValueError, match="write") as fault:
        from_environment({name: text})

    assert str(fault.value) == sentence


def test_every_setting_has_its_sentence():
    assert [f.name for f in fields(Settings) if not f.metadata["sentence"].endswith(".")] == []


def test_the_key_is_made_once_and_is_for_our_eyes(tmp_path):
    settings = Settings(data_dir=tmp_path / "new")

    first, second = secret_key(settings), secret_key(settings)

    assert first == second
    assert len(first) == 64
    mode = stat.S_IMODE((tmp_path / "new" / "secret.key").stat().st_mode)
    assert mode == 0o600


def test_a_given_key_is_used_and_nothing_is_written(tmp_path):
    assert secret_key(Settings(data_dir=tmp_path / "none", secret_key="given")) == "given"
    assert not (tmp_path / "none").exists()


def test_an_empty_key_file_is_no_key(tmp_path, monkeypatch):
    monkeypatch.setattr("lms.config.time.sleep", lambda seconds: None)
    (tmp_path / "secret.key").write_text("")

    with pytest.raises(ValueError, match="is empty"):
        secret_key(Settings(data_dir=tmp_path))
