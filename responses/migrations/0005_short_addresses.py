from django.db import migrations, models
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from responses.lib.creating import Creating
from responses.lib.short_ids import LENGTH, short_id


def lift_guards(apps, schema_editor):
    """SQLite rebuilds the table of essays for this, and stumbles over triggers that ask that table.

    Taken back with all the rest if something fails; laid anew once all migrations are through.
    """
    with schema_editor.connection.cursor() as cursor:
        if schema_editor.connection.vendor == "postgresql":
            cursor.execute("DROP TRIGGER IF EXISTS essay_keeps_its_short_id ON responses_essay")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE 'responses_%'")
            for (name,) in cursor.fetchall():
                cursor.execute(f'DROP TRIGGER "{name}"')


def name_all(apps, schema_editor):
    """Give each text its short name, the first text first."""
    essays = apps.get_model("responses", "Essay").objects
    taken, named = set(), []
    for essay in essays.order_by("pk").only("slug", "short_id").iterator():
        attempt = 0
        while short_id(essay.slug, attempt) in taken:
            attempt += 1
        essay.short_id = short_id(essay.slug, attempt)
        taken.add(essay.short_id)
        named.append(essay)
    essays.bulk_update(named, ["short_id"], batch_size=500)


class Migration(Creating):
    dependencies = [("responses", "0004_search_index")]

    operations = [
        migrations.RunPython(lift_guards, migrations.RunPython.noop),
        migrations.AddField(
            model_name="essay",
            name="short_id",
            field=models.CharField(default="", editable=False, max_length=LENGTH, verbose_name="short address"),
            preserve_default=False,
        ),
        migrations.RunPython(name_all, migrations.RunPython.noop, elidable=True),
        migrations.AddConstraint(
            model_name="essay",
            constraint=models.UniqueConstraint(fields=("short_id",), name="essay_short_id_is_given_once"),
        ),
        migrations.AddConstraint(
            model_name="essay",
            constraint=models.CheckConstraint(
                condition=Exact(Length("short_id"), LENGTH), name="essay_short_id_is_of_one_length"
            ),
        ),
        migrations.RunPython(migrations.RunPython.noop, lift_guards),
    ]
