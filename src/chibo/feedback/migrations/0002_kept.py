from django.db import migrations

from chibo.audit.triggers import forbid

KEPT = ["concern", "echo", "handling", "identityrequest"]


class Migration(migrations.Migration):
    dependencies = [("feedback", "0001_initial")]
    operations = [forbid(f"feedback_{name}", "DELETE", message="recorded rows are kept") for name in KEPT]
