"""Settings: each with its name, a default that is right in production, and one sentence."""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

PREFIX = "LMS_"


def _setting(default: object, sentence: str) -> object:
    return field(default=default, metadata={"sentence": sentence})


@dataclass(frozen=True)
class Settings:
    """What an operator can choose; read from LMS_* variables by `from_environment`."""

    database_url: str = _setting("", "SQLAlchemy address; empty: a SQLite file in the data folder.")  # type: ignore[assignment]
    data_dir: Path = _setting(Path("instance"), "Folder for the SQLite file and keys.")  # type: ignore[assignment]
    secret_key: str = _setting("", "Signs cookies; empty: made once and kept in the data folder.")  # type: ignore[assignment]
    redis_url: str = _setting("", "Shared rate limits when several machines serve; empty: memory.")  # type: ignore[assignment]
    public_url: str = _setting("", "The address people use, for QR codes; empty: as asked for.")  # type: ignore[assignment]
    behind_proxies: int = _setting(0, "Reverse proxies in front whose X-Forwarded-* count.")  # type: ignore[assignment]
    insecure_cookies: bool = _setting(False, "Cookies also over plain http (demo on one machine).")  # type: ignore[assignment]
    demo: bool = _setting(False, "Marks every page and certificate as a demonstration.")  # type: ignore[assignment]
    rate_limits: bool = _setting(True, "Limits on sign-in, join, recovery and look-up.")  # type: ignore[assignment]

    @property
    def database(self) -> str:
        """The SQLAlchemy address in use."""
        return self.database_url or f"sqlite:///{(self.data_dir / 'lms.sqlite').resolve()}"


def from_environment(environment: Mapping[str, str] | None = None) -> Settings:
    """Read LMS_* variables; an unset or empty one keeps its default.

    raises  ValueError with a sentence when a number or yes/no cannot be read
    """
    given = os.environ if environment is None else environment
    values: dict[str, object] = {}
    for item in fields(Settings):
        text = given.get(PREFIX + item.name.upper(), "").strip()
        if text:
            values[item.name] = _read(item.name, text, type(item.default))
    return Settings(**values)  # type: ignore[arg-type]


def _read(name: str, text: str, kind: type) -> object:
    variable = PREFIX + name.upper()
    if kind is bool:
        if text.lower() not in {"1", "0", "true", "false", "yes", "no"}:
            raise ValueError(f"{variable} is {text!r}; write 1 or 0.")
        return text.lower() in {"1", "true", "yes"}
    if kind is int:
        if not text.isdecimal():
            raise ValueError(f"{variable} is {text!r}; write a whole number.")
        return int(text)
    return Path(text) if issubclass(kind, Path) else text


def secret_key(settings: Settings) -> str:
    """The key that signs cookies: the given one, or one made once and kept, readable by us only."""
    if settings.secret_key:
        return settings.secret_key
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    path = settings.data_dir / "secret.key"
    fresh = secrets.token_hex(32)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _kept_key(path)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(fresh)
    return fresh


def _kept_key(path: Path) -> str:
    for _ in range(100):
        text = path.read_text(encoding="ascii").strip()
        if text:
            return text
        time.sleep(0.01)  # another process has made the file and not yet written it
    raise ValueError(
        f"{path} is empty. Delete it: a new key is made, and everybody signs in again."
    )
