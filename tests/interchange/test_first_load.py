"""The demonstration is loaded whole or not at all."""

import pytest

from responses.interchange import demonstrating
from responses.interchange.demonstrating import load_demonstration
from responses.threads.models import Thread

pytestmark = pytest.mark.django_db


def test_a_start_that_is_cut_off_leaves_nothing_of_it(monkeypatch):
    def cut_off(said):
        raise KeyboardInterrupt

    monkeypatch.setattr(demonstrating, "_begin_translation", cut_off)
    with pytest.raises(KeyboardInterrupt):
        load_demonstration()
    assert not Thread.objects.exists()
