from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("web", "0014_working_days")]

    operations = []
