"""What the drill of following does in a process of its own: `follow N`, `publish`, `told`."""

import json
import sys
import time

import django


def main(act, *words):
    from responses.lib import clock
    from responses.notifications.models import Follower, Letter, Notice, Subscription
    from responses.threads.models import Thread
    from tests.factories import edition_of, prompt_of, response_to

    thread = Thread.objects.published().order_by("pk").first()
    now = clock.now()
    if act == "follow":
        made = Follower.objects.bulk_create(
            Follower(
                address=f"r{n}@example.org", language="en", confirmed_at=now, digested_at=now, salt=f"{n:032}"
            )
            for n in range(int(words[0]))
        )
        Subscription.objects.bulk_create(
            Subscription(follower=each, thread=thread, since=now) for each in made
        )
    elif act == "publish":
        from responses.threads.services.releases import release

        revision = edition_of(response_to(prompt_of(thread), "Of many readers")).latest
        begun = time.perf_counter()
        release(revisions=[revision], user=None)
        print(json.dumps(time.perf_counter() - begun))  # noqa: T201 - it is what this prints
    else:
        recipients = list(Letter.objects.of_news().values_list("recipient", flat=True))
        numbers = [len(recipients), len(set(recipients)), Notice.objects.count()]
        print(json.dumps(numbers))  # noqa: T201 - it is what this prints


if __name__ == "__main__":
    django.setup()
    main(*sys.argv[1:])
