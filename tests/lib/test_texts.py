import re

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.migrations.writer import MigrationWriter
from django.http import QueryDict
from django.test.utils import isolate_apps
from django.utils.translation import gettext_lazy, override

from responses.lib.texts import Part, PerLanguageTextField, TextsFormField, clean_texts, pick

PARTS = {
    "title": Part(20, required=True, label=gettext_lazy("Title")),
    "note": Part(1000, label="Note"),
    "intro": Part(1000, prose=True, label="Introduction"),
}
FULL = {
    "en": {"title": "Thread"},
    "zh-hans": {"title": "讨论", "note": "一\n二"},
    "zh-hant": {"intro": "<p>論</p>"},
}


class TextsForm(forms.Form):
    texts = TextsFormField(parts=PARTS)


def data(**typed):
    """A post with every box, empty but for the given ones: `en__title` for the title in English."""
    boxes = {f"texts-{code}-{part}": "" for code in ("en", "zh-hans", "zh-hant") for part in PARTS}
    given = {f"texts-{name.replace('_', '-').replace('--', '-')}": text for name, text in typed.items()}
    post = QueryDict(mutable=True)
    post.update(boxes | given)
    return post


def sentences(value, parts=PARTS):
    with pytest.raises(ValidationError) as refused:
        clean_texts(value, parts)
    return refused.value.messages


# --- Reading


@pytest.mark.parametrize(
    ("texts", "language", "expected"),
    [
        ({"en": {"title": "E"}, "zh-hans": {"title": "简"}}, "zh-hans", ("简", "zh-hans")),
        ({"en": {"title": "E"}, "zh-hans": {"title": "简"}}, "zh-hant", ("简", "zh-hans")),
        ({"en": {"title": "E"}, "zh-hant": {"title": "繁"}}, "zh-hans", ("繁", "zh-hant")),
        ({"en": {"title": "E"}, "zh-hans": {"note": "简"}}, "zh-hans", ("E", "en")),
        ({"zh-hant": {"title": "繁"}, "zh-hans": {"title": "简"}}, "en", ("简", "zh-hans")),
        ({"zh-hant": {"title": "繁"}}, "en", ("繁", "zh-hant")),
        ({"fr": {"title": "F"}}, "en", ("F", "fr")),
        ({"en": {"title": ""}}, "en", ("", "en")),
        ({}, "zh-hant", ("", "zh-hant")),
    ],
)
def test_a_missing_text_is_taken_from_the_nearest_language(texts, language, expected):
    assert pick(texts, "title", language) == expected


# --- Cleaning


def test_sound_texts_stay_as_they_are():
    assert clean_texts(FULL, PARTS) == FULL


def test_empty_parts_and_languages_are_left_out():
    given = {"en": {"title": "Thread", "note": "  "}, "zh-hans": {"title": ""}, "zh-hant": {}}

    assert clean_texts(given, PARTS) == {"en": {"title": "Thread"}}


def test_plain_parts_are_cleaned_as_lines_and_prose_as_html():
    given = {"en": {"title": " A\u202e\nB ", "note": "one\r\n<b>two</b>", "intro": "<p onclick='x'>Hi</p>"}}

    cleaned = clean_texts(given, PARTS)

    assert cleaned == {"en": {"title": "A B", "note": "one\n<b>two</b>", "intro": "<p>Hi</p>"}}


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        (
            "First, of rivers & AT&T.\r\n\r\nThen of canals.",
            "<p>First, of rivers &amp; AT&amp;T.</p>\n<p>Then of canals.</p>",
        ),
        ("先说河。\n再说渠。", "<p>先说河。</p>\n<p>再说渠。</p>"),
        ("Rivers & canals", "<p>Rivers &amp; canals</p>"),
    ],
)
def test_prose_typed_without_marks_is_a_paragraph_a_line_and_is_shown_so_again(typed, stored):
    part = Part(1000, prose=True)

    assert part.clean(typed) == stored
    assert "<" not in part.typed(stored)
    assert part.clean(part.typed(stored)) == stored


