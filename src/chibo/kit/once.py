"""A form that does its work once, however often its button is pressed.

The template writes ``{% once %}`` inside the form; the view wraps the work:

    try:
        with once(request):
            services.sign_decision(actor=request.user, …)
    except AlreadyDone:
        messages.info(request, already_done())

The work and the note that this form was used stand in one transaction: when the work fails the form may be sent again,
and of two clicks at the same moment the second waits for the first and then does nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from chibo.kit.models import UsedForm

FIELD = "once"
KEPT_FOR = timedelta(days=7)


class AlreadyDone(Exception):
    """This form was sent and done before; nothing was done again."""


@contextmanager
def once(request: HttpRequest) -> Iterator[None]:
    """Within: work that is done at most once for the form in ``request``. Raises ``AlreadyDone``.

    A POST without the field (a script's, say) is not held back.
    """
    token = request.POST.get(FIELD, "")[:64]
    with transaction.atomic():
        if token:
            now = timezone.now()
            try:
                with transaction.atomic():
                    UsedForm.objects.create(token=token, used_at=now)
            except IntegrityError as error:
                raise AlreadyDone from error
            UsedForm.objects.filter(used_at__lt=now - KEPT_FOR).delete()
        yield


def already_done() -> str:
    """What to tell a person whose second click did nothing."""
    return _("Việc này đã được thực hiện ở lần bấm trước. Lần bấm này không làm gì thêm.")
