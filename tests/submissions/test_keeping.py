"""What the script asks at every pause, over a network that loses answers and turns their order round."""

import pytest
import time_machine

from responses.lib import clock
from responses.notifications.models import Letter
from responses.submissions.models import Submission
from tests.submissions.forms import SUBMIT, filled, opened
from tests.submissions.making import call

pytestmark = pytest.mark.django_db

BEGIN = f"{SUBMIT}keep/"


@pytest.fixture
def page(client):
    """One window: what it carries, and `keep(text, turn)`."""
    call()
    return Window(client)


class Window:
    def __init__(self, client, name="a-window", path=SUBMIT):
        self.client, self.name, self.carried = client, name, opened(client, path)
        self.keep_at = BEGIN

    def keep(self, text, turn=1, *, edit=None, **fields):
        said = self.carried | filled(1, text=text) | {"window": self.name, "turn": str(turn)} | fields
        if edit is not None:
            said["edit"] = str(edit)
        with time_machine.travel(clock.now().timestamp() + 30):
            return self.client.post(self.keep_at, said)

    def go_on(self, text, turn, edit):
        self.keep_at = self.keep_at if self.keep_at != BEGIN else self.begun["keep"]
        return self.keep(text, turn, edit=edit)


def kept():
    return Submission.objects.get().content["text"]


def test_the_first_pause_begins_an_essay_and_tells_its_code_and_where_it_is(page):
    said = page.keep("W").json()

    assert sorted(said) == ["code", "edit", "keep", "open", "write"]
    assert (said["edit"], said["open"], kept()) == (1, True, "W")
    assert page.client.get(said["write"]).status_code == 200


def test_an_answer_that_got_lost_makes_no_conflict_of_a_window_with_itself(page):
    page.begun = page.keep("One", 1).json()
    page.go_on("One two", 2, 1)  # its answer got lost

    again = page.go_on("One two three", 3, 1)

    assert again.status_code == 200
    assert kept() == "One two three"


def test_what_comes_late_does_not_undo_what_came_first(page):
    page.begun = page.keep("One", 1).json()
    page.go_on("One two three", 3, 1)

    late = page.go_on("One two", 2, 1)

    assert late.status_code == 200
    assert kept() == "One two three"


def test_another_window_is_met_and_neither_text_is_lost(page):
    page.begun = page.keep("One", 1).json()
    other = Window(page.client, "another", page.begun["write"])
    other.keep_at = page.begun["keep"]
    other.keep("Other", 1, edit=1)

    met = page.go_on("One two", 2, 1)

    assert met.status_code == 409
    assert met.json() == {
        "refused": "This essay was changed in another window. Both texts are kept: compare them.",
        "other": page.begun["write"],
    }
    assert kept() == "Other"


def test_an_address_that_is_being_typed_is_not_written_to(page):
    page.begun = page.keep("One", 1, email="riv@example.or").json()
    before = Letter.objects.count()

    page.keep_at = page.begun["keep"]
    page.keep("One", 2, edit=1, settled="1")
    page.keep("One", 3, edit=2, settled="1")

    (letter,) = Letter.objects.all()
    assert (before, letter.recipient) == (0, "author1@example.org")


def test_one_essay_writes_to_three_addresses_at_most(page):
    page.begun = page.keep("One", 1).json()
    page.keep_at = page.begun["keep"]

    for turn in range(2, 8):
        page.keep("One", turn, edit=turn - 1, settled="1", email=f"a{turn}@example.org")

    assert Letter.objects.filter(purpose="resume").count() == 3


def test_a_script_that_is_too_quick_or_came_from_elsewhere_is_told_to_try_again(client):
    call()
    carried = opened(client) | filled(1)

    quick = client.post(BEGIN, carried)

    assert (quick.status_code, list(quick.json())) == (400, ["refused"])
    assert client.get(BEGIN).status_code == 404
    assert Submission.objects.count() == 0


def test_too_much_text_is_refused_with_a_sentence_and_what_was_kept_stays(page):
    page.begun = page.keep("One", 1).json()

    answer = page.go_on("x" * 400_001, 2, 1)

    assert (answer.status_code, answer.json()) == (
        413,
        {"refused": "This text is too long: at most 1 MB is possible."},
    )
    assert kept() == "One"


def test_what_no_text_may_hold_is_taken_out_before_it_is_kept(page):
    page.keep("a\x00b\u202ec\ufdd0")

    assert kept() == "abc"