@pytest.mark.parametrize(
    "stored",
    [
        "<h2>Of rivers</h2>\n<p>They run.</p>",
        "<p>They <em>run</em>.</p>",
        "<p>One<br>two</p>",
        "<p>Type &lt;b&gt; for bold.</p>",
        "<p>Write &amp;lt; for it.</p>",
        "<ul><li>a</li></ul>",
    ],
)
def test_prose_with_marks_is_shown_with_them(stored):
    part = Part(1000, prose=True)

    assert part.clean(stored) == stored
    assert part.typed(stored) == stored


def test_a_form_shows_prose_as_typed_and_takes_that_for_no_change():
    field = TextsFormField(parts={"intro": Part(1000, prose=True)})
    stored = {"en": {"intro": "<p>One.</p>\n<p>Two.</p>"}}

    shown = field.prepare_value(stored)

    assert shown == {"en": {"intro": "One.\n\nTwo."}}
    assert not field.has_changed(stored, {"en": {"intro": "One.\r\n\r\nTwo."}})
    assert field.has_changed(stored, {"en": {"intro": "One.\r\n\r\nThree."}})
    assert field.clean(shown) == stored


def test_cleaning_leaves_the_given_texts_alone():
    given = {"en": {"title": " A "}}

    clean_texts(given, PARTS)

    assert given == {"en": {"title": " A "}}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("text", ["Texts must be given by language."]),
        ({"fr": {"title": "F"}}, ["“fr” is not a language of this site."]),
        ({"zh-hans": "讨论"}, ["The texts in 简体 must be given by part."]),
        ({"en": {"name": "N"}}, ["There is no part “name” (English)."]),
        ({"en": {"title": 7}}, ["Title (English) must be text."]),
        ({"en": {"title": None}}, ["Title (English) must be text."]),
        ({"zh-hant": {"title": "論" * 21}}, ["Title (繁體) has 21 characters; at most 20 fit."]),
        ({}, ["Title is needed in at least one language."]),
        ({"en": {"title": " ", "note": "n"}}, ["Title is needed in at least one language."]),
        (
            {"fr": {}, "en": {"title": []}},
            ["“fr” is not a language of this site.", "Title (English) must be text."],
        ),
    ],
)
def test_what_is_wrong_is_said_with_language_and_part(value, expected):
    assert sentences(value) == expected


def test_what_prose_refuses_is_said_with_language_and_part():
    parts = {"intro": Part(10, prose=True, label="Introduction")}

    assert sentences({"en": {"intro": "a" * 1_000_001}}, parts) == [
        "Introduction (English): This text is too long: at most 1 MB is possible."
    ]


def test_a_part_without_a_label_goes_by_its_name():
    assert sentences({}, {"name": Part(20, required=True)}) == ["name is needed in at least one language."]


# --- The column


def test_a_migration_says_neither_parts_nor_limits():
    field = PerLanguageTextField(parts=PARTS)
    bare = PerLanguageTextField()
    field.set_attributes_from_name("texts")
    bare.set_attributes_from_name("texts")

    assert field.deconstruct() == ("texts", "responses.lib.texts.PerLanguageTextField", [], {})
    assert bare.deconstruct() == field.deconstruct()
    assert MigrationWriter.serialize(field)[0] == "responses.lib.texts.PerLanguageTextField()"


@isolate_apps("responses")
def test_a_model_cleans_its_texts():
    class Thing(models.Model):  # noqa: DJ008 - it lives for one test
        texts = PerLanguageTextField(parts=PARTS)

        class Meta:
            app_label = "responses"

    thing = Thing(texts={"en": {"title": " A ", "note": ""}})
    thing.clean_fields()
    assert thing.texts == {"en": {"title": "A"}}
    assert Thing().texts == {}
    with pytest.raises(ValidationError) as refused:
        Thing().clean_fields()
    assert refused.value.message_dict == {"texts": ["Title is needed in at least one language."]}


def test_texts_without_a_required_part_may_be_empty():
    field = PerLanguageTextField(parts={"note": Part(20)})

    assert (field.blank, field.clean({}, None)) == (True, {})


def test_the_columns_form_field_knows_the_parts_and_hides_no_copy():
    field = PerLanguageTextField("names", parts=PARTS, help_text="Help.")

    form_field = field.formfield()

    assert isinstance(form_field, TextsFormField)
    assert (form_field.parts, form_field.label, form_field.help_text) == (PARTS, "Names", "Help.")
    assert form_field.show_hidden_initial is False


# --- The form


