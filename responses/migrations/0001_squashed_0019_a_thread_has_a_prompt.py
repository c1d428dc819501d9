import datetime
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.text
import django.db.models.lookups
import responses.calls.models.invitations
import responses.lib.clock
import responses.lib.foreign_keys
import responses.lib.keys
import responses.lib.texts
import responses.notifications.models.followers
import responses.submissions.models.submissions
import responses.threads.models.site
import taggit.managers
from django.conf import settings
from django.db import migrations, models

from responses.lib.creating import Creating
from responses.people.roles import lay_roles


def lay(apps, schema_editor):
    from responses.threads.services.first_texts import lay_first_texts

    lay_first_texts(
        initiative=apps.get_model("responses", "Initiative"), page=apps.get_model("responses", "Page")
    )


class Migration(Creating):
    """All tables as they stand after 0019, the first texts and the roles, for a new site.

    A site that has run some of those that this replaces runs the others of them, one by one: they stay.
    """

    replaces = [
        ('responses', '0001_all_tables'),
        ('responses', '0002_first_texts'),
        ('responses', '0003_roles'),
        ('responses', '0004_search_index'),
        ('responses', '0005_short_addresses'),
        ('responses', '0006_following'),
        ('responses', '0007_thread_states'),
        ('responses', '0008_daily_views'),
        ('responses', '0009_calls_and_submissions'),
        ('responses', '0010_privacy'),
        ('responses', '0011_what_a_decision_says'),
        ('responses', '0012_keep_what_submissions_share'),
        ('responses', '0013_from_accepted_to_live'),
        ('responses', '0014_stamps_say_of_which_table'),
        ('responses', '0015_index_pairs_of_words'),
        ('responses', '0016_answers_of_mail_servers'),
        ('responses', '0017_days_addresses_and_languages'),
        ('responses', '0018_texts_stand_last'),
        ('responses', '0019_a_thread_has_a_prompt'),
    ]

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('contenttypes', '0002_remove_content_type_name'),
    ]

    operations = [
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('email', models.EmailField(max_length=254, unique=True, verbose_name='e-mail address')),
                ('name', models.CharField(blank=True, max_length=200, verbose_name='name')),
                ('language', models.CharField(blank=True, choices=[('en', 'English'), ('zh-hans', '简体'), ('zh-hant', '繁體')], max_length=10, verbose_name='interface language')),
                ('is_staff', models.BooleanField(default=False, verbose_name='may enter the admin')),
                ('is_active', models.BooleanField(default=True, help_text='Switch off instead of deleting: what a user wrote stays.', verbose_name='active')),
                ('has_second_factor', models.BooleanField(default=False, editable=False, verbose_name='second factor')),
                ('date_joined', models.DateTimeField(auto_now_add=True, verbose_name='since')),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'verbose_name': 'user',
                'verbose_name_plural': 'users',
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='user_email_is_unique_in_any_case')],
            },
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=100, unique=True, verbose_name='web address')),
                ('texts', responses.lib.texts.PerLanguageTextField(verbose_name='names and bio')),
                ('is_pseudonym', models.BooleanField(default=False, verbose_name='pen name or group')),
                ('birth_year', models.SmallIntegerField(blank=True, null=True, verbose_name='born')),
                ('death_year', models.SmallIntegerField(blank=True, null=True, verbose_name='died')),
                ('facts', models.JSONField(blank=True, default=dict, verbose_name='facts from the source')),
                ('sort_en', models.CharField(db_index=True, editable=False, max_length=300)),
                ('sort_zh_hans', models.CharField(db_index=True, editable=False, max_length=300)),
                ('sort_zh_hant', models.CharField(db_index=True, editable=False, max_length=300)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                'verbose_name': 'person',
                'verbose_name_plural': 'people',
                'permissions': [('erase_person', "Can export and erase a person's data")],
                'constraints': [models.CheckConstraint(condition=models.Q(('death_year__isnull', True), ('birth_year__isnull', True), ('death_year__gte', models.F('birth_year')), _connector='OR'), name='person_dies_after_birth')],
            },
        ),
        migrations.CreateModel(
            name='Release',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('instant', models.DateTimeField(verbose_name='goes live')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='note')),
                ('created_at', models.DateTimeField(default=responses.lib.clock.now, verbose_name='recorded')),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'release',
                'verbose_name_plural': 'releases',
            },
        ),
        migrations.CreateModel(
            name='Thread',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=100, unique=True, verbose_name='web address')),
                ('texts', responses.lib.texts.PerLanguageTextField(verbose_name='texts')),
                ('state', models.CharField(blank=True, choices=[('announced', 'Announced'), ('open', 'Open for essays'), ('editing', 'Being edited'), ('published', 'Ongoing'), ('closing_reply_due', 'Closing reply due'), ('closed', 'Closed')], max_length=20, verbose_name='state')),
                ('facts', models.JSONField(blank=True, default=dict, verbose_name='facts from the source')),
                ('created_at', models.DateTimeField(default=responses.lib.clock.now, editable=False, verbose_name='created')),
                ('created_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                'verbose_name': 'thread',
                'verbose_name_plural': 'threads',
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['', 'announced', 'open', 'editing', 'published', 'closing_reply_due', 'closed'])), name='thread_state_is_known')],
            },
        ),
        migrations.CreateModel(
            name='Essay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('thread', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='essays', to='responses.thread', verbose_name='thread')),
                ('kind', models.CharField(choices=[('prompt', 'Prompt'), ('response', 'Response'), ('closing_reply', 'Closing reply')], max_length=20, verbose_name='kind')),
                ('responding_to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='responses.essay', verbose_name='responding to')),
                ('slug', models.SlugField(max_length=100, unique=True, verbose_name='web address')),
                ('short_id', models.CharField(editable=False, max_length=6, verbose_name='short address')),
                ('position', models.PositiveIntegerField(default=0, verbose_name='position in the thread')),
                ('dated_precision', models.CharField(choices=[('day', 'a day'), ('month', 'a month'), ('year', 'a year'), ('circa', 'about a year'), ('words', 'words only'), ('unknown', 'unknown')], default='unknown', max_length=10, verbose_name='first published: as exactly as')),
                ('dated_year', models.SmallIntegerField(blank=True, help_text='Minus for BCE: −81 is 81 BCE.', null=True, verbose_name='year')),
                ('dated_month', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='month')),
                ('dated_day', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='day')),
                ('dated_words', models.CharField(blank=True, max_length=200, verbose_name='date in words')),
                ('facts', models.JSONField(blank=True, default=dict, verbose_name='facts from the source')),
                ('next_paragraph', models.PositiveIntegerField(default=1, editable=False)),
                ('created_at', models.DateTimeField(default=responses.lib.clock.now, editable=False, verbose_name='created')),
                ('created_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('set_aside_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='set aside')),
                ('asks_no_indexing', models.BooleanField(default=False, editable=False, verbose_name='kept from search engines')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('prompt_of', models.GeneratedField(db_persist=True, expression=models.Case(models.When(kind='prompt', then=models.F('thread'))), output_field=models.BigIntegerField(null=True))),
            ],
            options={
                'verbose_name': 'essay',
                'verbose_name_plural': 'essays',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind', 'prompt'), ('responding_to', None)), models.Q(('kind', 'prompt'), _negated=True), _connector='OR'), name='essay_prompt_answers_nothing'), models.CheckConstraint(condition=models.Q(('kind', 'prompt'), ('responding_to__isnull', False), _connector='OR'), name='essay_response_answers_something'), models.CheckConstraint(condition=models.Q(('responding_to', None), models.Q(('responding_to', models.F('pk')), _negated=True), _connector='OR'), name='essay_never_answers_itself'), models.CheckConstraint(condition=models.Q(('kind__in', ['prompt', 'response', 'closing_reply'])), name='essay_kind_is_known'), models.UniqueConstraint(condition=models.Q(('kind', 'closing_reply'), ('set_aside_at', None)), fields=('thread',), name='essay_one_closing_reply_a_thread'), models.CheckConstraint(condition=models.Q(models.Q(('dated_day__isnull', False), ('dated_month__isnull', False), ('dated_precision', 'day'), ('dated_year__isnull', False)), models.Q(('dated_day', None), ('dated_month__isnull', False), ('dated_precision', 'month'), ('dated_year__isnull', False)), models.Q(('dated_day', None), ('dated_month', None), ('dated_precision__in', ['year', 'circa']), ('dated_year__isnull', False)), models.Q(('dated_day', None), ('dated_month', None), ('dated_precision', 'words'), models.Q(('dated_words', ''), _negated=True)), models.Q(('dated_day', None), ('dated_month', None), ('dated_precision', 'unknown'), ('dated_year', None)), _connector='OR'), name='essay_date_fits_its_precision'), models.CheckConstraint(condition=models.Q(('dated_year', None), models.Q(models.Q(('dated_year', 0), _negated=True), ('dated_year__gte', -9999), ('dated_year__lte', 9999)), _connector='OR'), name='essay_has_no_year_zero'), models.CheckConstraint(condition=models.Q(models.Q(('dated_month', None), models.Q(('dated_month__gte', 1), ('dated_month__lte', 12)), _connector='OR'), models.Q(('dated_day', None), models.Q(('dated_day__gte', 1), ('dated_day__lte', 31)), _connector='OR')), name='essay_date_is_on_the_calendar'), models.CheckConstraint(condition=models.Q(('dated_day', None), ('dated_day__lte', 28), models.Q(('dated_day__lte', 30), ('dated_month__in', [4, 6, 9, 11])), ('dated_month__in', [1, 3, 5, 7, 8, 10, 12]), models.Q(('dated_day', 29), ('dated_month', 2), models.Q(models.Q(('dated_year__gt', 0), django.db.models.lookups.Exact(django.db.models.expressions.CombinedExpression(models.F('dated_year'), '%%', models.Value(4)), 0), models.Q(models.Q(django.db.models.lookups.Exact(django.db.models.expressions.CombinedExpression(models.F('dated_year'), '%%', models.Value(100)), 0), _negated=True), django.db.models.lookups.Exact(django.db.models.expressions.CombinedExpression(models.F('dated_year'), '%%', models.Value(400)), 0), _connector='OR')), models.Q(('dated_year__lt', 0), django.db.models.lookups.Exact(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('dated_year'), '+', models.Value(1)), '%%', models.Value(4)), 0), models.Q(models.Q(django.db.models.lookups.Exact(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('dated_year'), '+', models.Value(1)), '%%', models.Value(100)), 0), _negated=True), django.db.models.lookups.Exact(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('dated_year'), '+', models.Value(1)), '%%', models.Value(400)), 0), _connector='OR')), _connector='OR')), _connector='OR'), name='essay_day_is_in_its_month'), models.CheckConstraint(condition=models.Q(('slug__in', ['feed', 'full', 'undated']), django.db.models.lookups.In(models.Func(models.F('slug'), models.Value('0123456789'), function='TRIM', output_field=models.CharField()), ['', '-bce']), _connector='OR', _negated=True), name='essay_slug_names_no_page'), models.UniqueConstraint(fields=('short_id',), name='essay_short_id_is_given_once'), models.CheckConstraint(condition=django.db.models.lookups.Exact(django.db.models.functions.text.Length('short_id'), 6), name='essay_short_id_is_of_one_length')],
                'indexes': [models.Index(fields=['thread', 'position'], name='essay_in_thread_order'), models.Index(fields=['responding_to', 'position'], name='essay_by_what_it_answers'), models.Index(fields=['dated_year', 'dated_month', 'dated_day', 'id'], name='essay_by_date')],
            },
        ),
        migrations.CreateModel(
            name='Prompt',
            fields=[
            ],
            options={
                'verbose_name': 'prompt',
                'verbose_name_plural': 'prompts',
                'proxy': True,
            },
            bases=('responses.essay',),
        ),
        migrations.CreateModel(
            name='Response',
            fields=[
            ],
            options={
                'verbose_name': 'response',
                'verbose_name_plural': 'responses',
                'proxy': True,
            },
            bases=('responses.essay',),
        ),
        migrations.CreateModel(
            name='Byline',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('essay', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bylines', to='responses.essay')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bylines', to='responses.person')),
                ('role', models.CharField(choices=[('author', 'author'), ('translator', 'translator')], default='author', max_length=20, verbose_name='role')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
            ],
            options={
                'verbose_name': 'byline',
                'verbose_name_plural': 'authors',
                'ordering': ['position', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('essay', 'person', 'role'), name='byline_names_a_person_once')],
            },
        ),
        migrations.CreateModel(
            name='Theme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, unique=True, verbose_name='name')),
                ('slug', models.SlugField(allow_unicode=True, max_length=100, unique=True, verbose_name='slug')),
                ('texts', responses.lib.texts.PerLanguageTextField(verbose_name='texts')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                'verbose_name': 'theme',
                'verbose_name_plural': 'themes',
                'ordering': ['position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ThreadTheme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content_object', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='theme_links', to='responses.thread')),
                ('tag', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='thread_links', to='responses.theme')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('content_object', 'tag'), name='thread_has_a_theme_once')],
            },
        ),
        migrations.CreateModel(
            name='EssayTheme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content_object', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='theme_links', to='responses.essay')),
                ('tag', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='essay_links', to='responses.theme')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('content_object', 'tag'), name='essay_has_a_theme_once')],
                'indexes': [models.Index(fields=['tag', 'content_object'], name='essay_theme_by_theme')],
            },
        ),
        migrations.CreateModel(
            name='FormerSlug',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=100, verbose_name='former web address')),
                ('essay', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='former_slugs', to='responses.essay')),
                ('thread', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='former_slugs', to='responses.thread')),
                ('theme', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='former_slugs', to='responses.theme')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='former_slugs', to='responses.person')),
                ('since', models.DateTimeField(default=responses.lib.clock.now)),
            ],
            options={
                'verbose_name': 'former web address',
                'verbose_name_plural': 'former web addresses',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('essay__isnull', False), ('person', None), ('theme', None), ('thread', None)), models.Q(('essay', None), ('person', None), ('theme', None), ('thread__isnull', False)), models.Q(('essay', None), ('person', None), ('theme__isnull', False), ('thread', None)), models.Q(('essay', None), ('person__isnull', False), ('theme', None), ('thread', None)), _connector='OR'), name='former_slug_has_one_owner'), models.UniqueConstraint(condition=models.Q(('essay__isnull', False)), fields=('slug',), name='former_slug_of_one_essay'), models.UniqueConstraint(condition=models.Q(('thread__isnull', False)), fields=('slug',), name='former_slug_of_one_thread'), models.UniqueConstraint(condition=models.Q(('theme__isnull', False)), fields=('slug',), name='former_slug_of_one_theme'), models.UniqueConstraint(condition=models.Q(('person__isnull', False)), fields=('slug',), name='former_slug_of_one_person')],
            },
        ),
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('essay', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='responses.essay', verbose_name='essay')),
                ('language', models.CharField(choices=[('en', 'English'), ('zh-hans', '简体'), ('zh-hant', '繁體')], max_length=10, verbose_name='language')),
                ('kind', models.CharField(choices=[('original', 'original'), ('translation', 'translation'), ('conversion', 'conversion')], default='original', max_length=20, verbose_name='kind')),
                ('source', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='derived', to='responses.edition', verbose_name='made from')),
                ('reviewed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='checked by a person')),
                ('reviewed_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('facts', models.JSONField(blank=True, default=dict, verbose_name='facts from the source')),
            ],
            options={
                'verbose_name': 'edition',
                'verbose_name_plural': 'editions',
                'permissions': [('publish_edition', 'Can publish edition')],
                'constraints': [models.UniqueConstraint(fields=('essay', 'language'), name='edition_one_a_language'), models.CheckConstraint(condition=models.Q(('language__in', ['en', 'zh-hans', 'zh-hant'])), name='edition_language_is_known'), models.UniqueConstraint(condition=models.Q(('kind', 'original')), fields=('essay',), name='edition_at_most_one_original'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'original'), ('source', None)), models.Q(models.Q(('kind', 'original'), _negated=True), ('source__isnull', False)), _connector='OR'), name='edition_derived_has_a_source'), models.CheckConstraint(condition=models.Q(('kind__in', ['original', 'translation', 'conversion'])), name='edition_kind_is_known')],
            },
        ),
        migrations.CreateModel(
            name='Revision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='revisions', to='responses.edition')),
                ('number', models.PositiveIntegerField(verbose_name='number')),
                ('title', models.CharField(max_length=500, verbose_name='title')),
                ('summary', models.TextField(blank=True, verbose_name='summary')),
                ('first_sentence', models.CharField(blank=True, max_length=400)),
                ('paragraph_ids', models.JSONField(blank=True, default=list)),
                ('words', models.PositiveIntegerField(default=0)),
                ('characters', models.PositiveIntegerField(default=0)),
                ('made_from', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='responses.revision')),
                ('hash', models.CharField(max_length=64)),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='note')),
                ('created_at', models.DateTimeField(default=responses.lib.clock.now, verbose_name='saved')),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('body', models.TextField(blank=True, verbose_name='text')),
            ],
            options={
                'verbose_name': 'saved version',
                'verbose_name_plural': 'saved versions',
                'constraints': [models.UniqueConstraint(fields=('edition', 'number'), name='revision_number_is_given_once')],
            },
        ),
        migrations.CreateModel(
            name='Publication',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='publications', to='responses.edition')),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='publications', to='responses.revision')),
                ('action', models.CharField(choices=[('publish', 'publish'), ('withdraw', 'withdraw'), ('reinstate', 'reinstate'), ('unschedule', 'unschedule')], max_length=20, verbose_name='action')),
                ('instant', models.DateTimeField(verbose_name='takes effect')),
                ('note', models.CharField(blank=True, max_length=1000, verbose_name='public note')),
                ('release', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='publications', to='responses.release')),
                ('created_at', models.DateTimeField(default=responses.lib.clock.now, verbose_name='recorded')),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'publication',
                'verbose_name_plural': 'publications',
                'constraints': [models.CheckConstraint(condition=models.Q(('action__in', ['publish', 'withdraw', 'reinstate', 'unschedule'])), name='publication_action_is_known')],
                'indexes': [models.Index(fields=['edition', 'instant', 'id'], name='publication_by_instant')],
            },
        ),
        migrations.CreateModel(
            name='LivePeriod',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='live_periods', to='responses.edition')),
                ('essay', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='live_periods', to='responses.essay')),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='responses.revision')),
                ('language', models.CharField(choices=[('en', 'English'), ('zh-hans', '简体'), ('zh-hant', '繁體')], max_length=10)),
                ('starts', models.DateTimeField()),
                ('ends', models.DateTimeField(default=datetime.datetime(9999, 1, 1, 0, 0, tzinfo=datetime.timezone.utc))),
                ('first', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'live period',
                'verbose_name_plural': 'live periods',
                'constraints': [models.CheckConstraint(condition=models.Q(('ends__gt', models.F('starts'))), name='live_period_is_not_empty'), models.UniqueConstraint(fields=('edition', 'starts'), name='live_period_begins_once')],
                'indexes': [models.Index(fields=['essay', 'starts', 'ends'], name='live_period_by_essay'), models.Index(fields=['first', 'essay'], name='live_period_by_first')],
            },
        ),
        migrations.CreateModel(
            name='Credit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='credits', to='responses.revision')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='credits', to='responses.person')),
                ('role', models.CharField(choices=[('author', 'author'), ('translator', 'translator')], default='author', max_length=20)),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('name', models.CharField(max_length=300)),
                ('affiliation', models.CharField(blank=True, max_length=300)),
                ('bio', models.TextField(blank=True)),
            ],
            options={
                'verbose_name': 'credit',
                'verbose_name_plural': 'credits',
                'constraints': [models.UniqueConstraint(fields=('revision', 'role', 'position'), name='credit_has_its_own_place')],
            },
        ),
        migrations.CreateModel(
            name='WorkingCopy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=responses.lib.keys.new_key, editable=False, max_length=40, unique=True)),
                ('page', models.CharField(choices=[('edition', 'text'), ('response', 'new response'), ('thread', 'new thread'), ('translation', 'new translation')], default='edition', max_length=20)),
                ('edition', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='working_copies', to='responses.edition')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('based_on', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='responses.revision')),
                ('content', models.JSONField(default=dict)),
                ('findings', models.JSONField(blank=True, default=dict)),
                ('version', models.PositiveIntegerField(default=1)),
                ('updated_at', models.DateTimeField(default=responses.lib.clock.now)),
            ],
            options={
                'verbose_name': 'working copy',
                'verbose_name_plural': 'working copies',
                'constraints': [models.UniqueConstraint(fields=('edition', 'user'), name='working_copy_one_a_user'), models.CheckConstraint(condition=models.Q(models.Q(('edition__isnull', False), ('page', 'edition')), models.Q(models.Q(('page', 'edition'), _negated=True), ('edition', None)), _connector='OR'), name='working_copy_is_of_an_edition_or_of_a_new_text'), models.CheckConstraint(condition=models.Q(('page__in', ['edition', 'response', 'thread', 'translation'])), name='working_copy_page_is_known')],
            },
        ),
        migrations.CreateModel(
            name='KeptFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('manuscript', 'manuscript'), ('consent', 'consent'), ('photo', 'photograph')], max_length=20, verbose_name='kind')),
                ('essay', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='kept_files', to='responses.essay')),
                ('working_copy', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='kept_files', to='responses.workingcopy')),
                ('path', models.CharField(default=responses.lib.keys.new_key, editable=False, max_length=40, unique=True)),
                ('name', models.CharField(max_length=255, verbose_name='file name')),
                ('size', models.PositiveIntegerField(verbose_name='bytes')),
                ('digest', models.CharField(max_length=64)),
                ('created_at', models.DateTimeField(default=responses.lib.clock.now, verbose_name='received')),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'kept file',
                'verbose_name_plural': 'kept files',
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['manuscript', 'consent', 'photo'])), name='kept_file_kind_is_known')],
            },
        ),
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('essay', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='responses.essay')),
                ('purpose', models.CharField(choices=[('publish', 'publish'), ('translate', 'translate'), ('photo', 'photograph'), ('volume', 'volume'), ('index', 'search engines')], default='publish', max_length=10, verbose_name='to what')),
                ('granted', models.BooleanField(default=True, verbose_name='agreed')),
                ('way', models.CharField(choices=[('email', 'by e-mail'), ('form', 'by form')], max_length=10, verbose_name='how')),
                ('given_on', models.DateField(verbose_name='given on')),
                ('wording', models.TextField(blank=True, verbose_name='wording')),
                ('version', models.PositiveSmallIntegerField(default=0, verbose_name='version of the sentence')),
                ('language', models.CharField(blank=True, choices=[('en', 'English'), ('zh-hans', '简体'), ('zh-hant', '繁體')], max_length=10, verbose_name='language')),
                ('file', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='responses.keptfile')),
                ('created_at', models.DateTimeField(default=responses.lib.clock.now, verbose_name='recorded')),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'consent',
                'verbose_name_plural': 'consents',
                'constraints': [models.CheckConstraint(condition=models.Q(('way__in', ['email', 'form'])), name='consent_way_is_known'), models.CheckConstraint(condition=models.Q(('purpose__in', ['publish', 'translate', 'photo', 'volume', 'index'])), name='consent_purpose_is_known'), models.CheckConstraint(condition=models.Q(('version', 0), models.Q(models.Q(('wording', ''), _negated=True), models.Q(('language', ''), _negated=True)), _connector='OR'), name='consent_to_a_sentence_keeps_it')],
            },
        ),
        migrations.CreateModel(
            name='Declaration',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('essay', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='declarations', to='responses.essay')),
                ('kind', models.CharField(choices=[('own_work', 'own work'), ('ai_use', 'use of AI')], max_length=10, verbose_name='of what')),
                ('asked', models.TextField(blank=True, verbose_name='sentence or question')),
                ('said', models.TextField(blank=True, verbose_name='answer')),
                ('language', models.CharField(choices=[('en', 'English'), ('zh-hans', '简体'), ('zh-hant', '繁體')], max_length=10, verbose_name='language')),
                ('created_at', models.DateTimeField(default=responses.lib.clock.now, verbose_name='declared')),
            ],
            options={
                'verbose_name': 'declaration',
                'verbose_name_plural': 'declarations',
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['own_work', 'ai_use'])), name='declaration_kind_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('asked', ''), _negated=True), models.Q(('said', ''), _negated=True), _connector='OR'), name='declaration_says_something')],
            },
        ),
        migrations.CreateModel(
            name='ApprovalRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='approval_requests', to='responses.revision')),
                ('created_at', models.DateTimeField(default=responses.lib.clock.now, verbose_name='asked')),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'request to approve',
                'verbose_name_plural': 'requests to approve',
            },
        ),
        migrations.CreateModel(
            name='Approval',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revision', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='approval', to='responses.revision')),
                ('name', models.TextField(verbose_name='name as printed')),
                ('wording', models.TextField(verbose_name='wording')),
                ('version', models.PositiveSmallIntegerField(verbose_name='version of the sentence')),
                ('language', models.CharField(choices=[('en', 'English'), ('zh-hans', '简体'), ('zh-hant', '繁體')], max_length=10, verbose_name='language')),
                ('created_at', models.DateTimeField(default=responses.lib.clock.now, verbose_name='approved')),
            ],
            options={
                'verbose_name': 'approval',
                'verbose_name_plural': 'approvals',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), models.Q(('wording', ''), _negated=True)), name='approval_says_of_what')],
            },
        ),
        migrations.CreateModel(
            name='AuthorRemark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='author_remarks', to='responses.revision')),
                ('paragraph', models.PositiveIntegerField(null=True, verbose_name='paragraph')),
                ('text', models.TextField(verbose_name='remark')),
                ('created_at', models.DateTimeField(default=responses.lib.clock.now, verbose_name='said')),
                ('handled_at', models.DateTimeField(null=True, verbose_name='dealt with')),
                ('handled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'remark of an author',
                'verbose_name_plural': 'remarks of authors',
                'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='author_remark_says_something'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length('text'), 4000), name='author_remark_is_short'), models.CheckConstraint(condition=models.Q(models.Q(('handled_at', None), ('handled_by', None)), models.Q(('handled_at__isnull', False), ('handled_by__isnull', False)), _connector='OR'), name='author_remark_is_dealt_with_by_somebody')],
            },
        ),
        migrations.CreateModel(
            name='Image',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(editable=False, max_length=32, unique=True)),
                ('folder', models.CharField(editable=False, max_length=32, unique=True)),
                ('kind', models.CharField(choices=[('jpeg', 'JPEG'), ('png', 'PNG')], editable=False, max_length=10)),
                ('width', models.PositiveIntegerField(editable=False, verbose_name='width')),
                ('height', models.PositiveIntegerField(editable=False, verbose_name='height')),
                ('bytes', models.PositiveIntegerField(editable=False)),
                ('digest', models.CharField(editable=False, max_length=64)),
                ('file_name', models.CharField(blank=True, editable=False, max_length=255, verbose_name='file name')),
                ('texts', responses.lib.texts.PerLanguageTextField(verbose_name='texts')),
                ('is_decorative', models.BooleanField(default=False, verbose_name='decorative')),
                ('source', models.TextField(blank=True, max_length=1000, verbose_name='source and licence')),
                ('created_at', models.DateTimeField(default=responses.lib.clock.now, editable=False, verbose_name='added')),
                ('created_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                'verbose_name': 'image',
                'verbose_name_plural': 'images',
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['jpeg', 'png'])), name='image_kind_is_known'), models.CheckConstraint(condition=models.Q(('height__gte', 1), ('width__gte', 1)), name='image_has_a_size'), models.CheckConstraint(condition=django.db.models.lookups.Exact(django.db.models.functions.text.Length('key'), 32), name='image_key_is_whole')],
            },
        ),
        migrations.CreateModel(
            name='RevisionImage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='image_links', to='responses.revision')),
                ('image', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='revision_links', to='responses.image')),
            ],
            options={
                'verbose_name': 'image of a version',
                'verbose_name_plural': 'images of versions',
                'constraints': [models.UniqueConstraint(fields=('revision', 'image'), name='revision_names_an_image_once')],
            },
        ),
        migrations.CreateModel(
            name='Passage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('essay', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='passages', to='responses.essay', verbose_name='essay')),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='responses.revision')),
                ('paragraph', models.PositiveIntegerField(verbose_name='paragraph')),
                ('words', models.TextField(blank=True, verbose_name='words')),
                ('position', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'verbose_name': 'passage answered',
                'verbose_name_plural': 'passages answered',
                'constraints': [models.UniqueConstraint(fields=('essay', 'paragraph'), name='passage_once_a_paragraph'), models.UniqueConstraint(fields=('essay', 'position'), name='passage_has_its_own_place')],
            },
        ),
        migrations.CreateModel(
            name='SearchText',
            fields=[
                ('revision', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='search_text', serialize=False, to='responses.revision')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='responses.edition')),
                ('folded', models.TextField()),
                ('keys', models.TextField()),
            ],
            options={
                'verbose_name': 'search text',
                'verbose_name_plural': 'search texts',
            },
        ),
        migrations.CreateModel(
            name='SearchStamp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('value', models.BigIntegerField()),
                ('source', models.CharField(max_length=63, null=True)),
            ],
            options={
                'verbose_name': 'search stamp',
                'verbose_name_plural': 'search stamps',
            },
        ),
        migrations.CreateModel(
            name='Likeness',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('essay', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='likenesses', to='responses.essay')),
                ('like', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='responses.essay')),
                ('points', models.PositiveIntegerField()),
            ],
            options={
                'verbose_name': 'likeness',
                'verbose_name_plural': 'likenesses',
                'constraints': [models.UniqueConstraint(fields=('essay', 'like'), name='likeness_is_said_once'), models.CheckConstraint(condition=models.Q(('essay', models.F('like')), _negated=True), name='likeness_is_of_two')],
                'indexes': [models.Index(fields=['essay', '-points', 'like'], name='likeness_by_points')],
            },
        ),
        migrations.CreateModel(
            name='Initiative',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('texts', responses.lib.texts.PerLanguageTextField(verbose_name='texts')),
                ('zones', models.JSONField(default=responses.threads.models.site.default_zones, verbose_name='time zones')),
                ('licence_url', models.URLField(blank=True, verbose_name='address of the licence')),
                ('keeps_bylines', models.BooleanField(default=True, verbose_name='published bylines stay when data are erased')),
                ('contact_email', models.EmailField(blank=True, max_length=254, verbose_name='contact address')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                'verbose_name': 'initiative',
                'verbose_name_plural': 'initiative',
                'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='initiative_is_one')],
            },
        ),
        migrations.CreateModel(
            name='Page',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('initiative', models.ForeignKey(default=1, editable=False, on_delete=django.db.models.deletion.PROTECT, to='responses.initiative')),
                ('slug', models.SlugField(max_length=60, unique=True, verbose_name='web address')),
                ('texts', responses.lib.texts.PerLanguageTextField(verbose_name='texts')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                ('in_menu', models.BooleanField(default=True, verbose_name='in the menu')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                'verbose_name': 'page',
                'verbose_name_plural': 'pages',
                'ordering': ['position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Call',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=100, unique=True, verbose_name='web address')),
                ('thread', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='calls', to='responses.thread', verbose_name='thread')),
                ('texts', responses.lib.texts.PerLanguageTextField(verbose_name='texts')),
                ('shown_from', models.DateTimeField(blank=True, null=True, verbose_name='shown from')),
                ('opens_at', models.DateTimeField(verbose_name='opens')),
                ('closes_at', models.DateTimeField(verbose_name='closes')),
                ('zone', models.CharField(max_length=60, verbose_name='time zone')),
                ('grace_minutes', models.PositiveSmallIntegerField(default=0, verbose_name='grace period, in minutes')),
                ('entry', models.CharField(choices=[('anybody', 'anybody'), ('invited', 'only with an access code')], default='anybody', max_length=10, verbose_name='who may send')),
                ('entries_per_person', models.PositiveSmallIntegerField(default=1, verbose_name='essays per person')),
                ('most_coauthors', models.PositiveSmallIntegerField(default=0, verbose_name='co-authors, at most')),
                ('limits', models.JSONField(blank=True, default=dict, verbose_name='length by language')),
                ('limits_are_hard', models.BooleanField(default=False, verbose_name='refuse what is longer or shorter')),
                ('questions', models.JSONField(blank=True, default=list, verbose_name='further questions')),
                ('names_hidden', models.BooleanField(default=False, verbose_name='hide names until a decision')),
                ('answer_by', models.DateField(blank=True, null=True, verbose_name='authors hear by')),
                ('kept_months', models.PositiveSmallIntegerField(default=12, verbose_name='months that declined essays are kept')),
                ('copied_from', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='responses.call')),
                ('created_at', models.DateTimeField(default=responses.lib.clock.now, editable=False, verbose_name='created')),
                ('created_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                'verbose_name': 'call for essays',
                'verbose_name_plural': 'calls for essays',
                'constraints': [models.CheckConstraint(condition=models.Q(('closes_at__gt', models.F('opens_at'))), name='call_closes_after_it_opens'), models.CheckConstraint(condition=models.Q(('entry__in', ['anybody', 'invited'])), name='call_entry_is_known'), models.CheckConstraint(condition=models.Q(('grace_minutes__lte', 10080)), name='call_grace_is_a_week_at_most'), models.CheckConstraint(condition=models.Q(('entries_per_person__gte', 1), ('entries_per_person__lte', 20)), name='call_takes_an_essay_of_each'), models.CheckConstraint(condition=models.Q(('most_coauthors__lte', 10)), name='call_coauthors_are_few'), models.CheckConstraint(condition=models.Q(('kept_months__gte', 1), ('kept_months__lte', 12)), name='call_keeps_essays_a_year_at_most')],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('call', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to='responses.call')),
                ('code', models.CharField(default=responses.calls.models.invitations.new_code, editable=False, max_length=20, unique=True, verbose_name='code')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='for whom')),
                ('uses', models.PositiveSmallIntegerField(default=1, verbose_name='essays that may be sent with it')),
                ('good_until', models.DateTimeField(blank=True, null=True, verbose_name='good until')),
                ('revoked_at', models.DateTimeField(editable=False, null=True, verbose_name='revoked')),
                ('created_at', models.DateTimeField(default=responses.lib.clock.now, editable=False, verbose_name='made')),
                ('created_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'access code',
                'verbose_name_plural': 'access codes',
                'constraints': [models.CheckConstraint(condition=models.Q(('uses__gte', 1), ('uses__lte', 500)), name='invitation_is_of_use')],
            },
        ),
        migrations.CreateModel(
            name='PreviewLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('edition', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='preview_links', to='responses.edition')),
                ('thread', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='preview_links', to='responses.thread')),
                ('language', models.CharField(choices=[('en', 'English'), ('zh-hans', '简体'), ('zh-hant', '繁體')], max_length=10, verbose_name='language')),
                ('token_hash', models.CharField(editable=False, max_length=64, unique=True)),
                ('days', models.PositiveSmallIntegerField(default=7, verbose_name='days')),
                ('opened', models.PositiveIntegerField(default=0, verbose_name='times opened')),
                ('revoked_at', models.DateTimeField(null=True, verbose_name='revoked')),
                ('created_at', models.DateTimeField(default=responses.lib.clock.now, verbose_name='made')),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'preview link',
                'verbose_name_plural': 'preview links',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('edition__isnull', False), ('thread', None)), models.Q(('edition', None), ('thread__isnull', False)), _connector='OR'), name='preview_link_shows_one_thing'), models.CheckConstraint(condition=models.Q(('days__gte', 1), ('days__lte', 7)), name='preview_link_lasts_a_week_at_most')],
            },
        ),
        migrations.CreateModel(
            name='PreviewNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('link', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='responses.previewlink')),
                ('text', models.TextField(verbose_name='note')),
                ('created_at', models.DateTimeField(default=responses.lib.clock.now, verbose_name='left')),
            ],
            options={
                'verbose_name': 'note on a preview',
                'verbose_name_plural': 'notes on previews',
                'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='preview_note_says_something'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length('text'), 4000), name='preview_note_is_short')],
            },
        ),
        migrations.CreateModel(
            name='HandledNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('note', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='handled', to='responses.previewnote')),
                ('created_at', models.DateTimeField(default=responses.lib.clock.now, verbose_name='done')),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'note dealt with',
                'verbose_name_plural': 'notes dealt with',
            },
        ),
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(verbose_name='at')),
                ('actor_number', models.BigIntegerField(blank=True, null=True, verbose_name='actor’s number')),
                ('actor_label', models.CharField(blank=True, max_length=200, verbose_name='actor')),
                ('verb', models.CharField(max_length=50, verbose_name='what')),
                ('subject_type', models.CharField(blank=True, max_length=50, verbose_name='kind of subject')),
                ('subject_number', models.BigIntegerField(blank=True, null=True, verbose_name='subject’s number')),
                ('subject_label', models.CharField(blank=True, max_length=300, verbose_name='subject')),
                ('detail', models.JSONField(blank=True, default=dict, verbose_name='detail')),
            ],
            options={
                'verbose_name': 'event',
                'verbose_name_plural': 'events',
                'indexes': [models.Index(fields=['subject_type', 'subject_number', 'at'], name='event_by_subject'), models.Index(fields=['at'], name='event_by_time')],
            },
        ),
        migrations.CreateModel(
            name='Follower',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(choices=[('en', 'English'), ('zh-hans', '简体'), ('zh-hant', '繁體')], max_length=10, verbose_name='language')),
                ('rhythm', models.CharField(choices=[('at_once', 'as it happens'), ('weekly', 'once a week, together')], default='at_once', max_length=10, verbose_name='how often')),
                ('wants_responses', models.BooleanField(default=True)),
                ('wants_closing_replies', models.BooleanField(default=True)),
                ('wants_translations', models.BooleanField(default=True)),
                ('wants_corrections', models.BooleanField(default=True)),
                ('address', models.EmailField(max_length=254, unique=True, verbose_name='address')),
                ('salt', models.CharField(default=responses.notifications.models.followers.random_salt, editable=False, max_length=32)),
                ('confirmed_at', models.DateTimeField(default=responses.lib.clock.now, verbose_name='confirmed')),
                ('left_at', models.DateTimeField(null=True, verbose_name='left')),
                ('digested_at', models.DateTimeField(default=responses.lib.clock.now, editable=False)),
            ],
            options={
                'verbose_name': 'follower',
                'verbose_name_plural': 'followers',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('address', ''), _negated=True), models.Q(('address__contains', '\n'), _negated=True), models.Q(('address__contains', '\r'), _negated=True)), name='follower_has_one_address'), models.CheckConstraint(condition=models.Q(('rhythm__in', ['at_once', 'weekly'])), name='follower_rhythm_is_known')],
            },
        ),
        migrations.CreateModel(
            name='Subscription',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('thread', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='responses.thread')),
                ('theme', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='responses.theme')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='responses.person')),
                ('follower', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='subscriptions', to='responses.follower')),
                ('since', models.DateTimeField(default=responses.lib.clock.now)),
            ],
            options={
                'verbose_name': 'subscription',
                'verbose_name_plural': 'subscriptions',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('theme', None), ('thread', None)), models.Q(('person', None), ('thread', None)), models.Q(('person', None), ('theme', None)), _connector='OR'), name='subscription_is_to_one_thing'), models.UniqueConstraint(fields=('follower', 'thread'), name='subscription_to_a_thread_once'), models.UniqueConstraint(fields=('follower', 'theme'), name='subscription_to_a_theme_once'), models.UniqueConstraint(fields=('follower', 'person'), name='subscription_to_a_person_once'), models.UniqueConstraint(condition=models.Q(('person', None), ('theme', None), ('thread', None)), fields=('follower',), name='subscription_to_everything_once')],
            },
        ),
        migrations.CreateModel(
            name='FollowRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(choices=[('en', 'English'), ('zh-hans', '简体'), ('zh-hant', '繁體')], max_length=10, verbose_name='language')),
                ('rhythm', models.CharField(choices=[('at_once', 'as it happens'), ('weekly', 'once a week, together')], default='at_once', max_length=10, verbose_name='how often')),
                ('wants_responses', models.BooleanField(default=True)),
                ('wants_closing_replies', models.BooleanField(default=True)),
                ('wants_translations', models.BooleanField(default=True)),
                ('wants_corrections', models.BooleanField(default=True)),
                ('thread', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='responses.thread')),
                ('theme', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='responses.theme')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='responses.person')),
                ('address', models.EmailField(max_length=254, verbose_name='address')),
                ('token_hash', models.CharField(max_length=64, unique=True)),
                ('created_at', models.DateTimeField(default=responses.lib.clock.now)),
                ('confirmed_at', models.DateTimeField(null=True)),
            ],
            options={
                'verbose_name': 'request to follow',
                'verbose_name_plural': 'requests to follow',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('theme', None), ('thread', None)), models.Q(('person', None), ('thread', None)), models.Q(('person', None), ('theme', None)), _connector='OR'), name='follow_request_is_for_one_thing'), models.CheckConstraint(condition=models.Q(('rhythm__in', ['at_once', 'weekly'])), name='follow_request_rhythm_is_known')],
                'indexes': [models.Index(fields=['created_at'], name='follow_request_by_age')],
            },
        ),
        migrations.CreateModel(
            name='Letter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(choices=[('password_reset', 'new password'), ('account', 'news of the account'), ('follow', 'asking whether to follow'), ('news', 'news for followers'), ('digest', 'weekly e-mail for followers'), ('resume', 'where an unfinished essay is'), ('receipt', 'receipt of an essay'), ('decision', 'decision on an essay'), ('submission', 'news of an essay sent in')], max_length=20, verbose_name='what for')),
                ('recipient', models.EmailField(max_length=254, verbose_name='to')),
                ('language', models.CharField(choices=[('en', 'English'), ('zh-hans', '简体'), ('zh-hant', '繁體')], max_length=10, verbose_name='language')),
                ('subject', models.CharField(blank=True, max_length=200, verbose_name='subject')),
                ('text', models.TextField(blank=True, verbose_name='text')),
                ('holds_secret', models.BooleanField(default=False, verbose_name='holds a secret')),
                ('is_kept', models.BooleanField(default=False, editable=False)),
                ('hides_recipient', models.BooleanField(default=False, editable=False)),
                ('message_id', models.CharField(editable=False, max_length=200)),
                ('state', models.CharField(choices=[('draft', 'draft'), ('waiting', 'waiting'), ('sending', 'being sent'), ('sent', 'sent'), ('uncertain', 'uncertain whether sent'), ('given_up', 'given up'), ('dropped', 'no longer wanted')], default='waiting', max_length=10, verbose_name='state')),
                ('turn', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('failure', models.CharField(blank=True, choices=[('unreachable', 'the mail server cannot be reached'), ('not_let_in', 'the mail server refuses this site'), ('later', 'the mail server asks to come back later'), ('refused', 'refused for good'), ('broken_off', 'broken off while the text was handed over'), ('too_late', 'its link is no longer good'), ('broken', 'a mistake of this site’s own')], max_length=20, verbose_name='what went wrong')),
                ('answer', models.CharField(editable=False, max_length=200, null=True, verbose_name='what the mail server said')),
                ('tries', models.PositiveSmallIntegerField(default=0, verbose_name='tries')),
                ('created_at', models.DateTimeField(default=responses.lib.clock.now, verbose_name='written')),
                ('changed_at', models.DateTimeField(default=responses.lib.clock.now, verbose_name='last change')),
                ('due_at', models.DateTimeField(default=responses.lib.clock.now, verbose_name='next try')),
                ('claim', models.CharField(blank=True, editable=False, max_length=32)),
                ('handed_over_at', models.DateTimeField(editable=False, null=True, verbose_name='handed over')),
            ],
            options={
                'verbose_name': 'e-mail',
                'verbose_name_plural': 'e-mails',
                'permissions': [('resend_letter', 'Can send letters again')],
                'constraints': [models.UniqueConstraint(fields=('message_id',), name='letter_is_written_once'), models.CheckConstraint(condition=models.Q(('purpose__in', ['password_reset', 'account', 'follow', 'news', 'digest', 'resume', 'receipt', 'decision', 'submission'])), name='letter_purpose_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('purpose__in', ['news', 'digest']), ('turn', 1)), models.Q(models.Q(('purpose__in', ['news', 'digest']), _negated=True), ('turn', 0)), _connector='OR'), name='letter_of_news_waits_its_turn'), models.CheckConstraint(condition=models.Q(models.Q(('recipient', ''), _negated=True), models.Q(('recipient__contains', '\n'), _negated=True), models.Q(('recipient__contains', '\r'), _negated=True)), name='letter_goes_to_one_address'), models.CheckConstraint(condition=models.Q(models.Q(('subject__contains', '\n'), _negated=True), models.Q(('subject__contains', '\r'), _negated=True)), name='letter_subject_is_one_line'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['waiting', 'sending']), _negated=True), models.Q(('text', ''), _negated=True), ('turn', 1), _connector='OR'), name='letter_to_be_sent_says_something'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['sent', 'given_up']), _negated=True), ('holds_secret', False), ('text', ''), _connector='OR'), name='letter_keeps_no_secret_at_its_end'), models.CheckConstraint(condition=models.Q(models.Q(('claim__gt', ''), ('state', 'sending')), models.Q(models.Q(('state', 'sending'), _negated=True), ('claim', '')), _connector='OR'), name='letter_being_sent_is_claimed'), models.CheckConstraint(condition=models.Q(('state', 'sending'), models.Q(('handed_over_at__isnull', False), ('state__in', ['sent', 'uncertain'])), models.Q(('handed_over_at', None), ('state__in', ['draft', 'waiting', 'given_up', 'dropped'])), _connector='OR'), name='letter_is_handed_over_or_waits')],
                'indexes': [models.Index(fields=['turn', 'state', 'due_at'], name='letter_by_what_is_due'), models.Index(condition=models.Q(('turn', 1)), fields=['handed_over_at'], name='letter_of_news_by_when_it_went'), models.Index(fields=['recipient', 'created_at'], name='letter_by_recipient')],
            },
        ),
        migrations.CreateModel(
            name='Bulletin',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=responses.lib.clock.now)),
                ('cursor', models.BigIntegerField(default=0)),
                ('done_at', models.DateTimeField(null=True)),
            ],
            options={
                'verbose_name': 'bulletin',
                'verbose_name_plural': 'bulletins',
                'indexes': [models.Index(condition=models.Q(('done_at', None)), fields=['created_at'], name='bulletin_to_be_written')],
            },
        ),
        migrations.CreateModel(
            name='Announcement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('bulletin', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='announcements', to='responses.bulletin')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='responses.edition')),
                ('starts', models.DateTimeField()),
                ('event', models.CharField(choices=[('thread', 'New thread'), ('response', 'New response'), ('closing_reply', 'Closing reply'), ('translation', 'Now in your language'), ('correction', 'Correction'), ('nothing', 'nothing to tell')], max_length=20)),
            ],
            options={
                'verbose_name': 'announcement',
                'verbose_name_plural': 'announcements',
                'constraints': [models.UniqueConstraint(fields=('edition', 'starts'), name='announcement_is_made_once'), models.CheckConstraint(condition=models.Q(('event__in', ['thread', 'response', 'closing_reply', 'translation', 'correction', 'nothing'])), name='announcement_event_is_known')],
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('follower', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to='responses.follower')),
                ('announcement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to='responses.announcement')),
                ('letter', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='notices', to='responses.letter')),
            ],
            options={
                'verbose_name': 'notice',
                'verbose_name_plural': 'notices',
                'constraints': [models.UniqueConstraint(fields=('follower', 'announcement'), name='notice_is_given_once')],
                'indexes': [models.Index(condition=models.Q(('letter', None)), fields=['follower'], name='notice_for_the_weekly_letter')],
            },
        ),
        migrations.CreateModel(
            name='Submission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('call', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='submissions', to='responses.call')),
                ('key', models.CharField(default=responses.lib.keys.new_key, editable=False, max_length=40, unique=True)),
                ('number', models.PositiveIntegerField(editable=False, null=True, verbose_name='number')),
                ('state', models.CharField(choices=[('unfinished', 'unfinished'), ('received', 'received'), ('returned', 'returned for fixes'), ('revision_asked', 'revision asked'), ('revision_in', 'revision in'), ('accepted', 'accepted'), ('declined', 'declined'), ('withdrawn', 'withdrawn')], default='unfinished', max_length=20, verbose_name='state')),
                ('language', models.CharField(choices=[('en', 'English'), ('zh-hans', '简体'), ('zh-hant', '繁體')], max_length=10, verbose_name='author’s language')),
                ('content', models.JSONField(default=dict)),
                ('findings', models.JSONField(blank=True, default=dict)),
                ('file', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='responses.keptfile')),
                ('edit', models.PositiveIntegerField(default=1)),
                ('invitation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='submissions', to='responses.invitation')),
                ('salt', models.CharField(default=responses.submissions.models.submissions.random_salt, editable=False, max_length=32)),
                ('code_hash', models.CharField(editable=False, max_length=64, null=True, unique=True)),
                ('created_at', models.DateTimeField(default=responses.lib.clock.now, verbose_name='begun')),
                ('updated_at', models.DateTimeField(default=responses.lib.clock.now, verbose_name='last change')),
                ('sent_at', models.DateTimeField(null=True, verbose_name='sent')),
                ('is_late', models.BooleanField(default=False, verbose_name='late')),
                ('opened_at', models.DateTimeField(null=True, verbose_name='first read')),
                ('due_at', models.DateTimeField(null=True, verbose_name='due')),
                ('ended_at', models.DateTimeField(null=True, verbose_name='ended')),
                ('essay', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='submission', to='responses.essay', verbose_name='response')),
            ],
            options={
                'verbose_name': 'submission',
                'verbose_name_plural': 'submissions',
                'permissions': [('decide_submission', 'Can decide on submissions')],
                'constraints': [models.UniqueConstraint(fields=('call', 'number'), name='submission_number_is_its_own'), models.CheckConstraint(condition=models.Q(('state__in', ['unfinished', 'received', 'returned', 'revision_asked', 'revision_in', 'accepted', 'declined', 'withdrawn'])), name='submission_state_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('number', None), ('sent_at', None), ('state', 'unfinished')), models.Q(models.Q(('state', 'unfinished'), _negated=True), ('number__isnull', False), ('sent_at__isnull', False)), _connector='OR'), name='submission_counts_once_it_is_sent'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', False), ('state__in', ['accepted', 'declined', 'withdrawn'])), models.Q(models.Q(('state__in', ['accepted', 'declined', 'withdrawn']), _negated=True), ('ended_at', None)), _connector='OR'), name='submission_ends_at_an_instant'), models.CheckConstraint(condition=models.Q(('essay', None), ('state', 'accepted'), _connector='OR'), name='submission_becomes_a_response_if_accepted')],
                'indexes': [models.Index(fields=['call', 'state', 'number'], name='submission_by_call_and_state'), models.Index(fields=['state', 'updated_at'], name='submission_by_state_and_age')],
            },
        ),
        migrations.CreateModel(
            name='SubmissionAuthor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='authors', to='responses.submission')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail address')),
                ('school', models.CharField(blank=True, max_length=300, verbose_name='school')),
                ('names', models.JSONField(blank=True, default=dict, verbose_name='name in other scripts')),
                ('affiliation', models.CharField(blank=True, max_length=300, verbose_name='affiliation')),
                ('bio', models.TextField(blank=True, verbose_name='bio')),
                ('photo', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='responses.keptfile')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='responses.person', verbose_name='person')),
            ],
            options={
                'verbose_name': 'author of a submission',
                'verbose_name_plural': 'authors of submissions',
                'constraints': [models.UniqueConstraint(fields=('submission', 'position'), name='submission_author_has_a_place'), models.CheckConstraint(condition=models.Q(('position__gt', 0), models.Q(('email', ''), _negated=True), _connector='OR'), name='submission_sender_has_an_address'), models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), models.Q(('name__contains', '\n'), _negated=True), models.Q(('name__contains', '\r'), _negated=True)), name='submission_author_has_a_name')],
                'indexes': [models.Index(fields=['email'], name='submission_author_by_address')],
            },
        ),
        migrations.CreateModel(
            name='Acceptance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('submission', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='acceptance', to='responses.submission')),
                ('made_at', models.DateTimeField(default=responses.lib.clock.now, verbose_name='draft made')),
                ('details', models.JSONField(blank=True, default=dict)),
                ('edit', models.PositiveIntegerField(default=1)),
                ('answered_at', models.DateTimeField(null=True, verbose_name='details sent')),
                ('carried_at', models.DateTimeField(null=True, verbose_name='details in the draft')),
                ('told_live_at', models.DateTimeField(null=True, verbose_name='told that it is live')),
            ],
            options={
                'verbose_name': 'acceptance',
                'verbose_name_plural': 'acceptances',
            },
        ),
        migrations.CreateModel(
            name='SubmissionVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='responses.submission')),
                ('number', models.PositiveSmallIntegerField(verbose_name='version')),
                ('round', models.PositiveSmallIntegerField(default=0, verbose_name='round')),
                ('language', models.CharField(choices=[('en', 'English'), ('zh-hans', '简体'), ('zh-hant', '繁體')], max_length=10, verbose_name='language of the essay')),
                ('title', models.CharField(max_length=300, verbose_name='title')),
                ('body', models.TextField(verbose_name='text')),
                ('words', models.PositiveIntegerField(verbose_name='words')),
                ('characters', models.PositiveIntegerField(verbose_name='字')),
                ('declarations', models.JSONField(blank=True, default=dict, verbose_name='declarations')),
                ('answers', models.JSONField(blank=True, default=dict, verbose_name='answers')),
                ('file', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='responses.keptfile')),
                ('digest', models.CharField(max_length=64)),
                ('sent_at', models.DateTimeField(default=responses.lib.clock.now, verbose_name='sent')),
            ],
            options={
                'verbose_name': 'version of a submission',
                'verbose_name_plural': 'versions of submissions',
                'constraints': [models.UniqueConstraint(fields=('submission', 'number'), name='submission_version_has_a_number'), models.CheckConstraint(condition=models.Q(models.Q(('title', ''), _negated=True), models.Q(('body', ''), _negated=True)), name='submission_version_says_something')],
            },
        ),
        migrations.CreateModel(
            name='LetterTemplate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('accept', 'accept'), ('accept_with_changes', 'accept with changes'), ('revise', 'revise and resubmit'), ('decline', 'decline'), ('return', 'return for fixes')], max_length=20, unique=True, verbose_name='what for')),
                ('texts', responses.lib.texts.PerLanguageTextField(verbose_name='texts')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                'verbose_name': 'letter template',
                'verbose_name_plural': 'letter templates',
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['accept', 'accept_with_changes', 'revise', 'decline', 'return'])), name='letter_template_kind_is_known')],
            },
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='decisions', to='responses.submission')),
                ('about', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='decisions', to='responses.submissionversion')),
                ('kind', models.CharField(choices=[('accept', 'accept'), ('accept_with_changes', 'accept with changes'), ('revise', 'revise and resubmit'), ('decline', 'decline'), ('return', 'return for fixes')], max_length=20, verbose_name='decision')),
                ('reason', models.TextField(blank=True, verbose_name='for editors only')),
                ('remarks', models.TextField(blank=True, verbose_name='to the author')),
                ('due_at', models.DateTimeField(blank=True, null=True, verbose_name='due')),
                ('letter', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='decision', to='responses.letter')),
                ('subject', models.CharField(blank=True, editable=False, max_length=200)),
                ('text', models.TextField(blank=True, editable=False)),
                ('template_version', models.PositiveIntegerField(default=0, editable=False)),
                ('is_edited', models.BooleanField(default=False, editable=False)),
                ('created_at', models.DateTimeField(default=responses.lib.clock.now, editable=False, verbose_name='made')),
                ('created_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('applied_at', models.DateTimeField(editable=False, null=True, verbose_name='applied')),
                ('applied_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('state_before', models.CharField(blank=True, choices=[('unfinished', 'unfinished'), ('received', 'received'), ('returned', 'returned for fixes'), ('revision_asked', 'revision asked'), ('revision_in', 'revision in'), ('accepted', 'accepted'), ('declined', 'declined'), ('withdrawn', 'withdrawn')], editable=False, max_length=20)),
                ('due_before', models.DateTimeField(editable=False, null=True)),
            ],
            options={
                'verbose_name': 'decision',
                'verbose_name_plural': 'decisions',
                'constraints': [models.UniqueConstraint(condition=models.Q(('applied_at', None)), fields=('submission',), name='decision_pending_is_one'), models.CheckConstraint(condition=models.Q(('kind__in', ['accept', 'accept_with_changes', 'revise', 'decline', 'return'])), name='decision_kind_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('applied_at', None), ('applied_by', None)), models.Q(('applied_at__isnull', False), ('applied_by__isnull', False)), _connector='OR'), name='decision_is_applied_by_somebody'), models.CheckConstraint(condition=models.Q(('kind__in', ['revise', 'return']), ('due_at', None), _connector='OR'), name='decision_is_due_if_the_author_answers'), models.CheckConstraint(condition=models.Q(('applied_at__isnull', False), models.Q(('due_before', None), ('state_before', '')), _connector='OR'), name='decision_pending_has_changed_nothing')],
            },
        ),
        migrations.CreateModel(
            name='Point',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='points', to='responses.decision')),
                ('position', models.PositiveSmallIntegerField()),
                ('text', models.TextField(verbose_name='point')),
                ('answer', models.TextField(blank=True, verbose_name='answer')),
            ],
            options={
                'verbose_name': 'point of a revision',
                'verbose_name_plural': 'points of a revision',
                'constraints': [models.UniqueConstraint(fields=('decision', 'position'), name='point_has_a_place'), models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='point_says_something')],
            },
        ),
        migrations.CreateModel(
            name='SubmissionNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='responses.submission')),
                ('text', models.TextField(verbose_name='note')),
                ('created_at', models.DateTimeField(default=responses.lib.clock.now, verbose_name='written')),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'note on a submission',
                'verbose_name_plural': 'notes on submissions',
                'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='submission_note_says_something')],
            },
        ),
        migrations.CreateModel(
            name='Mark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='marks', to='responses.submission')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('value', models.CharField(choices=[('yes', 'yes'), ('perhaps', 'perhaps'), ('no', 'no')], max_length=10, verbose_name='mark')),
                ('changed_at', models.DateTimeField(default=responses.lib.clock.now, verbose_name='changed')),
            ],
            options={
                'verbose_name': 'mark',
                'verbose_name_plural': 'marks',
                'constraints': [models.UniqueConstraint(fields=('submission', 'user'), name='mark_is_one_a_user'), models.CheckConstraint(condition=models.Q(('value__in', ['yes', 'perhaps', 'no'])), name='mark_is_known')],
            },
        ),
        migrations.CreateModel(
            name='Sketch',
            fields=[
                ('version', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='sketch', serialize=False, to='responses.submissionversion')),
                ('sample', models.BinaryField()),
            ],
            options={
                'verbose_name': 'sketch',
                'verbose_name_plural': 'sketches',
            },
        ),
        migrations.CreateModel(
            name='Overlap',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='overlaps', to='responses.submissionversion')),
                ('other', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='responses.submissionversion')),
                ('revision', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='responses.revision')),
                ('share', models.PositiveSmallIntegerField(verbose_name='percent')),
            ],
            options={
                'verbose_name': 'overlap',
                'verbose_name_plural': 'overlaps',
                'constraints': [models.UniqueConstraint(fields=('version', 'other'), name='overlap_with_a_version_is_said_once'), models.UniqueConstraint(fields=('version', 'revision'), name='overlap_with_a_text_is_said_once'), models.CheckConstraint(condition=models.Q(models.Q(('other', None), ('revision__isnull', False)), models.Q(('other__isnull', False), ('revision', None)), _connector='OR'), name='overlap_is_with_one_text'), models.CheckConstraint(condition=models.Q(('other', None), models.Q(('other', models.F('version')), _negated=True), _connector='OR'), name='overlap_is_with_another_text'), models.CheckConstraint(condition=models.Q(('share__gte', 1), ('share__lte', 100)), name='overlap_is_in_percent')],
            },
        ),
        migrations.CreateModel(
            name='DailyViews',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('essay', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='daily_views', to='responses.essay', verbose_name='essay')),
                ('language', models.CharField(choices=[('en', 'English'), ('zh-hans', '简体'), ('zh-hant', '繁體')], max_length=10, verbose_name='language')),
                ('day', models.DateField(verbose_name='day')),
                ('count', models.PositiveIntegerField(verbose_name='views')),
            ],
            options={
                'verbose_name': 'views of a day',
                'verbose_name_plural': 'views',
                'constraints': [models.UniqueConstraint(fields=('essay', 'language', 'day'), name='daily_views_are_counted_once'), models.CheckConstraint(condition=models.Q(('count__gt', 0)), name='daily_views_are_some')],
                'indexes': [models.Index(fields=['day'], name='daily_views_by_day')],
            },
        ),
        migrations.AddField(
            model_name='thread',
            name='themes',
            field=taggit.managers.TaggableManager(blank=True, help_text='A comma-separated list of tags.', through='responses.ThreadTheme', to='responses.Theme', verbose_name='themes'),
        ),
        migrations.AddField(
            model_name='essay',
            name='people',
            field=models.ManyToManyField(related_name='essays', through='responses.Byline', to='responses.person'),
        ),
        migrations.AddField(
            model_name='essay',
            name='themes',
            field=taggit.managers.TaggableManager(blank=True, help_text='A comma-separated list of tags.', through='responses.EssayTheme', to='responses.Theme', verbose_name='themes'),
        ),
        # PostgreSQL is given the constraints of a table whose definition has values last of all, but that key needs this.
        migrations.AddConstraint(
            model_name='essay',
            constraint=models.UniqueConstraint(fields=('prompt_of',), name='essay_one_prompt_a_thread'),
        ),
        migrations.AddConstraint(
            model_name='thread',
            constraint=responses.lib.foreign_keys.DeferredForeignKey(column='id', name='thread_has_a_prompt', to_column='prompt_of', to_table='responses_essay'),
        ),
        # A site that goes back keeps its texts, and its roles: the ones may have been changed, users hold the others.
        migrations.RunPython(lay, migrations.RunPython.noop),
        migrations.RunPython(lay_roles, migrations.RunPython.noop),
    ]

    def mutate_state(self, project_state, preserve=True):
        """Django reads this too when it goes back among those that this replaces: then they have said it all."""
        if ("responses", "user") in project_state.models:
            return project_state
        return super().mutate_state(project_state, preserve)
