from django.db import migrations

from chibo.audit.triggers import forbid


class Migration(migrations.Migration):
    dependencies = [("directives", "0001_initial")]
    operations = [
        forbid("directives_directive", "DELETE", message="recorded rows are kept"),
        forbid("directives_directiveversion", "UPDATE", "DELETE", message="a version is never changed once sent"),
        forbid("directives_acknowledgement", "DELETE", message="recorded rows are kept"),
        forbid("directives_reminder", "UPDATE", "DELETE", message="recorded rows are kept"),
    ]
