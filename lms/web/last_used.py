"""What was made once and never goes stale, kept in memory as long as it is used."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Any, TypeVar

V = TypeVar("V")


class LastUsed:
    """Values by key, the last used ones only; for all threads of this process."""

    def __init__(self, most: int) -> None:
        self._found: OrderedDict[Any, Any] = OrderedDict()
        self._lock = Lock()
        self._most = most

    def get(self, key: Any, build: Callable[[], V]) -> V:
        """The value of a key, built the first time; None is not kept."""
        with self._lock:
            if key in self._found:
                self._found.move_to_end(key)
                value: V = self._found[key]
                return value
        built = build()
        if built is not None:
            with self._lock:
                self._found[key] = built
                while len(self._found) > self._most:
                    self._found.popitem(last=False)
        return built
