"""Script vectors in every context of a text, judged by a parser that is not the sanitiser's own."""

import html

import lxml.html
import pytest

from responses.lib.prose import clean, from_numbered, render
from tests.hostile.corpus import MUTATIONS, VECTORS

TAGS = {
    "p": {"lang", "id"},
    "a": {"href"},
    "span": {"lang", "data-footnote"},
    "ol": {"lang", "start"},
    "th": {"lang", "scope", "colspan", "rowspan"},
    "td": {"lang", "colspan", "rowspan"},
}
TAGS |= {name: {"lang"} for name in ("h2", "h3", "h4", "blockquote", "ul", "li", "table", "caption")}
TAGS |= {name: {"lang"} for name in ("thead", "tbody", "tr")}
TAGS |= {name: set() for name in ("em", "strong", "sub", "sup", "br", "hr")}

CONTEXTS = (
    "{}",
    "<p>{}</p>",
    "<table>{}</table>",
    "<svg>{}</svg>{}",
    "<math><mtext>{}</mtext></math>",
    "<title>{}</title>{}",
    "<noscript><p title='</noscript>{}'>",
    "<select>{}</select>",
    "<!--{}-->{}",
    '<p><span data-footnote="">{}</span></p>',
    "<style><!--</style>{}-->",
)


def faults(page: str, allowed: dict[str, set[str]] = TAGS) -> list[str]:
    """Name every element, attribute and address in *page* that may not be there."""
    found = []
    for element in lxml.html.fragment_fromstring(page, create_parent="div").iterdescendants():
        if not isinstance(element.tag, str) or element.tag not in allowed:
            found.append(f"element {element.tag}")
            continue
        found += [f"{element.tag} {name}" for name in element.attrib if name not in allowed[element.tag]]
        address = element.get("href", "http://")
        if not address.startswith(("http://", "https://", "mailto:", "#")):
            found.append(f"address {address}")
    return found


def test_the_judge_sees_what_is_forbidden() -> None:
    page = '<p onclick="x">a<script>b</script><a href="javascript:c">d</a></p>'
    assert faults(page) == ["p onclick", "element script", "address javascript:c"]


def test_the_corpus_is_large() -> None:
    assert len(set(VECTORS)) * len(CONTEXTS) > 10_000


@pytest.mark.parametrize("context", CONTEXTS)
def test_no_vector_leaves_anything_but_the_closed_subset(context: str) -> None:
    hostile = [context.replace("{}", vector) for vector in VECTORS]
    assert [(source, faults(clean(source))) for source in hostile if faults(clean(source))] == []


@pytest.mark.parametrize("context", CONTEXTS)
def test_every_vector_is_cleaned_in_one_go(context: str) -> None:
    cleaned = [clean(context.replace("{}", vector)) for vector in VECTORS]
    assert [once for once in cleaned if clean(once) != once] == []


def test_no_vector_gets_through_a_note() -> None:
    stored = [from_numbered("<p>a<sup>1</sup></p>", [vector], html_notes=True) for vector in VECTORS]
    stored += [from_numbered("<p>a<sup>1</sup></p>", [vector], html_notes=False) for vector in VECTORS]
    assert [faults(body) for body in stored if faults(body)] == []


def test_no_vector_gets_through_the_rendered_page() -> None:
    allowed = TAGS | {
        "section": {"class", "role"},
        "sup": {"class", "id"},
        "a": {"href", "role", "aria-label"},
        "li": {"id", "lang"},
        "table": {"id", "lang"},
        "h2": {"id", "lang"},
    }
    for vector in VECTORS:
        body = from_numbered(f"<p>a<sup>1</sup></p>{vector}", [vector], html_notes=True)
        page = render(body, range(99), notes_title=vector, back_label=vector)
        assert faults(page, allowed) == []


@pytest.mark.parametrize("vector", MUTATIONS)
def test_typed_markup_is_shown_as_it_was_typed(vector: str) -> None:
    page = clean(f"<p>a{html.escape(vector)}z</p>")
    shown = lxml.html.fragment_fromstring(page, create_parent="div").text_content()
    assert shown == "a" + vector.replace("\x00", "").replace("\ud83c", "") + "z"
