from django.db import migrations

from chibo.audit.triggers import forbid, forbid_overlap, sort_bytewise

VALID = "{row}.voided_at IS NULL"
KEPT = [
    "registry_unit",
    "registry_unitversion",
    "registry_member",
    "registry_membership",
    "registry_employment",
    "registry_residence",
    "registry_decision",
]


class Migration(migrations.Migration):
    dependencies = [("registry", "0001_initial")]
    operations = [
        forbid_overlap(
            "registry_membership",
            owner="member_id",
            where=VALID + " AND {row}.kind = 'OFFICIAL'",
            message="a member has one official membership at a time",
        ),
        forbid_overlap(
            "registry_unitversion", owner="unit_id", where=VALID, message="a unit has one version at a time"
        ),
        forbid_overlap(
            "registry_employment", owner="member_id", where=VALID, message="a member works in one office at a time"
        ),
        forbid_overlap(
            "registry_residence", owner="member_id", where=VALID, message="a member lives in one place at a time"
        ),
        *(forbid(table, "DELETE", message="recorded rows are kept") for table in KEPT),
        sort_bytewise("registry_unitversion", "path"),
        sort_bytewise("registry_member", "search_key", "sort_key"),
    ]
