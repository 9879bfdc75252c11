"""Marks words for translation where no request is at hand; nothing is translated here."""


def N_(message: str) -> str:  # noqa: N802 - the name gettext tools and translators know
    """Mark a whole sentence for translation; it is translated where it is shown."""
    return message
