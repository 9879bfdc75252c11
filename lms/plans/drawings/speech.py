"""Words, amounts and months of a plan in one language, whoever asks and wherever it is shown."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, localcontext

from babel.numbers import format_compact_decimal, format_decimal

from lms.catalogues import translate
from lms.plans.finance.exact import EXACT
from lms.words import N_

MINUS = "−"


@dataclass(frozen=True)
class Speech:
    """A language and the money of a plan.

    currency  code, such as "VND"
    decimals  digits of its amounts, 0 to 2
    """

    language: str
    currency: str
    decimals: int = 0

    def say(self, message: str, **values: object) -> str:
        """A marked sentence in this language, in English where it is not translated."""
        return translate(self.language, message, **values)

    def number(self, value: Decimal | int) -> str:
        """A number with as many digits as it has, in the habit of the language.

        >>> Speech("vi", "VND").number(Decimal("-1234.50"))
        '−1.234,5'
        """
        exact = Decimal(value).normalize(EXACT)
        return self._written(exact, max(0, -int(exact.as_tuple().exponent)))

    def jobs(self, value: Decimal | int) -> str:
        """Full-time jobs to the hundredth: nobody counts ten-thousandths of a person.

        >>> Speech("vi", "VND").jobs(Decimal("2.9583"))
        '2,96'
        """
        return self.number(Decimal(value).quantize(Decimal("0.01"), context=EXACT))

    def amount(self, value: Decimal | int) -> str:
        """Money without its code: whole amounts whole, others with the digits of the currency.

        >>> Speech("en", "KGS", 2).amount(Decimal("1234.5")), Speech("en", "KGS", 2).amount(7)
        ('1,234.50', '7')
        """
        exact = Decimal(value).quantize(Decimal(1).scaleb(-self.decimals), context=EXACT)
        return self._written(exact, 0 if exact == exact.to_integral_value() else self.decimals)

    def money(self, value: Decimal | int) -> str:
        """An amount with its code behind it."""
        return f"{self.amount(value)}\u00a0{self.currency}"

    def short(self, value: Decimal | int) -> str:
        """An amount for the edge of a drawing: "80M", with one digit at most."""
        with localcontext(EXACT):
            written = str(format_compact_decimal(value, locale=self.language, fraction_digits=1))
        return written.replace("-", MINUS)

    def percent(self, value: Decimal | int) -> str:
        """A percentage that is given in percent.

        >>> Speech("en", "VND").percent(Decimal("13.10"))
        '13.1\\xa0%'
        """
        return f"{self.number(value)}\u00a0%"

    def period(self, at: int) -> str:
        """The name of a period: 0 is the start, then the months."""
        return self.say(N_("Start")) if at == 0 else self.say(N_("Month %(number)s"), number=at)

    def _written(self, value: Decimal, digits: int) -> str:
        pattern = "#,##0" + ("." + "0" * digits if digits else "")
        with localcontext(EXACT):  # sums of absurd answers have more digits than are usual
            written = format_decimal(
                value, format=pattern, locale=self.language, decimal_quantization=False
            )
        return str(written).replace("-", MINUS)
