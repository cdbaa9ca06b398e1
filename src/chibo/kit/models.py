"""The one table of the kit: forms that have done their work."""

from django.db import models


class UsedForm(models.Model):
    """The token of a form that was sent and done; kept for a week (see ``once.py``)."""

    token = models.CharField(max_length=64, unique=True)
    used_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.token
