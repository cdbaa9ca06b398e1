from django.db import migrations

from chibo.audit.triggers import forbid, per_engine

FROZEN = [
    "issuer_id", "kind", "book_id", "number", "symbol", "title", "signed_on", "signer", "search_key", "amends_id",
    "content", "token", "pdf", "docx",
]
MESSAGE = "a signed document is frozen"


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_initial")]
    operations = [
        forbid("documents_document", "DELETE", message="recorded rows are kept"),
        per_engine(
            sqlite=[
                f"CREATE TRIGGER documents_document_frozen BEFORE UPDATE OF {', '.join(FROZEN)} ON documents_document "
                f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
            ],
            postgresql=[
                "CREATE FUNCTION documents_document_frozen() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
                f"CREATE TRIGGER documents_document_frozen BEFORE UPDATE OF {', '.join(FROZEN)} ON documents_document "
                "FOR EACH ROW EXECUTE FUNCTION documents_document_frozen()",
            ],
        ),
    ]
