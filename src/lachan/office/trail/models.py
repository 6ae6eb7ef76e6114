"""The rows of the trail and the lock on its end."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lachan.office.trail.events import event_choices


class Entry(models.Model):
    """One thing that somebody did. Rows are only ever added; each carries the hash of all before it.

    People and units are kept as plain numbers and names: the trail comes before every other app and outlives them.
    The data base refuses to change or delete rows (`append_only.py`); what goes around that is found by `verify.py`.
    """

    number = models.BigIntegerField(_("số thứ tự"), primary_key=True)
    at = models.DateTimeField(_("lúc"), db_index=True)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(_("người thực hiện"), max_length=200)
    unit_id = models.BigIntegerField(null=True, db_index=True)
    unit_name = models.CharField(_("đơn vị"), max_length=200, blank=True)
    event = models.CharField(_("việc"), max_length=40, choices=event_choices, db_index=True)
    object_kind = models.CharField(max_length=60)
    object_id = models.CharField(max_length=64)
    object_name = models.CharField(_("đối tượng"), max_length=200, blank=True)
    purpose = models.CharField(_("mục đích"), max_length=300, blank=True)
    before = models.CharField(max_length=64, blank=True)
    after = models.CharField(max_length=64, blank=True)
    facts = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    mac = models.CharField(max_length=64)
    # Search forms of two fields above: outside the hash, and compared with those fields by the verification.
    search_actor = models.CharField(max_length=200)
    search_unit = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("dòng nhật ký")
        ordering = ["number"]
        indexes = [models.Index(fields=["object_kind", "object_id"])]

    def __str__(self) -> str:
        return f"{self.number} {self.get_event_display()}"


class Head(models.Model):
    """The end of the chain: one row, locked by each writer, so that two writers cannot fork it."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    number = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)
    seal = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("nhật ký")
        constraints = [models.CheckConstraint(name="one_head_only", condition=models.Q(id=1))]

    def __str__(self) -> str:
        return f"{self.number} {self.hash[:12]}"
