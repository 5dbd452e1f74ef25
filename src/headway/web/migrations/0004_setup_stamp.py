"""Give the company a stamp that changes with its setup."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("web", "0003_jobs_and_cache")]
    operations: ClassVar = [
        migrations.AddField(
            model_name="company", name="setup_stamp", field=models.BigIntegerField(default=0, editable=False)
        ),
    ]
