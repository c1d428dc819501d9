from django.db import migrations

from responses.lib.creating import Creating


def rebuild(apps, schema_editor):
    """The text of a version goes behind its other columns, where lists of texts need not read past it.

    SQLite keeps a row in the order of its columns, a long one on a chain of pages. New tables have this order
    from the beginning; PostgreSQL keeps long values elsewhere.
    """
    if schema_editor.connection.vendor != "sqlite":
        return
    revision = apps.get_model("responses", "Revision")
    with schema_editor.connection.cursor() as cursor:
        found = schema_editor.connection.introspection.get_table_description(cursor, revision._meta.db_table)
    columns = [column.name for column in found]
    if columns.index("body") < columns.index("first_sentence"):
        schema_editor._remake_table(revision)


class Migration(Creating):
    dependencies = [
        ("responses", "0017_days_addresses_and_languages"),
    ]

    operations = [
        migrations.RunPython(rebuild, migrations.RunPython.noop),
    ]
