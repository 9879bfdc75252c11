"""A few words for a device, from what its browser says of itself. Pure."""

from __future__ import annotations

_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)
_BROWSERS = (
    ("SamsungBrowser", "Samsung Internet"),
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)


def device_name(agent: str) -> str:
    """System and browser, enough to tell one's own phone from another; "" when unknown.

    >>> device_name("Mozilla/5.0 (Linux; Android 9; SM-J530L) Chrome/96.0 Mobile Safari/537.36")
    'Android, Chrome'
    """
    system = next((name for sign, name in _SYSTEMS if sign in agent), "")
    browser = next((name for sign, name in _BROWSERS if sign in agent), "")
    return ", ".join(part for part in (system, browser) if part)
