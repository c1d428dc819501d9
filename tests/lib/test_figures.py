"""Figures in the closed subset: the key of an image, and a caption that is a paragraph."""

import pytest

from responses.lib.chinese import convert_html
from responses.lib.figures import Figure
from responses.lib.prose import clean, first_sentence, images, keep_images, paragraphs, render
from responses.lib.texts import Part

KEY, OTHER = "0123456789abcdef" * 2, "f" * 32
FIGURE = f'<figure data-image="{KEY}"><figcaption>A <em>pagoda</em></figcaption></figure>'
BARE = f'<figure data-image="{KEY}"></figure>'
LABELS = {"notes_title": "Notes", "back_label": "Back"}


@pytest.mark.parametrize(
    ("given", "stored"),
    [
        (FIGURE, FIGURE),
        (BARE, BARE),
        (f"<p>One{FIGURE}two", f"<p>One</p>\n{FIGURE}\n<p>two</p>"),
        (f'<figure class="x" data-image="{KEY}"><img src="http://a.org/x.png" onerror=x></figure>', BARE),
        (
            f'<figure data-image="{KEY}"><p>a</p><p>b</p></figure>',
            f'<figure data-image="{KEY}"><figcaption>a<br>b</figcaption></figure>',
        ),
        (f"<ul><li>x</li>{BARE}</ul>", f"<ul><li>x</li><li>{BARE}</li></ul>"),
        (f"<blockquote>{FIGURE}</blockquote>", f"<blockquote>{FIGURE}</blockquote>"),
        (f'{BARE[:-9]}<figure data-image="{OTHER}">', f'{BARE}\n<figure data-image="{OTHER}"></figure>'),
    ],
)
def test_a_figure_is_the_key_of_an_image_and_perhaps_a_caption(given: str, stored: str) -> None:
    assert clean(given) == stored


@pytest.mark.parametrize(
    ("given", "stored"),
    [
        ('<img src="http://a.org/x.png" alt="x">', ""),
        ("<figure><img src=x><figcaption>Words</figcaption></figure>", "<p>Words</p>"),
        (f'<figure data-image="{KEY[:-1]}"><figcaption>Words</figcaption></figure>', "<p>Words</p>"),
        (f'<figure data-image="{KEY.upper()}">Words</figure>', "<p>Words</p>"),
        ('<figure data-image="../../etc/passwd"></figure>', ""),
        (
            f"<table><tr><td>{FIGURE}</td></tr></table>",
            "<table><tbody><tr><td>A <em>pagoda</em></td></tr></tbody></table>",
        ),
    ],
)
def test_a_picture_of_strangers_or_out_of_place_leaves_its_words_only(given: str, stored: str) -> None:
    assert clean(given) == stored


def test_a_caption_is_a_paragraph_and_a_figure_without_one_is_none() -> None:
    assert paragraphs(f"<p>One</p>\n{FIGURE}\n{BARE}\n<p>Two</p>") == ["One", "A pagoda", "Two"]
    assert first_sentence(f"{FIGURE}\n<p>Two. Three.</p>") == "Two."


def test_images_are_named_once_in_order() -> None:
    other = BARE.replace(KEY, OTHER)
    assert images(clean(f"{other}{FIGURE}{other}")) == [OTHER, KEY]
    assert images("<p>No figure</p>") == []


def test_an_unknown_image_leaves_its_caption_as_a_paragraph_in_its_language() -> None:
    figure = FIGURE.replace("<figcaption>", '<figcaption lang="fr">')
    body = f"<p>One</p>\n{figure}\n{BARE.replace(KEY, OTHER)}"
    assert keep_images(body, {OTHER}) == (
        f'<p>One</p>\n<p lang="fr">A <em>pagoda</em></p>\n<figure data-image="{OTHER}"></figure>'
    )
    assert keep_images(body, {KEY, OTHER}) == body


def test_texts_without_versions_hold_no_images() -> None:
    assert Part(5_000, prose=True).clean(FIGURE) == "<p>A <em>pagoda</em></p>"


def test_a_conversion_changes_the_caption_and_not_the_key() -> None:
    body = f'<figure data-image="{KEY}"><figcaption>历史</figcaption></figure>'
    assert convert_html(body, source="zh-hans", target="zh-hant") == body.replace("历史", "歷史")


def test_a_figure_on_a_page_has_sizes_words_and_credit() -> None:
    figure = Figure(
        {480: "/images/k/480.jpg", 960: "/images/k/960.jpg", 1600: "/images/k/1600.jpg"},
        2000,
        1000,
        alt='A "red" pagoda',
        credit="Photo: Li Zhi & sons",
        credit_tag="en",
    )
    assert render(FIGURE, [4], figures={KEY: figure}, **LABELS) == (
        '<figure><img src="/images/k/960.jpg" srcset="/images/k/480.jpg 480w, /images/k/960.jpg 960w,'
        ' /images/k/1600.jpg 1600w" sizes="(min-width: 46rem) 42rem, 100vw" width="960" height="480"'
        ' alt="A &quot;red&quot; pagoda" loading="lazy" decoding="async">'
        '<figcaption id="p4">A <em>pagoda</em> '
        '<small lang="en">Photo: Li Zhi &amp; sons</small></figcaption></figure>'
    )


def test_a_figure_without_any_words_has_no_caption() -> None:
    figure = Figure({300: "/images/k/300.png"}, 300, 200, alt="", alt_tag="")
    assert render(BARE, [], figures={KEY: figure}, **LABELS) == (
        '<figure><img src="/images/k/300.png" srcset="/images/k/300.png 300w"'
        ' sizes="(min-width: 46rem) 42rem, 100vw" width="300" height="200" alt="" loading="lazy"'
        ' decoding="async"></figure>'
    )


def test_of_a_missing_image_only_the_caption_shows() -> None:
    assert render(f"{FIGURE}\n{BARE}", [9], **LABELS) == (
        '<figure><figcaption id="p9">A <em>pagoda</em></figcaption></figure>\n'
    )
