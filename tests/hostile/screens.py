"""Every address that answers something, read off the site's own map and filled with what the world holds."""

from django.contrib import admin
from django.db import models
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from responses.languages.codes import LANGUAGES
from responses.languages.paths import in_language
from responses.lib.short_ids import short_id
from responses.reading.urls import unprefixed, urlpatterns
from responses.submissions.models import LetterTemplate, Overlap, Submission
from responses.submissions.tokens import token_of
from responses.threads.models import Edition, Image, Publication, Release
from tests.factories import edition_of
from tests.hostile.worlds import World

# What an address of the reading room is given for its slug, by the first word of its route.
SLUGS = {
    "threads": ("renamed-thread", "spirit", "drafted", "emptied"),
    "prompts": ("prompt",),
    "responses": ("live", "deeper", "third", "closing", "gone", "scheduled", "draft"),
    "themes": ("theme",),
    "people": ("anne",),
    "calls": ("call", "drafted-call"),
    "<slug:slug>": ("evil", "about"),
}
FOLLOWED = ("", "?thread=renamed-thread", "?theme=theme", "?person=anne", "?thread=drafted", "?theme=%22%3E")
PARTS = {
    "<slug:key>": (),
    "<year:year>": ("2017",),
    "<int:part>": ("0", "1", "9"),
    "<slug:short_id>": tuple(map(short_id, ("live", "gone", "draft"))),
}


def public(world: World) -> list[str]:
    """Every route in every language, and the drafts that links show."""
    paths = [path for pattern in urlpatterns for path in _filled(pattern)]
    paths += ["/search/?language=en&sort=date", "/search/feed/?language=en", "/search/suggestions/?q=a"]
    shown = world.image
    paths += [f"/images/{shown.key}/{width}.{shown.extension}" for width in (*shown.widths, 7)]
    everywhere = [in_language(path, code) for path in paths for code in LANGUAGES]
    return _each_once(
        [
            *everywhere,
            *(path for pattern in unprefixed for path in _filled(pattern)),
            *(reverse("editorial:preview", args=[token]) for token in world.tokens),
            *(reverse(f"notifications:{name}", args=[key]) for name, key in world.tokens_of_reader.items()),
            *(in_language(f"/follow/{asked}", code) for asked in FOLLOWED for code in LANGUAGES),
            *_of_the_author(world),
            "/nowhere/",
        ]
    )


def _of_the_author(world: World) -> list[str]:
    """The pages of an accepted author, with their key."""
    pages = ("acceptance:details", "acceptance:approval", "acceptance:photo")
    found = [reverse(page, args=[token_of(world.accepted[0])]) for page in pages]
    asked = token_of(world.decided[1].submission)
    found += [reverse(f"submissions:{page}", args=[asked]) for page in ("author", "write", "withdraw")]
    found += [f"{reverse('submissions:write', args=[asked])}?look&check"]
    found += [f"{reverse('submissions:author', args=[asked])}?sent=1"]
    found += [reverse("submissions:version", args=[asked, 1]), reverse("submissions:enter")]
    return [*found, *(in_language("/calls/call/submit/?code=%22%3E", code) for code in LANGUAGES)]


def _each_once(paths: list[str]) -> list[str]:
    return list(dict.fromkeys(paths))


def _filled(pattern: URLPattern) -> list[str]:
    route = f"/{pattern.pattern}"
    for hole, values in PARTS.items():
        if hole in route:
            return [route.replace(hole, value) for value in values]
    slugs = SLUGS.get(route.split("/")[1], ("",))
    # Files of references and cards say the same words of each text.
    kept = slugs[:2] if "/cite." in route or "/card." in route else slugs
    return [route.replace("<slug:slug>", slug) for slug in kept]


