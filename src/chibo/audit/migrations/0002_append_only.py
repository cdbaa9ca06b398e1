from django.db import migrations

from chibo.audit.triggers import forbid


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [forbid("audit_auditentry", "UPDATE", "DELETE", message="the audit log is append-only")]
