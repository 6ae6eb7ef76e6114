"""What was given out: issues of the lists, and each life of a host in them, by serials."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class IssueRegister(models.Model):
    """One row, locked by whoever makes the next issue: its last serial and moment, which never go back."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    last = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = _("sổ phát hành danh sách")
        constraints = [models.CheckConstraint(name="one_issue_register_only", condition=Q(id=1))]

    def __str__(self) -> str:
        return str(self.last)


class ListIssue(models.Model):
    """One issue of all lists. `heard` is the serial of listings it goes by, `next_end` when its first entry is over.

    `left_out` keeps [number, host, reason] of warned sites that stand in no list, the first of them; `left_out_count`
    counts all.
    """

    serial = models.PositiveBigIntegerField(_("số hiệu"), unique=True)
    at = models.DateTimeField(_("phát hành lúc"), unique=True)
    heard = models.PositiveBigIntegerField()
    next_end = models.DateTimeField(null=True, blank=True)
    issuer = models.CharField(_("cơ quan phát hành"), max_length=200)
    digest = models.CharField(max_length=64)
    entries = models.PositiveIntegerField(_("số mục"))
    added = models.PositiveIntegerField(_("thêm"))
    removed = models.PositiveIntegerField(_("bỏ"))
    left_out = models.JSONField(default=list)
    left_out_count = models.PositiveIntegerField(_("không đưa vào"), default=0)

    class Meta:
        verbose_name = _("lần phát hành danh sách")
        ordering = ["-serial"]

    def __str__(self) -> str:
        return str(self.serial)


class IssuedSite(models.Model):
    """One life of a host in the lists: from the issue `from_serial` on, in none since `gone_serial`.

    `changed_at` is the moment of the issue that last changed it; other systems are told of it again from then on.
    """

    host = models.CharField(max_length=253)
    kind = models.CharField(max_length=8)
    trick = models.CharField(max_length=40, blank=True)
    since = models.DateTimeField()
    until = models.DateTimeField()
    reference = models.CharField(max_length=20)
    from_serial = models.PositiveBigIntegerField(db_index=True)
    changed_serial = models.PositiveBigIntegerField(db_index=True)
    changed_at = models.DateTimeField()
    gone_serial = models.PositiveBigIntegerField(null=True, blank=True, db_index=True)

    class Meta:
        verbose_name = _("mục của danh sách đã phát hành")
        ordering = ["changed_at", "id"]
        indexes = [models.Index(fields=["changed_at", "id"], name="feeds_in_order_of_change")]
        constraints = [
            models.UniqueConstraint(
                fields=["host"], condition=Q(gone_serial__isnull=True), name="a_host_is_listed_once"
            ),
            models.UniqueConstraint(fields=["reference", "from_serial"], name="a_life_has_one_name"),
            models.CheckConstraint(
                name="issued_before_gone",
                condition=Q(gone_serial__isnull=True) | Q(gone_serial__gt=F("from_serial")),
            ),
        ]

    def __str__(self) -> str:
        return self.host
