"""People, what they are in which unit and when, and who may sign in whose place."""

import uuid
from datetime import date, datetime

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lachan.office.units.models import Unit
from lachan.vietnam.text import plain


class PersonManager(BaseUserManager["Person"]):
    """Accounts are made by `people.actions`; this is the small part that Django's own machinery needs."""

    def get_by_natural_key(self, email: str | None) -> "Person":
        """The account of an address, whatever its case."""
        return self.get(email__iexact=email)

    def new(self, *, email: str, full_name: str, password: str | None) -> "Person":
        """A stored account; without password nobody can sign in to it by password."""
        person = Person(email=self.normalize_email(email).lower(), full_name=full_name)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """Somebody with an account. Rights come from memberships alone; there is no all-powerful account."""

    email = models.EmailField(_("thư điện tử"), unique=True)
    full_name = models.CharField(_("họ và tên"), max_length=120)
    search_name = models.CharField(max_length=250, editable=False)
    is_active = models.BooleanField(_("đang hoạt động"), default=True)
    date_joined = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]
    objects = PersonManager()

    class Meta:
        verbose_name = _("người dùng")
        ordering = ["full_name", "id"]

    def __str__(self) -> str:
        return self.full_name

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the search form beside the name."""
        self.search_name = plain(f"{self.full_name} {self.email}")
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class Role(models.TextChoices):
    """What a person is in a unit. Whoever signs or administers needs two factors."""

    LEADER = "leader", _("Lãnh đạo (ký)")
    OFFICER = "officer", _("Chuyên viên")
    CLERK = "clerk", _("Văn thư")
    READER = "reader", _("Người xem")
    LIAISON = "liaison", _("Đầu mối phối hợp")
    ADMINISTRATOR = "administrator", _("Quản trị")


class PeriodQuerySet(models.QuerySet):
    """Rows that hold for a period of days, both ends included, unless somebody ended them before."""

    def not_over(self, day: date) -> "PeriodQuerySet":
        """Rows in force on `day` or later."""
        return self.filter(ended_at__isnull=True).filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day))

    def valid_on(self, day: date) -> "PeriodQuerySet":
        """Rows in force on `day`."""
        return self.not_over(day).filter(valid_from__lte=day)


class Membership(models.Model):
    """A person's role in a unit for a period; `ended_at` is the moment at which somebody took it away before."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(_("vai trò"), max_length=20, choices=Role.choices)
    title = models.CharField(_("chức vụ"), max_length=100, blank=True)
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến hết ngày"), null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("vai trò của người dùng")
        ordering = ["unit__name", "role"]
        constraints = [
            models.CheckConstraint(
                name="membership_ends_after_it_begins",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=models.F("valid_from")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_role_display()}, {self.unit}"


class Delegation(models.Model):
    """A leader lets another member of the unit sign in the leader's place ("ký thay") for a period."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="delegations")
    leader = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="delegations_given")
    deputy = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="delegations_held")
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến hết ngày"))
    basis = models.CharField(_("văn bản ủy quyền"), max_length=200)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("ủy quyền ký thay")
        constraints = [
            models.CheckConstraint(
                name="delegation_ends_after_it_begins", condition=Q(valid_to__gte=models.F("valid_from"))
            ),
            models.CheckConstraint(name="nobody_delegates_to_themselves", condition=~Q(leader=models.F("deputy"))),
        ]

    def __str__(self) -> str:
        return f"{self.deputy} ký thay {self.leader}"


class Invitation(models.Model):
    """A letter that lets one address make one account with one role; only the token's hash is kept.

    `mailed_at` stays empty when the mail server did not take the letter.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("thư điện tử"))
    full_name = models.CharField(_("họ và tên"), max_length=120)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT)
    role = models.CharField(_("vai trò"), max_length=20, choices=Role.choices)
    title = models.CharField(_("chức vụ"), max_length=100, blank=True)
    invited_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="invitations_sent")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("lời mời")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.email}: {self.get_role_display()}, {self.unit}"

    def is_open(self, now: datetime) -> bool:
        """Whether the letter can still be used."""
        return self.accepted_at is None and self.withdrawn_at is None and now < self.expires_at
