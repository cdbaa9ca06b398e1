from django.db import migrations

from chibo.audit.triggers import forbid, per_engine

KEPT = ["choice", "contest", "cycle", "formbatch", "formprint", "part", "review", "section", "vote"]
NEVER_CHANGED = ["conclusion", "formercell", "jointsitting", "reminder", "reply", "ruleset", "ruling", "verdict"]
OF_PART = ["section", "vote"]
SUBMITTED = "a part is frozen once it was submitted"
RULES = "the rules of a cycle stay as they were when it was opened"
OF_CYCLE = "rules, committee_id, kind, starts_on, ends_on, opened_on"
SUBMITTED_PART = "EXISTS (SELECT 1 FROM evaluations_part WHERE id = NEW.part_id AND submitted_on IS NOT NULL)"


def refusing(name: str, message: str, body: str = "") -> str:
    """A PostgreSQL function that refuses with ``message``; ``body``: the condition, where it reads another table."""
    raised = f"RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation';"
    return (
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN {f'IF {body} THEN {raised} END IF; RETURN NEW;' if body else raised} END $$"
    )


class Migration(migrations.Migration):
    dependencies = [("evaluations", "0001_initial")]
    operations = [
        *(forbid(f"evaluations_{name}", "DELETE", message="recorded rows are kept") for name in KEPT),
        *(
            forbid(f"evaluations_{name}", "UPDATE", "DELETE", message="what was written in a review stays as it is")
            for name in NEVER_CHANGED
        ),
        per_engine(
            sqlite=[
                "CREATE TRIGGER evaluations_part_frozen BEFORE UPDATE ON evaluations_part "
                f"WHEN OLD.submitted_on IS NOT NULL BEGIN SELECT RAISE(ABORT, '{SUBMITTED}'); END",
                *(
                    f"CREATE TRIGGER evaluations_{name}_frozen_{event.lower()} BEFORE {event} ON evaluations_{name} "
                    f"WHEN {SUBMITTED_PART} BEGIN SELECT RAISE(ABORT, '{SUBMITTED}'); END"
                    for name in OF_PART
                    for event in ("INSERT", "UPDATE")
                ),
                f"CREATE TRIGGER evaluations_cycle_rules BEFORE UPDATE OF {OF_CYCLE} ON evaluations_cycle "
                "WHEN NEW.rules IS NOT OLD.rules OR NEW.committee_id <> OLD.committee_id OR NEW.kind <> OLD.kind "
                "OR NEW.starts_on <> OLD.starts_on OR NEW.ends_on <> OLD.ends_on OR NEW.opened_on <> OLD.opened_on "
                f"BEGIN SELECT RAISE(ABORT, '{RULES}'); END",
            ],
            postgresql=[
                refusing("evaluations_part_frozen", SUBMITTED),
                "CREATE TRIGGER evaluations_part_frozen BEFORE UPDATE ON evaluations_part "
                "FOR EACH ROW WHEN (OLD.submitted_on IS NOT NULL) EXECUTE FUNCTION evaluations_part_frozen()",
                refusing("evaluations_section_frozen", SUBMITTED, SUBMITTED_PART),
                *(
                    f"CREATE TRIGGER evaluations_{name}_frozen BEFORE INSERT OR UPDATE ON evaluations_{name} "
                    "FOR EACH ROW EXECUTE FUNCTION evaluations_section_frozen()"
                    for name in OF_PART
                ),
                refusing("evaluations_cycle_rules", RULES),
                f"CREATE TRIGGER evaluations_cycle_rules BEFORE UPDATE OF {OF_CYCLE} ON evaluations_cycle "
                "FOR EACH ROW WHEN (NEW.rules IS DISTINCT FROM OLD.rules OR NEW.committee_id <> OLD.committee_id "
                "OR NEW.kind <> OLD.kind OR NEW.starts_on <> OLD.starts_on OR NEW.ends_on <> OLD.ends_on "
                "OR NEW.opened_on <> OLD.opened_on) EXECUTE FUNCTION evaluations_cycle_rules()",
            ],
        ),
    ]
