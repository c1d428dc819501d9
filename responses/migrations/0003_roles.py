from django.db import migrations

from responses.people.roles import lay_roles


class Migration(migrations.Migration):
    dependencies = [
        ("responses", "0002_first_texts"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        # The roles stay when this is undone: users may hold them.
        migrations.RunPython(lay_roles, migrations.RunPython.noop),
    ]
