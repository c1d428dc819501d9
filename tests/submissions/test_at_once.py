"""Twenty equal posts at the same moment make one essay; and two essays at once two numbers."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
import time_machine
from django.db import connection
from django.test import Client

from responses.lib import clock
from responses.notifications.models import Letter
from responses.submissions.models import Submission, SubmissionVersion
from tests.submissions.forms import SUBMIT, filled, opened
from tests.submissions.making import call

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]

MANY = 20


def at_once(forms):
    start = Barrier(len(forms))

    def post(form):
        try:
            start.wait(timeout=60)
            return Client().post(SUBMIT, form)
        finally:
            connection.close()

    with time_machine.travel(clock.now().timestamp() + 30), ThreadPoolExecutor(len(forms)) as pool:
        return list(pool.map(post, forms))


def test_twenty_equal_posts_at_once_make_one_essay_with_one_receipt():
    call()
    form = opened(Client()) | filled(1, act="send")

    answers = at_once([form] * MANY)

    assert {(each.status_code, each.headers["Location"].partition("?")[2]) for each in answers} == {
        (302, "sent=1")
    }
    assert [Submission.objects.count(), SubmissionVersion.objects.count()] == [1, 1]
    assert Letter.objects.filter(purpose="receipt").count() == 1


def test_of_essays_sent_at_once_each_has_a_number_of_its_own():
    call()
    forms = [opened(Client()) | filled(number, act="send") for number in range(6)]

    at_once(forms)

    assert sorted(Submission.objects.values_list("number", flat=True)) == [1, 2, 3, 4, 5, 6]
