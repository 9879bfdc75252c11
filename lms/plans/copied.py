"""Which answers of a plan still stand as they were copied from a sample. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

SAMPLE_DEVICE = "sample-"


class Stamped(Protocol):
    """A section with who wrote each of its answers: [rev, device, user id, when]."""

    @property
    def answers(self) -> Mapping[str, Any]: ...

    @property
    def stamps(self) -> Mapping[str, Any]: ...


def sample_device(country: str) -> str:
    """The name under which answers of a country's sample are written into a plan.

    >>> sample_device("VN")
    'sample-VN'
    """
    return SAMPLE_DEVICE + country


def still_copied(sections: Iterable[Stamped]) -> int:
    """How many answers nobody has written anew since they were copied; places do not count."""
    return sum(
        1
        for section in sections
        for path, stamp in section.stamps.items()
        if section.answers.get(path)
        and str(stamp[1]).startswith(SAMPLE_DEVICE)
        and not path.rpartition("/")[2].startswith("_")
    )
