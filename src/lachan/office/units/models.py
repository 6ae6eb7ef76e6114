"""Units with time: who existed when, under whom, for which communes, and who took over."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from lachan.vietnam.text import plain


class UnitKind(models.TextChoices):
    """What kind of body a unit is; duties are given by kind, so that they outlive a reorganisation."""

    PROVINCE = "province", _("Tỉnh, thành phố")
    COMMUNE = "commune", _("Xã, phường, đặc khu")
    DISTRICT = "district", _("Huyện, thành phố thuộc tỉnh")
    DEPARTMENT = "department", _("Sở")
    DIVISION = "division", _("Phòng chuyên môn, đơn vị thuộc Sở")
    DISTRICT_OFFICE = "district_office", _("Phòng Văn hóa và Thông tin")
    COMMUNE_OFFICE = "commune_office", _("Phòng Văn hóa - Xã hội")
    OPERATOR = "operator", _("Doanh nghiệp viễn thông")
    POLICE = "police", _("Công an")
    OTHER = "other", _("Đơn vị khác")


class UnitQuerySet(models.QuerySet["Unit"]):
    """Questions with a date."""

    def valid_on(self, day: date) -> "UnitQuerySet":
        """Units that existed on `day`; `valid_to` is the last day."""
        return self.filter(valid_from__lte=day).filter(models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=day))


class Unit(models.Model):
    """A body from its first day to its last; a change of name or parent is a new unit with a succession."""

    key = models.SlugField(_("mã"), max_length=80, unique=True)
    name = models.CharField(_("tên"), max_length=200)
    short_name = models.CharField(_("tên ngắn"), max_length=80, blank=True)
    search_name = models.CharField(max_length=400, editable=False, db_index=True)
    kind = models.CharField(_("loại"), max_length=20, choices=UnitKind.choices)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("đơn vị cấp trên"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
    )
    symbol = models.CharField(_("ký hiệu trên văn bản"), max_length=30, blank=True)
    email = models.EmailField(_("thư điện tử"), blank=True)
    area = models.JSONField(_("địa bàn (mã xã, phường; trước 7/2025 là mã huyện)"), default=list, blank=True)
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến hết ngày"), null=True, blank=True)

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("đơn vị")
        ordering = ["name", "valid_from"]
        constraints = [
            models.CheckConstraint(
                name="unit_ends_after_it_begins",
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the search form beside the name, so that both data bases search without accents alike."""
        self.search_name = plain(f"{self.name} {self.short_name} {self.key}")[:400]
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def is_valid_on(self, day: date) -> bool:
        """Whether the unit existed on `day`."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


class Succession(models.Model):
    """`successor` took over (part of) what `predecessor` did, from a day on."""

    predecessor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="precessions")
    since = models.DateField(_("từ ngày"))
    basis = models.CharField(_("căn cứ"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("kế thừa")
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="one_succession_a_pair"),
            models.CheckConstraint(
                name="nobody_succeeds_itself", condition=~models.Q(predecessor=models.F("successor"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"
