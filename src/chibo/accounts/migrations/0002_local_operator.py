from django.db import migrations


def create(apps, schema_editor):
    apps.get_model("accounts", "User").objects.create(
        username="local-operator", full_name="Người vận hành tại máy chủ", is_local_operator=True, password="!"
    )


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
