"""Calls at the desk: one form for all, and the acts beside it."""

import pytest
from django.urls import reverse
from tests.submissions.making import call
from tests.editorial.forms import as_sent

pytestmark = pytest.mark.django_db


def test_smoke(client, alice):
    made = call(questions=[{"key":"a","required":True,"texts":{"en":"Why?"}}], limits={"en":{"least":800,"most":1200}})
    page = client.get(reverse("admin:responses_call_changelist"))
    assert page.status_code == 200
    for name in ("change","look","codes","put_off","copy","history"):
        page = client.get(reverse(f"admin:responses_call_{name}", args=[made.pk]))
        assert page.status_code == 200, name
    page = client.get(reverse(f"admin:responses_call_change", args=[made.pk]))
    sent = as_sent(page)
    print(sent)
    answer = client.post(reverse(f"admin:responses_call_change", args=[made.pk]), sent)
    if answer.status_code != 302: print(answer.context["adminform"].form.errors)
    assert answer.status_code == 302
    page = client.get(reverse(f"admin:responses_call_add"))
    assert page.status_code == 200
