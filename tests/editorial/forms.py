"""What a browser would send back of a form of the desk as it stands."""

import re

from django import forms
from django.urls import reverse
from lxml import html


def address_of(essay):
    return reverse("admin:responses_response_change", args=[essay.pk])


def fields_of(client, address):
    page = client.get(address)
    form = page.context["adminform"].form
    data = {name: _hidden(page.text, name) for name in ("seen", "copy") if f'name="{name}"' in page.text}
    for bound in form.visible_fields():
        data |= _sent(bound.name, bound.field, bound.value())
    return data


def _hidden(text, name):
    return re.search(rf'name="{name}"(?: value="([^"]*)")?', text)[1] or ""


def _sent(name, field, value):
    if name == "credits":
        rows = value or []
        boxes = {
            f"credits-{number}-{part}": text for number, row in enumerate(rows) for part, text in row.items()
        }
        return {"credits-rows": str(len(rows))} | boxes
    if name == "texts":
        return {
            f"texts-{code}-{part}": text
            for code, texts in (value or {}).items()
            for part, text in texts.items()
        }
    if isinstance(field, forms.BooleanField):
        return {name: "on"} if value else {}
    return {} if value is None else {name: value}


def as_sent(page):
    """What the browser would send of the page's form as it stands, choices and hidden boxes included."""
    form = html.fromstring(page.text).xpath("//form[.//*[@name='seen']]")[0]
    found = {}
    for name, value in form.form_values():
        found.setdefault(name, []).append(value)
    return found
