"""Add the ledger of recurring jobs, and the table in which Django's cache counts sign-in attempts."""

from typing import ClassVar

from django.core.management import call_command
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

import headway.web.models.fields


def add_cache_table(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Add it in Django's own words, which do nothing where it exists."""
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("web", "0002_guards")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="JobRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=100)),
                ("period", models.CharField(max_length=20)),
                ("started_at", headway.web.models.fields.InstantField()),
                ("finished_at", headway.web.models.fields.InstantField(null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=1)),
                ("outcome", models.JSONField(default=dict)),
                ("error", models.TextField(blank=True)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("kind", "period"), name="job_once_a_period")],
            },
        ),
        migrations.RunPython(add_cache_table, migrations.RunPython.noop),
    ]
