"""Which module of the shipped course teaches what: the codes that templates name, as addresses."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

# A test compares these with the course's own files.
MODULE_OF: Mapping[str, str] = MappingProxyType(
    {
        "M01": "coming-home",
        "M02": "social-economy",
        "M03": "our-group",
        "M04": "finding-an-idea",
        "M05": "knowing-the-market",
        "M06": "marketing",
        "M07": "legal-form",
        "M08": "governance",
        "M09": "decent-work",
        "M10": "costing",
        "M11": "sales-and-costs",
        "M12": "cash-and-capital",
        "M13": "records-and-surplus",
        "M14": "plan-and-pitch",
    }
)


def module_url(code: str) -> str:
    """Where a module is read; "" for a code that the course does not have.

    >>> module_url("M05"), module_url("M99")
    ('/learn/knowing-the-market/', '')
    """
    module = MODULE_OF.get(code)
    return f"/learn/{module}/" if module else ""
