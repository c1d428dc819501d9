"""Reading a page as a program can: its parts in the order of the document."""

from dataclasses import dataclass
from functools import cached_property

from django.test import Client
from lxml import html


@dataclass
class PageRead:
    """One answer, parsed."""

    status: int
    body: str
    headers: dict[str, str]

    @cached_property
    def tree(self) -> html.HtmlElement:
        return html.fromstring(self.body)

    def texts(self, css: str) -> list[str]:
        """The text of each matching element, white space folded (no-break spaces kept)."""
        return [fold(element.text_content()) for element in self.tree.cssselect(css)]

    def text(self, css: str) -> str:
        (only,) = self.texts(css)
        return only

    def links(self, css: str) -> list[str]:
        return [element.get("href") for element in self.tree.cssselect(css)]

    def attribute(self, css: str, name: str) -> str | None:
        (only,) = self.tree.cssselect(css)
        return only.get(name)

    def order(self, *selectors: str) -> list[str]:
        """These selectors in the order in which their first matches stand in the document."""
        place = {element: number for number, element in enumerate(self.tree.iter())}
        found = []
        for css in selectors:
            matches = self.tree.cssselect(css)
            assert matches, f"nothing matches {css}"
            found.append((place[matches[0]], css))
        return [css for _place, css in sorted(found)]

    @property
    def metas(self) -> dict[str, list[str]]:
        """``<meta name|property>`` to its contents."""
        found: dict[str, list[str]] = {}
        for element in self.tree.cssselect("meta[name], meta[property]"):
            found.setdefault(element.get("name") or element.get("property"), []).append(
                element.get("content")
            )
        return found

    @property
    def alternates(self) -> dict[str, str]:
        return {
            element.get("hreflang"): element.get("href")
            for element in self.tree.cssselect('link[rel="alternate"][hreflang]')
        }


def fold(text: str) -> str:
    return " ".join(part for part in text.replace("\n", " ").split(" ") if part)


def read(path: str, **extra) -> PageRead:
    answer = Client(**extra).get(path)
    return PageRead(answer.status_code, answer.content.decode(), dict(answer.headers))
