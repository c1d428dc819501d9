"""The box in which a text is written: HTML of the closed subset; with scripts, an editor over it."""

from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from responses.languages.codes import LANGUAGES

MODULE = "django_prose_editor/editor.js"  # Tiptap and ProseMirror in one file


class ProseWidget(forms.Textarea):
    """A plain box that works by itself; ``static/js/desk/prose.js`` lays the editor over it."""

    template_name = "widgets/prose.html"

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        context = self.get_context(name, value, attrs)
        attributes = flatatt(context["widget"]["attrs"])
        context |= {"module": MODULE, "languages": LANGUAGES.values(), "attributes": attributes}
        return render_to_string(self.template_name, context)
