"""A process that saves, publishes, schedules, withdraws until it is killed, and what must then be true.

`python -m tests.killing` reads lines: `work SEED` starts such a child, `check` says what is wrong. A child
says `began` before each act and `done` with what it made once the act is acknowledged.
"""

import json
import os
import random
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).parents[1]


def say(*words):
    # At once and in one piece: a buffer would die with its process.
    os.write(1, (" ".join(str(word) for word in words) + "\n").encode())


# --- In the child


def acts():
    from responses.lib import clock
    from responses.threads.services import publishing
    from responses.threads.services.editions import Content, content_of, save_revision

    def save(edition, chance):
        latest = edition.latest
        body = "".join(f"<p>Paragraph {chance.random()}.</p>" for _ in range(chance.randint(1, 12)))
        content = Content(f"Title {chance.random()}", body, credits=content_of(latest).credits)
        return save_revision(edition=edition, content=content, user=None, based_on=latest)

    def publish(edition, chance):
        return publishing.publish(revision=edition.latest, user=None)

    def schedule(edition, chance):
        at = clock.now() + timedelta(minutes=chance.randint(1, 10_000))
        return publishing.publish(revision=edition.latest, user=None, at=at)

    def withdraw(edition, chance):
        return publishing.withdraw(edition=edition, user=None, note="A note.")

    def reinstate(edition, chance):
        return publishing.reinstate(edition=edition, user=None)

    def unschedule(edition, chance):
        publication = edition.publications.order_by("instant", "pk").last()
        return publishing.unschedule(publication=publication, user=None)

    def send_essay(edition, chance):
        from responses.submissions.services.sending import send
        from tests.submissions.making import unfinished

        # Of so many authors that nobody's hour is full.
        return send(submission=unfinished(an_open_call(), chance.randint(1, 1_000_000)))

    return (save, save, publish, publish, schedule, withdraw, reinstate, unschedule, send_essay, send_essay)


def an_open_call():
    from responses.calls.models import Call
    from tests.submissions.making import call

    return Call.objects.filter(slug="killing").first() or call("killing")


def work(seed):
    from responses.threads.errors import ThreadsError
    from responses.threads.models import Edition

    chance, choices = random.Random(seed), acts()
    # Those that have something to be withdrawn or called off; the demonstration has drafts too.
    public = Edition.objects.filter(publications__isnull=False).distinct()
    numbers = list(public.order_by("pk").values_list("pk", flat=True))
    while True:
        edition, act = Edition.objects.get(pk=chance.choice(numbers)), chance.choice(choices)
        say("began", act.__name__)
        try:
            made = act(edition, chance)
        except ThreadsError:
            say("refused")
        else:
            say("done", made._meta.model_name, made.pk)


# --- What must be true


def problems(acknowledged):
    """Everything that is half there, or was acknowledged and is not there."""
    from responses.submissions.models import SubmissionVersion
    from responses.threads.models import Edition, Essay, Publication, Revision

    tables = {"revision": Revision, "publication": Publication, "submissionversion": SubmissionVersion}
    found = []
    for kind, table in tables.items():
        there = set(table.objects.values_list("pk", flat=True))
        found += [f"lost: {kind} {pk}" for name, pk in acknowledged if name == kind and pk not in there]
    for edition in Edition.objects.all():
        found += of_edition(edition)
    for essay in Essay.objects.all():
        used = [
            int(number)
            for ids in Revision.objects.filter(edition__essay=essay).values_list("paragraph_ids", flat=True)
            for number in ids
        ]
        if used and max(used) >= essay.next_paragraph:
            found.append(f"essay {essay.pk}: paragraph {max(used)} of {essay.next_paragraph}")
    return found + of_submissions()


def of_submissions():
    """A number without a version, a name or a receipt; a version without a number."""
    from responses.notifications.models import Letter
    from responses.submissions.models import Submission, SubmissionVersion

    sent = Submission.objects.sent().count()
    have = {
        "versions": SubmissionVersion.objects.exclude(submission__number=None).count(),
        "versions in all": SubmissionVersion.objects.count(),
        "authors": Submission.objects.sent().filter(authors__position=0).count(),
        "receipts": Letter.objects.filter(purpose="receipt").count(),
    }
    return [f"{sent} essays were sent, {much} {name}" for name, much in have.items() if much != sent]


def of_edition(edition):
    from responses.events.models import Event
    from responses.threads.services.publishing import live_periods_of

    found = []
    kept = list(edition.live_periods.order_by("starts").values_list("starts", "ends", "revision"))
    if kept != live_periods_of(edition.publications.all()):
        found.append(f"edition {edition.pk}: live periods do not follow from its publications")
    numbers = list(edition.revisions.order_by("number").values_list("number", flat=True))
    if numbers != list(range(1, len(numbers) + 1)):
        found.append(f"edition {edition.pk}: versions {numbers}")
    told = Event.objects.filter(subject_type="edition", subject_number=edition.pk)
    events = told.filter(verb__in=("publish", "withdraw", "reinstate", "unschedule")).count()
    if events != edition.publications.count():
        found.append(f"edition {edition.pk}: {events} events, {edition.publications.count()} publications")
    return found


def main():
    import django

    django.setup()
    # Children are left to end alone: nobody waits for them but the system.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        word, _, rest = line.strip().partition(" ")
        pid = os.fork()
        if pid == 0:
            if word == "work":
                say("pid", os.getpid())
                work(int(rest))
            say("problems", json.dumps(problems(json.loads(rest))))
            os._exit(0)


# --- From the test


class Killing:
    """Drives such a process: starts a child, kills it, asks what is wrong."""

    def __init__(self, data_dir, *, is_prepared=False, **settings):
        environment = {"PATH": os.environ["PATH"], "DATA_DIR": str(data_dir)} | settings
        environment["DJANGO_SETTINGS_MODULE"] = "initiative.settings"
        if not is_prepared:
            prepare = [sys.executable, "manage.py", "serve", "--prepare"]
            subprocess.run(prepare, cwd=ROOT, env=environment, check=True, capture_output=True)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.killing"],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.acknowledged, self.cut, self.last = [], 0, ""

    def tell(self, line):
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()

    def kill_one(self, seed, seconds):
        """Let a child work until it acknowledged something, and `seconds` longer."""
        self.tell(f"work {seed}")
        pid = int(self.process.stdout.readline().split()[1])
        while self.hear(self.process.stdout.readline()) != "done":
            pass
        time.sleep(seconds)
        os.kill(pid, signal.SIGKILL)
        # Whatever the child still said stands before the answer, in the order of the pipe.
        return self.problems()

    def hear(self, line):
        word, *rest = line.split()
        if word == "done":
            self.acknowledged.append((rest[0], int(rest[1])))
        self.last = word
        return word

    def problems(self):
        said = []
        while (line := self.process.stdout.readline() if said else self._ask()) is not None:
            said.append(line)
            if line.startswith("problems "):
                # Killed between "began" and "done": in the middle of an act.
                self.cut += self.last == "began"
                return json.loads(line.partition(" ")[2])
            self.hear(line)
        return ["nothing was said"]

    def _ask(self):
        self.tell(f"check {json.dumps(self.acknowledged)}")
        return self.process.stdout.readline()

    def stop(self):
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait(timeout=30)


if __name__ == "__main__":
    main()
