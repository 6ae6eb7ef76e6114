"""A channel of the Department, and its outbox: one row for each thing to be done there with a version."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from lachan.office.advisories.models import AdvisoryVersion
from lachan.office.units.models import Unit

LONGEST_ERROR = 200


class ChannelKind(models.TextChoices):
    """Where people are reached."""

    FACEBOOK = "facebook", _("Trang Facebook")
    ZALO = "zalo", _("Zalo Official Account")
    EMAIL = "email", _("Danh sách thư điện tử")


class ChannelMode(models.TextChoices):
    """Who posts."""

    BY_HAND = "by_hand", _("Chuẩn bị sẵn, cán bộ tự đăng")
    AUTOMATIC = "automatic", _("Hệ thống tự đăng")


class ChannelState(models.TextChoices):
    """Whether a channel is used."""

    READY = "ready", _("Đang dùng")
    RECONNECT = "reconnect", _("Cần kết nối lại")
    OFF = "off", _("Đã tắt")


class Channel(models.Model):
    """One channel. `address` is the id of the Page or account, or the recipients of the list, a line each.

    Tokens are sealed. A refresh token is good for one use: whoever uses it holds the row's lock and stores what came
    back before anything else happens. `paused_until`: the service said that this is enough for now.
    """

    unit = models.ForeignKey(Unit, verbose_name=_("đơn vị"), on_delete=models.PROTECT, related_name="channels")
    kind = models.CharField(_("loại kênh"), max_length=8, choices=ChannelKind.choices)
    name = models.CharField(_("tên kênh"), max_length=120)
    mode = models.CharField(_("cách đăng"), max_length=9, choices=ChannelMode.choices, default=ChannelMode.BY_HAND)
    state = models.CharField(_("trạng thái"), max_length=9, choices=ChannelState.choices, default=ChannelState.READY)
    address = models.TextField(_("mã trang, hoặc người nhận"))
    app_id = models.CharField(_("mã ứng dụng"), max_length=60, blank=True)
    sealed_secret = models.TextField(blank=True)
    sealed_access = models.TextField(blank=True)
    sealed_refresh = models.TextField(blank=True)
    access_until = models.DateTimeField(null=True, blank=True)
    paused_until = models.DateTimeField(null=True, blank=True)
    error = models.CharField(_("lỗi gần nhất"), max_length=LONGEST_ERROR, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("kênh")
        ordering = ["kind", "name", "id"]

    def __str__(self) -> str:
        return self.name


class PostAct(models.TextChoices):
    """What is done there with a version."""

    PUBLISH = "publish", _("Đăng")
    CORRECT = "correct", _("Thay bằng bản sửa")
    WITHDRAW = "withdraw", _("Gỡ, báo đã rút")


class PostState(models.TextChoices):
    """Where one thing to be done stands."""

    WAITING = "waiting", _("Chờ đăng")
    BY_HAND = "by_hand", _("Chờ cán bộ đăng")
    CHECKING = "checking", _("Đã gửi, chờ kênh xác nhận")
    DONE = "done", _("Đã xong")
    FAILED = "failed", _("Không đăng được")


OPEN = (PostState.WAITING, PostState.BY_HAND, PostState.CHECKING)


class Post(models.Model):
    """One act in the outbox. `remote_id` is the service's id of the post, `ticket` what it is asked about meanwhile."""

    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="posts")
    version = models.ForeignKey(AdvisoryVersion, on_delete=models.PROTECT, related_name="posts")
    act = models.CharField(_("việc"), max_length=8, choices=PostAct.choices)
    state = models.CharField(_("trạng thái"), max_length=8, choices=PostState.choices)
    remote_id = models.CharField(max_length=120, blank=True)
    ticket = models.CharField(max_length=200, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    error = models.CharField(_("lỗi gần nhất"), max_length=LONGEST_ERROR, blank=True)
    made_at = models.DateTimeField()
    done_at = models.DateTimeField(_("xong lúc"), null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("bài đăng")
        ordering = ["made_at", "id"]
        indexes = [models.Index(fields=["state", "next_at"], name="channels_due")]
        constraints = [
            models.UniqueConstraint(fields=["channel", "version", "act"], name="one_post_of_an_act"),
        ]

    def __str__(self) -> str:
        return f"{self.channel}: {self.get_act_display()} {self.version}"
