"""Our own fonts on a page, however late they are: a first view on a slow line may keep the stand-ins."""

from typing import Any


def wait_for_fonts(page: Any) -> None:
    """From now on the page shows no text before its fonts are there."""
    page.route("**/*.css", _patient)


def _patient(route: Any) -> None:
    answer = route.fetch()
    route.fulfill(response=answer, body=answer.text().replace("display: optional", "display: block"))
