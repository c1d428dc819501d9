"""A page that says what will happen to which rows, and does it once it is sent."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from responses.threads.errors import ThreadsError


@dataclass
class Line:
    """One row: its title in which language, where it is edited, how it stands, what keeps it back."""

    title: str
    language: str
    address: str
    said: str
    why: str = ""
    picture: str = ""  # its address


@dataclass
class Act:
    """One act in words; ``do`` says in a sentence what was done, or raises why it was not."""

    title: str
    explanation: Any
    button: str
    lines: list[Line]
    do: Callable[[], str]
    back: tuple[str, str]  # name and address
    form: forms.Form

    @property
    def is_open(self) -> bool:
        """Whether it can be done to all of these."""
        return bool(self.lines) and not any(line.why for line in self.lines)


def sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def said(sentence: str, done: int) -> str:
    """What was done; of an act sent twice, that nothing was left."""
    return sentence % {"count": done} if done else _("Nothing was left to do: it had been done already.")


def asked(request: HttpRequest, desk: Any, act: Act) -> HttpResponse:
    """GET shows, POST acts; what is refused is said, and asked again about what there is now."""
    refused = ""
    if request.method == "POST" and act.form.is_valid():
        try:
            messages.success(request, act.do())
            return redirect(act.back[1])
        except ThreadsError as refusal:
            refused = str(refusal)
            act.form = type(act.form)(None, initial=act.form.initial)
    context = {
        **desk.admin_site.each_context(request),
        "title": act.title,
        "subtitle": None,
        "act": act,
        "refused": refused,
        "opts": desk.opts,
    }
    status = 409 if request.method == "POST" else 200
    return TemplateResponse(request, "editorial/many.html", context, status=status)
