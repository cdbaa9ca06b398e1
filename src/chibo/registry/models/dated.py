"""Facts with a period: closed and followed, or voided when they were entered by mistake; never edited."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chibo.audit.models import Recorded, RecordedQuerySet
from chibo.domain.periods import Period


class DatedQuerySet(RecordedQuerySet):
    """Finds facts by the day they hold; voided ones (entered by mistake) are no facts."""

    def valid(self) -> Self:
        return self.filter(voided_at=None)

    def on(self, day: date) -> Self:
        """Facts that hold on ``day``."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gt=day), starts_on__lte=day, voided_at=None)

    def open(self) -> Self:
        """Facts without an end."""
        return self.filter(ends_on=None, voided_at=None)

    def close_open(self, on: date) -> None:
        """End every open fact among these on ``on``, so that another can follow."""
        for row in self.open():
            row.close(on)


class Dated(Recorded):
    """A fact that holds from ``starts_on`` up to but not including ``ends_on``; ``recorded_at`` is when it was entered."""

    starts_on = models.DateField(_("từ ngày"))
    ends_on = models.DateField(_("đến ngày"), null=True, blank=True)
    voided_at = models.DateTimeField(_("huỷ lúc"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True

    def close(self, on: date) -> None:
        """The fact holds until the day before ``on``; one that began that day or later never held: it is voided."""
        if self.starts_on >= on:
            self.voided_at = timezone.now()
        else:
            self.ends_on = on
        self.save()

    @property
    def period(self) -> Period:
        return Period(self.starts_on, self.ends_on)


def holds_a_day(name: str) -> models.CheckConstraint:
    """The constraint that a period holds at least one day."""
    return models.CheckConstraint(condition=Q(ends_on=None) | Q(ends_on__gt=F("starts_on")), name=name)
