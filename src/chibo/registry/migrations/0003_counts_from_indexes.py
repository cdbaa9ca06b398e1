from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("registry", "0002_what_must_never_be")]
    operations = [
        migrations.RemoveIndex(model_name="membership", name="membership_of_cell"),
        migrations.AddIndex(
            model_name="membership",
            index=models.Index(
                fields=["cell", "kind", "voided_at", "starts_on", "ends_on"], name="membership_of_cell"
            ),
        ),
        migrations.RemoveIndex(model_name="membership", name="membership_of_member"),
        migrations.AddIndex(
            model_name="membership",
            index=models.Index(
                fields=["member", "kind", "voided_at", "starts_on", "ends_on", "cell"], name="membership_of_member"
            ),
        ),
        migrations.AddIndex(
            model_name="member",
            index=models.Index(fields=["official_from"], name="member_official_from"),
        ),
    ]
