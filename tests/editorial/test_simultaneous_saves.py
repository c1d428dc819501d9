"""Two people save one text at the same moment, through the real forms, again and again: nothing is lost."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from tests.cast import ALICE, BOB
from tests.editorial.forms import as_sent
from tests.factories import edition_of, make_user, prompt_of, response_to, thread_with_prompt

pytestmark = pytest.mark.django_db(transaction=True)


def body_of(number, alice, bob):
    """Of two paragraphs Alice writes the first and Bob the second: each pair on top of the one before."""
    return (
        f"<p>Alice’s own paragraph, written {alice} times.</p>\n<p>What Bob adds, for the {bob}th time.</p>"
    )


@pytest.fixture
def browsers():
    pair = (Client(), Client())
    for browser, account in zip(pair, (ALICE, BOB), strict=True):
        browser.force_login(make_user(account))
    return pair


@pytest.mark.parametrize("pairs", [10, pytest.param(100, marks=pytest.mark.drill)])
def test_of_many_pairs_saved_at_once_no_word_is_lost(browsers, pairs):
    essay = response_to(prompt_of(thread_with_prompt()), body=body_of(0, 0, 0))
    address = reverse("admin:responses_response_change", args=[essay.pk])
    conflicts = 0
    with ThreadPoolExecutor(2) as pool:
        for number in range(1, pairs + 1):
            before = as_sent(browsers[0].get(address))
            typed = [body_of(number, number, number - 1), body_of(number, number - 1, number)]
            start = Barrier(2)

            def save(side, start=start, before=before, typed=typed):
                try:
                    start.wait(timeout=30)
                    return browsers[side].post(address, before | {"body": typed[side]})
                finally:
                    connection.close()

            answers = list(pool.map(save, (0, 1)))
            statuses = sorted(answer.status_code for answer in answers)
            assert statuses == [302, 409]
            conflicts += 1
            side = next(side for side in (0, 1) if answers[side].status_code == 409)
            assert browsers[side].post(address, as_sent(answers[side])).status_code == 302
            assert edition_of(essay).latest.body == body_of(number, number, number)
    assert conflicts == pairs
    assert edition_of(essay).revisions.count() == 1 + 2 * pairs
