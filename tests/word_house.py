"""A small house with words of its own: a file of code, a template, six catalogues."""

from __future__ import annotations

from pathlib import Path

import polib

from lms import paths
from lms.word_commands import findings, update_catalogues


def catalogue(language: str, locale: Path = paths.LOCALE) -> polib.POFile:
    return polib.pofile(str(locale / language / "LC_MESSAGES" / "messages.po"))


CODE = """\
from lms.words import N_

# NOTE: what a shop keeps
STOCK = N_("Stock of %(name)s.")
LEFT = ngettext("%(num)s jar", "%(num)s jars", 3)
"""
PAGE = """\
{# NOTE: on a button #}
<p>{% trans %}
  Two lines,
  one sentence.
{% endtrans %}</p>
<p>{% trans a=1 %}{{ a }} of <b>100%</b>{% endtrans %}</p>
"""
VIETNAMESE = {
    "Stock of %(name)s.": "Hàng của %(name)s.",
    "Two lines, one sentence.": "Hai dòng, một câu.",
    "%(a)s of <b>100%%</b>": "%(a)s trên <b>100%%</b>",
}


class House:
    """A package, templates and catalogues in a folder."""

    def __init__(self, folder: Path) -> None:
        self.package, self.templates, self.locale = (
            folder / name for name in ("lms", "templates", "locale")
        )
        self.package.mkdir()
        self.templates.mkdir()
        self.code(CODE)
        self.page(PAGE)
        self.update()
        self.translate(VIETNAMESE)

    def code(self, text: str) -> None:
        (self.package / "shop.py").write_text(text, "utf-8")

    def page(self, text: str) -> None:
        (self.templates / "shop.html").write_text(text, "utf-8")

    def update(self, **how: bool) -> list[str]:
        return update_catalogues(self.package, self.templates, self.locale, **how)

    def translate(self, texts: dict[str, str]) -> None:
        vietnamese = self.vi
        for msgid, text in texts.items():
            vietnamese.find(msgid).msgstr = text
        vietnamese.find("%(num)s jar").msgstr_plural = {0: "%(num)s lọ"}
        vietnamese.save()

    @property
    def vi(self) -> polib.POFile:
        return catalogue("vi", self.locale)

    def found(self) -> list[str]:
        return [str(one) for one in findings(self.package, self.templates, self.locale)]
