from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("web", "0013_find_deals")]

    operations = []
