from django.db import migrations


def lay(apps, schema_editor):
    from responses.threads.services.first_texts import lay_first_texts

    lay_first_texts(
        initiative=apps.get_model("responses", "Initiative"), page=apps.get_model("responses", "Page")
    )


class Migration(migrations.Migration):

    dependencies = [("responses", "0001_all_tables")]

    # A site that goes back keeps its texts: they may have been changed since.
    operations = [migrations.RunPython(lay, migrations.RunPython.noop)]
