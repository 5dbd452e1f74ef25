"""Two records of one client become one: what was moved remembers for whom it was written."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from headway.web.models.fields import InstantField

_MOVED = ("deal", "contact", "sale", "person", "nextstep")
_INDEX_OF = {"nextstep": "step_merged_from"}


def _client(related_name: str) -> "models.ForeignKey[models.Model | None, models.Model | None]":
    return models.ForeignKey(
        db_index=False,
        null=True,
        on_delete=django.db.models.deletion.PROTECT,
        related_name=related_name,
        to="web.client",
    )


def _index(field: str, name: str) -> models.Index:
    return models.Index(condition=models.Q(**{f"{field}__isnull": False}), fields=[field], name=name)


class Migration(migrations.Migration):
    """Let what was moved remember for whom it was written."""

    dependencies = (("web", "0019_programmes"),)
    operations = (
        migrations.AddField("client", "merged_into", _client("merged")),
        migrations.AddField("client", "merged_at", InstantField(null=True)),
        migrations.AddField(
            "client",
            "merged_by",
            models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField("client", "merged_gave", models.JSONField(null=True)),
        migrations.AddIndex("client", _index("merged_into", "client_merged_into")),
        *(migrations.AddField(model, "merged_from", _client("+")) for model in _MOVED),
        *(
            migrations.AddIndex(model, _index("merged_from", _INDEX_OF.get(model, f"{model}_merged_from")))
            for model in _MOVED
        ),
    )
