import django.db.models.deletion
from django.db import migrations, models

from chibo.audit.triggers import per_engine


class Migration(migrations.Migration):
    dependencies = [("documents", "0002_frozen")]
    operations = [
        migrations.AddField(
            model_name="document",
            name="amends",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="amended_by",
                to="documents.document",
            ),
        ),
        per_engine(
            sqlite=[
                "CREATE TRIGGER documents_document_amends_frozen BEFORE UPDATE OF amends_id ON documents_document "
                "BEGIN SELECT RAISE(ABORT, 'a signed document is frozen'); END"
            ],
            postgresql=[
                "CREATE TRIGGER documents_document_amends_frozen BEFORE UPDATE OF amends_id ON documents_document "
                "FOR EACH ROW EXECUTE FUNCTION documents_document_frozen()"
            ],
        ),
    ]
