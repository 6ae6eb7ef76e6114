"""Messages to people: shown in the app, and sent by e-mail once."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Notice(models.Model):
    """One message to one person. `key` (what, step, day) is unique for a person: no message comes twice."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    key = models.CharField(max_length=120)
    subject = models.CharField(_("tiêu đề"), max_length=200)
    body = models.TextField(_("nội dung"))
    link = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(_("lúc"))
    read_at = models.DateTimeField(null=True, blank=True)
    mail_state = models.CharField(
        max_length=10,
        choices=[("waiting", _("Chờ gửi")), ("sent", _("Đã gửi")), ("failed", _("Không gửi được"))],
        default="waiting",
    )
    mail_tries = models.PositiveSmallIntegerField(default=0)
    mailed_at = models.DateTimeField(null=True, blank=True)
    mail_error = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("thông báo")
        ordering = ["-created_at", "-id"]
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="no_notice_twice")]

    def __str__(self) -> str:
        return self.subject
