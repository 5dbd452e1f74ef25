from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("web", "0015_targets")]

    operations = []