def private(world: World) -> list[str]:
    """Every screen of the desk for every kind of row, and the pages about the account itself."""
    found = [reverse("admin:index")]
    for model in admin.site._registry:
        name = f"admin:responses_{model._meta.model_name}"
        found += [f"{reverse(name + '_changelist')}?{_filters(model)}"]
        found.append(f"{reverse(name + '_changelist')}?q=&all=&o=1.-2")
        if f"{model._meta.model_name}_add" in _pages_of(model):
            found.append(reverse(f"{name}_add"))
        found += _of_rows(model, name, world)
    found += _acts(world) + _essays_sent_in() + _searches() + _accepted(world) + _decided(world)
    return _each_once(found + _of_the_account())


def _pages_of(model: type[models.Model]) -> set[str]:
    """The pages that the table's admin has, by what their names end in."""
    patterns = admin.site._registry[model].get_urls()
    return {pattern.name.removeprefix("responses_") for pattern in patterns if pattern.name}


# What a list's own filters are asked for.
ASKED = {"aside": "yes", "use": "hidden", "described": "en", "shares": "yes", "mark": "yes"}


def _filters(model: type[models.Model]) -> str:
    """Each filter of the list that has a name of its own, and an empty search."""
    named = (getattr(each, "parameter_name", "") for each in admin.site._registry[model].list_filter)
    return "&".join(["q=", *(f"{name}={ASKED[name]}" for name in named if name in ASKED)])


def _of_the_account() -> list[str]:
    names = _names_below("accounts/")
    keyed = {"account_reset_password_from_key": ["1", "set-password"]}
    return [_reversed(name, 1) if name not in keyed else reverse(name, args=keyed[name]) for name in names]


def _of_rows(model: type[models.Model], name: str, world: World) -> list[str]:
    """Every page about one row that the table's admin has, for a row in each state that it shows."""
    of_states = {
        "response": [world.essays[slug] for slug in ("live", "closing", "scheduled", "gone", "draft")],
        # An original's own page leads to its essay's; its acts are asked for below.
        "edition": [edition_of(world.essays["live"], "zh-hans")],
    }
    rows = of_states.get(model._meta.model_name or "") or model._default_manager.order_by("pk")[:2]
    lists = (f"{name}_changelist", f"{name}_add")
    own = [f"admin:{pattern.name}" for pattern in admin.site._registry[model].get_urls() if pattern.name]
    return [_reversed(page, row.pk) for row in rows for page in own if page not in lists]


def _reversed(page: str, number: int) -> str:
    """The address of a page about a row, about none, about a row's first version, or of a picture."""
    for numbers in ((number,), (), (number, 1), (_key(), 7, "jpg")):
        try:
            return reverse(page, args=numbers)
        except NoReverseMatch:
            continue
    raise LookupError(f"{page} wants something else than the numbers of a row and of a part of it")


def _key() -> str:
    """That of an image, by which its pictures are asked for."""
    return Image.objects.values_list("key", flat=True)[0]


def _acts(world: World) -> list[str]:
    editions = [
        *(edition_of(world.essays[slug]) for slug in ("draft", "live", "gone", "scheduled")),
        *Edition.objects.filter(kind__in=["translation", "conversion"]),
    ]
    acts = ("publish", "withdraw", "reinstate", "convert", "reviewed", "previews")
    found = [reverse(f"admin:responses_edition_{act}", args=[each.pk]) for each in editions for act in acts]
    found += [
        reverse("admin:responses_thread_previews", args=[each.pk]) for each in (world.thread, world.drafted)
    ]
    found += [
        reverse("admin:responses_publication_unschedule", args=[each.pk])
        for each in Publication.objects.order_by("-instant")[:2]
    ]
    found.append(f"{reverse('admin:responses_thread_publish', args=[world.drafted.pk])}?all")
    found += [
        reverse("admin:responses_publication_unschedule_release", args=[each.pk])
        for each in Release.objects.all()
    ]
    found += _on_many(world)
    source = edition_of(world.essays["deeper"]).pk
    add = reverse("admin:responses_edition_add")
    return [
        *found,
        f"{add}?source={source}&language=zh-hans",
        f"{reverse('admin:responses_response_add')}?responding_to=1",
    ]


