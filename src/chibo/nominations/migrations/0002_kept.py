from django.db import migrations

from chibo.audit.triggers import forbid

KEPT = ["nomination", "pathstep", "filedform"]


class Migration(migrations.Migration):
    dependencies = [("nominations", "0001_initial")]
    operations = [forbid(f"nominations_{name}", "DELETE", message="recorded rows are kept") for name in KEPT]
