from django.db import migrations

from chibo.audit.triggers import forbid

KEPT = ["qualification", "leave", "wish", "leader", "calendarrules", "meeting", "relaxation"]


class Migration(migrations.Migration):
    dependencies = [("meetings", "0001_initial")]
    operations = [
        *(forbid(f"meetings_{name}", "DELETE", message="recorded rows are kept") for name in KEPT),
        forbid("meetings_monthplan", "UPDATE", "DELETE", message="a calendar is never changed once made"),
        forbid("meetings_monthadoption", "UPDATE", "DELETE", message="an adoption is followed, never changed"),
    ]
