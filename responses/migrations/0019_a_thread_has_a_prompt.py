import hashlib
import json

import responses.lib.foreign_keys
from django.db import migrations, models

from responses.lib import clock
from responses.lib.creating import Creating
from responses.lib.short_ids import short_id

LANGUAGES = ("en", "zh-hans", "zh-hant")


def give_each_its_prompt(apps, schema_editor):
    """A thread without any text, which tables took so far, gets a draft of its prompt: its question, no text.

    Nothing of it is public. A thread that holds texts has its prompt already.
    """
    model = apps.get_model
    for thread in model("responses", "Thread").objects.filter(essays=None).order_by("pk"):
        language = next((code for code in LANGUAGES if thread.texts.get(code, {}).get("title")), LANGUAGES[0])
        title = thread.texts.get(language, {}).get("title") or thread.slug
        slug = free_slug(apps, f"{thread.slug[:80]}-prompt")
        essay = model("responses", "Essay").objects.create(
            thread=thread, kind="prompt", slug=slug, short_id=free_short_id(apps, slug)
        )
        edition = model("responses", "Edition").objects.create(essay=essay, language=language, kind="original")
        hashed = hashlib.sha256(json.dumps([title, "", "", []], ensure_ascii=False).encode()).hexdigest()
        model("responses", "Revision").objects.create(edition=edition, number=1, title=title, hash=hashed)
        model("responses", "Event").objects.create(
            at=clock.now(), verb="created", subject_type="essay", subject_number=essay.pk, subject_label=slug
        )
    if schema_editor.connection.vendor == "postgresql":
        # It changes no table while it has keys of new rows to look at.
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        schema_editor.execute("SET CONSTRAINTS ALL DEFERRED")


def free_slug(apps, wanted):
    essays = apps.get_model("responses", "Essay").objects
    former = apps.get_model("responses", "FormerSlug").objects.filter(essay__isnull=False)
    slug, number = wanted, 1
    while essays.filter(slug=slug).exists() or former.filter(slug=slug).exists():
        number += 1
        slug = f"{wanted}-{number}"
    return slug


def free_short_id(apps, slug):
    attempt = 0
    while apps.get_model("responses", "Essay").objects.filter(short_id=short_id(slug, attempt)).exists():
        attempt += 1
    return short_id(slug, attempt)


class Migration(Creating):
    dependencies = [
        ("responses", "0018_texts_stand_last"),
    ]

    operations = [
        migrations.RunPython(give_each_its_prompt, migrations.RunPython.noop, elidable=True),
        migrations.RemoveConstraint(model_name="essay", name="essay_one_prompt_a_thread"),
        migrations.AddField(
            model_name="essay",
            name="prompt_of",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Case(models.When(kind="prompt", then=models.F("thread"))),
                output_field=models.BigIntegerField(null=True),
            ),
        ),
        migrations.AddConstraint(
            model_name="essay",
            constraint=models.UniqueConstraint(fields=("prompt_of",), name="essay_one_prompt_a_thread"),
        ),
        migrations.AddConstraint(
            model_name="thread",
            constraint=responses.lib.foreign_keys.DeferredForeignKey(
                column="id", name="thread_has_a_prompt", to_column="prompt_of", to_table="responses_essay"
            ),
        ),
    ]
