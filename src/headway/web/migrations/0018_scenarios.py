from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("web", "0017_kept_forecasts")]

    operations = []
