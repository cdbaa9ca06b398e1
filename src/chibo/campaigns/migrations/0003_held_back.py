from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0002_kept")]
    operations = [
        migrations.AddField(
            model_name="reorganisation", name="held_back", field=models.JSONField(blank=True, null=True)
        ),
    ]
