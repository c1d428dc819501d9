from django.db import migrations


def forget(apps, schema_editor):
    """Rows without keys for pairs of words would not be found by phrases; after migrating, all are made anew."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("TRUNCATE responses_searchtext")  # deleted rows would keep their room
    else:
        apps.get_model("responses", "SearchText").objects.all().delete()


class Migration(migrations.Migration):

    dependencies = [
        ('responses', '0014_stamps_say_of_which_table'),
    ]

    operations = [
        migrations.RunPython(forget, migrations.RunPython.noop),
    ]
