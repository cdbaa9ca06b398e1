from django.db import migrations

from chibo.audit.triggers import forbid

KEPT = ["resolution", "clause", "resolutionpaper", "task", "taskstep"]


class Migration(migrations.Migration):
    dependencies = [("meetings", "0005_resolutions")]
    operations = [
        forbid(f"meetings_{name}", "UPDATE", "DELETE", message="resolutions, tasks and their steps are kept as they are")
        for name in KEPT
    ]
