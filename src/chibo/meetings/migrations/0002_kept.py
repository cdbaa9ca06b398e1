from django.db import migrations

from chibo.audit.triggers import forbid, per_engine

KEPT = [
    "agendaitem", "attendance", "calendarrules", "exemption", "guest", "leader", "leave", "meeting", "meetingpaper",
    "meetingscore", "minutes", "opinion", "qualification", "relaxation", "wish",
]
NEVER_CHANGED = ["clause", "resolution", "resolutionpaper", "task", "taskstep"]
FROZEN = "signed minutes are frozen"


class Migration(migrations.Migration):
    dependencies = [("meetings", "0001_initial")]
    operations = [
        *(forbid(f"meetings_{name}", "DELETE", message="recorded rows are kept") for name in KEPT),
        forbid("meetings_monthplan", "UPDATE", "DELETE", message="a calendar is never changed once made"),
        forbid("meetings_monthadoption", "UPDATE", "DELETE", message="an adoption is followed, never changed"),
        forbid("meetings_supplement", "UPDATE", "DELETE", message="a signed supplement is frozen"),
        *(
            forbid(
                f"meetings_{name}",
                "UPDATE",
                "DELETE",
                message="resolutions, tasks and their steps are kept as they are",
            )
            for name in NEVER_CHANGED
        ),
        per_engine(
            sqlite=[
                "CREATE TRIGGER meetings_minutes_frozen BEFORE UPDATE ON meetings_minutes "
                f"WHEN OLD.signed_on IS NOT NULL BEGIN SELECT RAISE(ABORT, '{FROZEN}'); END",
            ],
            postgresql=[
                "CREATE FUNCTION meetings_minutes_frozen() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN RAISE EXCEPTION '{FROZEN}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
                "CREATE TRIGGER meetings_minutes_frozen BEFORE UPDATE ON meetings_minutes "
                "FOR EACH ROW WHEN (OLD.signed_on IS NOT NULL) EXECUTE FUNCTION meetings_minutes_frozen()",
            ],
        ),
    ]
