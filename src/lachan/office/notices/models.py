"""Messages to people: shown in the app, and sent by e-mail once."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class MailState(models.TextChoices):
    """Where the e-mail of a notice stands."""

    WAITING = "waiting", _("Chờ gửi")
    SENT = "sent", _("Đã gửi")
    FAILED = "failed", _("Không gửi được")


class Notice(models.Model):
    """One message to one person. `key` (what, step, day) is unique for a person: no message comes twice.

    `mail_next_at` is the earliest moment at which a process may take up a waiting mail.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    key = models.CharField(max_length=120)
    subject = models.CharField(_("tiêu đề"), max_length=200)
    body = models.TextField(_("nội dung"))
    link = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(_("lúc"))
    read_at = models.DateTimeField(null=True, blank=True)
    mail_state = models.CharField(max_length=10, choices=MailState.choices, default=MailState.WAITING)
    mail_tries = models.PositiveSmallIntegerField(default=0)
    mail_next_at = models.DateTimeField()
    mailed_at = models.DateTimeField(null=True, blank=True)
    mail_error = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("thông báo")
        ordering = ["-created_at", "-id"]
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="no_notice_twice")]
        indexes = [
            models.Index(fields=["person", "-created_at", "-id"]),
            models.Index(fields=["mail_next_at"], condition=models.Q(mail_state="waiting"), name="waiting_mail"),
        ]

    def __str__(self) -> str:
        return self.subject
