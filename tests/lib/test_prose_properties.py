"""What holds for every body whatever, tried with heaps of torn markup."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from responses.lib.prose import (
    clean,
    from_numbered,
    images,
    keep_images,
    paragraphs,
    render,
    text,
    to_numbered,
)

TEXT = (
    "<p> </p> <em> </em> <b> </b> <i> <br> <hr> <h1> </h1> <h3> <pre> <sup> </sup> <sub> <span> </span> </a>"
)
FRAMES = "<ul> </ul> <ol> <ol/start=3> <li> </li> <blockquote> </blockquote> <div> </div> <p/lang=fr>"
TABLES = "<table> </table> <caption> <tr> </tr> <td> </td> <td/lang=fr> <th> <thead> <tbody> <tfoot>"
INLINE = "<a/href='http://a.org'> <span/lang=en> <span/data-footnote> <sup>1</sup> <sup>2</sup>"
FIGURES = (
    f"<figure/data-image='{'a' * 32}'> <figure> </figure> <figcaption> <figcaption/lang=fr> </figcaption>"
)
FOREIGN = "<svg> </svg> <script> </script> <!-- --> <select> <option> <math> <object>"
TYPED = "< > & &lt; &#60; &nbsp; \" ' x 汉 &amp;lt; &#x1f;"
PIECES = [*f"{TEXT} {FRAMES} {TABLES} {FIGURES} {INLINE} {FOREIGN} {TYPED}".split(), " ", "\n", "\xa0"]

bodies = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=40).map("".join)


@given(bodies)
def test_cleaning_twice_changes_nothing(html: str) -> None:
    assert clean(clean(html)) == clean(html)


@given(bodies)
def test_notes_go_out_and_come_back(html: str) -> None:
    body, notes = to_numbered(clean(html))
    assert from_numbered(body, notes, html_notes=True) == clean(html)


@given(bodies)
def test_every_paragraph_gets_its_own_id_when_rendered(html: str) -> None:
    stored = clean(html)
    ids = range(len(paragraphs(stored)))
    page = render(stored, ids, notes_title="N", back_label="B")
    assert re.findall(r'<[a-z0-9]+ id="p(\d+)"', page) == [str(number) for number in ids]


@given(bodies)
def test_a_text_without_its_images_keeps_every_word_and_is_canonical(html: str) -> None:
    stored = clean(html)
    bare = keep_images(stored, ())
    assert (images(bare), clean(bare)) == ([], bare)
    assert re.sub(r"\s", "", text(bare)) == re.sub(r"\s", "", text(stored))


@given(st.text())
def test_visible_text_survives_cleaning(typed: str) -> None:
    escaped = typed.replace("&", "&amp;").replace("<", "&lt;")
    kept = re.sub(r"\s", "", text(clean(f"<p>{escaped}</p>")))
    assert kept == re.sub(r"\s", "", text(clean(escaped)))


NESTED = (
    "<div>",
    "<b a=1>",
    "<ul><li>",
    "<table><tr><td>",
    "<a href=http://x>x",
    "<p>x",
    "<span data-footnote>x",
    f"<figure data-image={'0' * 32}>",
    f"<figure data-image={'0' * 32}><figcaption>x",
)
TORN = (
    "<",
    "< ",
    "<!",
    "<!--",
    "<!-->",
    "</",
    "<p ",
    "<p a='",
    '<p a=">',
    "<p x='<p '",
    "a=",
    "<?",
    "<script></script",
)
STORMS = (
    "&",
    "&#",
    "&#9",
    "<br> ",
    " \n ",
    "。",
    "-",
    "a\u0301",
    "\u202e",
    "<sup>1</sup>",
    "<svg>",
    "<script>",
)


@pytest.mark.parametrize("unit", NESTED + TORN + STORMS)
@pytest.mark.timeout(20)
def test_two_hundred_kilobytes_of_any_one_thing_are_read_in_linear_time(unit: str) -> None:
    stored = clean(unit * (200_000 // len(unit)))
    assert clean(stored) == stored
    assert to_numbered(stored)[0].count("<p>") == stored.count("<p>")
    assert len(paragraphs(stored)) == render(stored, range(200_000), notes_title="", back_label="").count(
        ' id="p'
    )
