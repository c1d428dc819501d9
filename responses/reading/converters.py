"""Parts of addresses that are not plain slugs."""

from responses.lib.dates import parse_year_slug, year_slug


class YearConverter:
    """A year of first publication: ``2017``, or ``81-bce`` for a year before the common era."""

    regex = "[0-9]{1,4}-bce|[0-9]{1,4}"

    def to_python(self, value: str) -> int:
        return parse_year_slug(value)

    def to_url(self, value: int | str) -> str:
        return value if isinstance(value, str) else year_slug(value)
