"""Let a person at a client leave: kept in the history, offered for nothing new."""

from typing import ClassVar

from django.db import migrations

import headway.web.models.fields


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("web", "0006_said_kind_and_deleted_contacts"),
    ]

    operations: ClassVar = [
        migrations.AddField(
            model_name="person",
            name="left_at",
            field=headway.web.models.fields.InstantField(null=True),
        ),
    ]