def _accepted(world: World) -> list[str]:
    found = [reverse("admin:responses_submission_accepted")]
    found += [reverse("admin:responses_submission_acceptance", args=[each.pk]) for each in world.accepted]
    return [*found, reverse("admin:responses_submission_photo", args=[world.accepted[0].pk])]


def _decided(world: World) -> list[str]:
    """Decisions, pending and applied, the letters that wait, and the words of letters."""
    pending, asked = world.decided
    found = [reverse("admin:responses_decision_change", args=[each.pk]) for each in world.decided]
    for each in (pending.submission, asked.submission):
        found += [
            reverse(f"admin:responses_decision_{page}", args=[each.pk]) for page in ("decide", "rounds")
        ]
    found += [
        reverse("admin:responses_decision_call_off", args=[pending.pk]),
        reverse("admin:responses_decision_waiting", args=[pending.submission.call_id]),
        f"{reverse('admin:responses_decision_many')}?submission={pending.submission.pk}",
        reverse("admin:responses_submission_change", args=[pending.submission.pk]),
    ]
    kinds = LetterTemplate.Kind.values
    return [*found, *(reverse("admin:responses_lettertemplate_change", args=[kind]) for kind in kinds)]


def _essays_sent_in() -> list[str]:
    """What is shown beside an essay that somebody sent: what it shares, its versions, its call in numbers."""
    overlaps = Overlap.objects.select_related("version").order_by("pk")
    shared = [overlaps.filter(revision__isnull=alone).first() for alone in (True, False)]
    found = [
        reverse("admin:responses_submission_shares", args=[each.version.submission_id, each.pk])
        for each in shared
        if each
    ]
    sent = Submission.objects.sent().order_by("pk")[0]
    page = reverse("admin:responses_submission_change", args=[sent.pk])
    asked = f"{reverse('admin:responses_submission_compare', args=[sent.pk])}?old=1&new=2"
    report = reverse("admin:responses_submission_report", args=[sent.call_id])
    return [*found, asked, report, f"{page}?_changelist_filters=q%3D%22%3E"]


def _on_many(world: World) -> list[str]:
    """The pages about what was ticked in a list: of one that can be done and of one that cannot."""
    essays = [f"essay={world.essays[slug].pk}" for slug in ("draft", "live")]
    pages = [reverse(f"admin:responses_essay_{act}") for act in ("aside", "take_back", "themes")]
    pages.append(reverse("admin:responses_edition_publish_ticked"))
    came = "list=response&filters=q%3D%22%3E"
    found = [f"{page}?{named}&{came}" for page in pages for named in (essays[0], "&".join(essays))]
    found.append(f"{pages[1]}?essay={world.essays['aside'].pk}")
    found.append(f"{reverse('admin:responses_image_remove')}?image={world.image.pk}&list=image")
    conversion = edition_of(world.essays["live"], "zh-hant")
    return [*found, f"{reverse('admin:responses_edition_reviewed_ticked')}?edition={conversion.pk}&{came}"]


def _searches() -> list[str]:
    boxes = [("response", "responding_to"), ("prompt", "thread"), ("edition", "essay")]
    asked = "term=&app_label=responses"
    return [
        f"{reverse('admin:autocomplete')}?{asked}&model_name={model}&field_name={field}"
        for model, field in boxes
    ]


def names_of_the_desk() -> set[str]:
    """The names of all addresses of the admin and of accounts."""
    return _names_below("admin/") | _names_below("accounts/")


def _names_below(prefix: str) -> set[str]:
    return {
        name
        for pattern in get_resolver().url_patterns
        if isinstance(pattern, URLResolver) and str(pattern.pattern) == prefix
        for name in _names(pattern)
    }


def _names(resolver: URLResolver) -> set[str]:
    found: set[str] = set()
    for pattern in resolver.url_patterns:
        found |= (
            _names(pattern) if isinstance(pattern, URLResolver) else {pattern.name or str(pattern.pattern)}
        )
    return found
