"""Makes, in the site of DATA_DIR, one of each thing that the public must not know of; prints its addresses.

Each beside an address as long that never existed.
"""

import json
import os
from datetime import timedelta

import time_machine


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "initiative.settings")
    import django

    django.setup()
    from responses.lib import clock
    from responses.people.models import User
    from responses.threads.models import Essay
    from tests.factories import person, prompt_of, publish_all, response_to, theme, thread_with_prompt

    live = thread_with_prompt("A live question?", slug="a-live-question", prompt_slug="a-live-prompt")
    publish_all(live)
    prompt = prompt_of(live)
    ghost = person({"en": {"name": "Unseen Writer"}}, slug="unseen-writer")
    hidden = theme("Unseen theme", slug="unseen-theme")
    response_to(prompt, "A draft", slug="unseen-reply", authors=[ghost], themes=[hidden])
    thread_with_prompt("An unseen question?", slug="unseen-thread", prompt_slug="unseen-prompt")
    pairs = [
        ["essay", "/responses/unseen-reply/", "/responses/absent-reply/"],
        ["prompt", "/prompts/unseen-prompt/", "/prompts/absent-prompt/"],
        ["thread", "/threads/unseen-thread/", "/threads/absent-thread/"],
        ["whole thread", "/threads/unseen-thread/full/", "/threads/absent-thread/full/"],
        ["theme", "/themes/unseen-theme/", "/themes/absent-theme/"],
        ["person", "/people/unseen-writer/", "/people/absent-writer/"],
        ["page of that name", "/unseen-reply/", "/absent-reply/"],
    ]
    links = ["preview link, expired", *preview(Essay.objects.get(slug="unseen-reply"), User, clock)]
    print(json.dumps({"pairs": pairs, "previews": [links]}))  # noqa: T201 - it is what this prints


def preview(essay, users, clock):
    from responses.editorial.previews.services import make_preview_link

    user = users.objects.filter(is_staff=True).first()
    edition = essay.editions.get()
    with time_machine.travel(clock.now() - timedelta(days=9)):
        _link, token = make_preview_link(shown=edition, user=user, days=1)
    wrong = token[::-1]
    return f"/preview/{token}/", f"/preview/{wrong}/"


if __name__ == "__main__":
    main()
