from django.db import migrations

from chibo.audit.triggers import forbid, per_engine

KEPT = [
    "agendaitem", "meetingpaper", "attendance", "exemption", "guest", "minutes", "opinion", "meetingscore",
]
MESSAGE = "signed minutes are frozen"


class Migration(migrations.Migration):
    dependencies = [("meetings", "0003_meetings_held")]
    operations = [
        *(forbid(f"meetings_{name}", "DELETE", message="recorded rows are kept") for name in KEPT),
        forbid("meetings_supplement", "UPDATE", "DELETE", message="a signed supplement is frozen"),
        per_engine(
            # SQLite made the table of meetings anew, without its trigger.
            sqlite=[
                "CREATE TRIGGER meetings_meeting_no_delete BEFORE DELETE ON meetings_meeting "
                "BEGIN SELECT RAISE(ABORT, 'recorded rows are kept'); END",
                "CREATE TRIGGER meetings_minutes_frozen BEFORE UPDATE ON meetings_minutes "
                f"WHEN OLD.signed_on IS NOT NULL BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END",
            ],
            postgresql=[
                "CREATE FUNCTION meetings_minutes_frozen() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
                "CREATE TRIGGER meetings_minutes_frozen BEFORE UPDATE ON meetings_minutes "
                "FOR EACH ROW WHEN (OLD.signed_on IS NOT NULL) EXECUTE FUNCTION meetings_minutes_frozen()",
            ],
        ),
    ]
