from django.db import migrations

from chibo.audit.triggers import forbid

KEPT = ["campaign", "campaigncommune", "plan", "adoption", "reorganisation", "transfer"]


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0001_initial")]
    operations = [
        *(forbid(f"campaigns_{name}", "DELETE", message="recorded rows are kept") for name in KEPT),
        forbid("campaigns_placement", "UPDATE", "DELETE", message="a plan is never changed once made"),
    ]