def test_a_form_takes_what_was_typed():
    form = TextsForm(data(en__title="Thread", zh_hans__note="一\r\n二", zh_hant__intro="論"))

    assert form.is_valid()
    assert form.cleaned_data["texts"] == {
        "en": {"title": "Thread"},
        "zh-hans": {"note": "一\n二"},
        "zh-hant": {"intro": "<p>論</p>"},
    }


def test_a_refused_form_shows_what_was_typed_and_says_what_is_wrong():
    form = TextsForm(data(en__title="<T>" * 7, zh_hans__note="  一\r\n二"))

    html = str(form["texts"])

    assert form.errors == {"texts": ["Title (English) has 21 characters; at most 20 fit."]}
    assert 'value="' + "&lt;T&gt;" * 7 + '"' in html
    assert "\n  一\r\n二</textarea>" in html


@pytest.mark.parametrize(
    ("initial", "typed", "changed"),
    [
        ({"en": {"title": "A", "note": "1\n2"}}, {"en__title": "A", "en__note": "1\r\n2"}, False),
        ({"en": {"title": "A"}, "zh-hans": {}}, {"en__title": "A"}, False),
        (None, {}, False),
        ({"en": {"title": "A"}}, {"en__title": "B"}, True),
        ({"en": {"title": "A"}}, {"zh_hans__title": "A"}, True),
        ({"en": {"title": "A"}}, {}, True),
    ],
)
def test_a_form_notices_real_changes_only(initial, typed, changed):
    form = TextsForm(data(**typed), initial={"texts": initial})

    assert form.has_changed() is changed


def test_a_post_without_any_box_leaves_the_texts_out():
    widget = TextsForm().fields["texts"].widget

    assert widget.value_omitted_from_data(QueryDict("other=1"), {}, "texts") is True
    assert widget.value_omitted_from_data(QueryDict("texts-en-title="), {}, "texts") is False


def test_each_language_is_a_fieldset_named_in_itself():
    html = str(TextsForm(initial={"texts": FULL})["texts"])

    assert re.findall(r"<legend[^>]*>[^<]*</legend>", html) == [
        '<legend lang="en">English</legend>',
        '<legend lang="zh-Hans">简体</legend>',
        '<legend lang="zh-Hant">繁體</legend>',
    ]


def test_every_box_has_a_label_and_the_language_of_its_text():
    html = str(TextsForm(initial={"texts": FULL})["texts"])

    boxes = re.findall(
        r'<(?:input type="text"|textarea)\s+id="([^"]+)"\s+name="([^"]+)"\s+lang="([^"]+)"', html
    )
    expected = [
        (f"id_texts-{code}-{part}", f"texts-{code}-{part}", lang)
        for code, lang in (("en", "en"), ("zh-hans", "zh-Hans"), ("zh-hant", "zh-Hant"))
        for part in PARTS
    ]
    assert boxes == expected
    assert re.findall(r'<label for="([^"]+)"', html) == [box_id for box_id, _, _ in expected]


def test_short_parts_are_one_line_and_the_others_several():
    html = str(TextsForm(initial={"texts": FULL})["texts"])

    assert (html.count("<input"), html.count("<textarea")) == (3, 6)
    assert 'value="Thread"' in html
    assert ">\n一\n二</textarea>" in html
    assert ">\n論</textarea>" in html


def test_the_boxes_carry_no_script_style_or_length_that_would_cut_a_paste():
    html = str(TextsForm(initial={"texts": FULL})["texts"])

    assert re.findall(r"<script|style=|\son\w+=|maxlength", html) == []


def test_labels_are_in_the_editors_language():
    parts = {"title": Part(20, label=gettext_lazy("Yes"))}
    field = TextsFormField(parts=parts)

    with override("de"):
        html = field.widget.render("texts", {}, {})

    assert html.count("Ja") == 3


def test_a_disabled_form_field_keeps_its_texts_and_disables_its_boxes():
    class Disabled(forms.Form):
        texts = TextsFormField(parts=PARTS, disabled=True)

    form = Disabled(data(en__title="B"), initial={"texts": {"en": {"title": "A"}}})

    assert form.is_valid()
    assert form.cleaned_data["texts"] == {"en": {"title": "A"}}
    assert len(re.findall(r" disabled>", str(form["texts"]))) == 9
