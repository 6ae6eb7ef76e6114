"""Adding a channel, connecting it anew, switching it off."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lachan.office.advisories.permissions import departments_to_write_for
from lachan.office.channels.models import Channel, ChannelKind, ChannelMode, ChannelState
from lachan.office.channels.permissions import find_channel, may_run
from lachan.office.channels.sealing import sealed
from lachan.office.people.actor import Actor
from lachan.office.refusals import NotRight, require
from lachan.office.trail.events import Event
from lachan.office.trail.record import record

MOST_RECIPIENTS = 500
LONGEST_ADDRESS = 100


@dataclass(frozen=True, kw_only=True)
class ChannelWanted:
    """What a channel is to be. Secrets are needed only where the system posts by itself."""

    kind: str
    name: str
    mode: str
    address: str
    app_id: str = ""
    secret: str = ""
    access: str = ""
    refresh: str = ""


@transaction.atomic
def add_channel(*, wanted: ChannelWanted, actor: Actor, now: datetime) -> Channel:
    """A new channel of the actor's Department."""
    require(may_run(actor))
    _check(wanted)
    channel = Channel(
        unit=departments_to_write_for(actor)[0], kind=wanted.kind, name=" ".join(wanted.name.split()),
        mode=wanted.mode, address=_address(wanted), app_id=wanted.app_id.strip(), made_by=actor.person, made_at=now,
    )  # fmt: skip
    channel.save()
    _seal(channel, wanted)
    record(
        Event.CHANNEL_ADDED, on=channel, by=actor, at=now, unit=channel.unit, after=channel.mode,
        facts={"kind": channel.kind},
    )  # fmt: skip
    return channel


@transaction.atomic
def reconnect(*, channel_id: int, wanted: ChannelWanted, actor: Actor, now: datetime) -> Channel:
    """New tokens and another way of posting; what waits goes on."""
    channel = find_channel(actor, channel_id, lock=True)
    require(may_run(actor))
    _check(wanted)
    channel.mode, channel.address, channel.app_id = wanted.mode, _address(wanted), wanted.app_id.strip()
    channel.state, channel.error, channel.paused_until = ChannelState.READY, "", None
    channel.access_until = None
    _seal(channel, wanted)
    record(Event.CHANNEL_CONNECTED, on=channel, by=actor, at=now, unit=channel.unit, after=channel.mode)
    return channel


@transaction.atomic
def switch_off(*, channel_id: int, actor: Actor, now: datetime) -> Channel:
    """Use the channel no more; its tokens are forgotten."""
    channel = find_channel(actor, channel_id, lock=True)
    require(may_run(actor))
    channel.state = ChannelState.OFF
    channel.sealed_access = channel.sealed_refresh = channel.sealed_secret = ""
    channel.save()
    record(Event.CHANNEL_SWITCHED_OFF, on=channel, by=actor, at=now, unit=channel.unit)
    return channel


def _check(wanted: ChannelWanted) -> None:
    if wanted.kind not in ChannelKind.values:
        raise NotRight("kind_unknown", _("Hãy chọn loại kênh."), field="kind")
    if wanted.mode not in ChannelMode.values:
        raise NotRight("mode_unknown", _("Hãy chọn cách đăng."), field="mode")
    if not wanted.name.strip():
        raise NotRight("no_name", _("Hãy ghi tên kênh."), field="name")
    if wanted.mode == ChannelMode.AUTOMATIC:
        if wanted.kind == ChannelKind.FACEBOOK and not wanted.access:
            raise NotRight("no_token", _("Hãy dán mã truy cập của Trang."), field="access")
        if wanted.kind == ChannelKind.ZALO and not (wanted.refresh and wanted.app_id and wanted.secret):
            raise NotRight("no_token", _("Zalo cần mã ứng dụng, khóa bí mật và mã làm mới."), field="refresh")


def _address(wanted: ChannelWanted) -> str:
    if wanted.kind != ChannelKind.EMAIL:
        address = wanted.address.strip()
        if not address or len(address) > LONGEST_ADDRESS or not address.replace("_", "").replace("-", "").isalnum():
            raise NotRight("address_not_right", _("Mã trang chỉ gồm chữ và số."), field="address")
        return address
    lines = [one.strip() for one in wanted.address.splitlines() if one.strip()]
    if not 1 <= len(lines) <= MOST_RECIPIENTS:
        raise NotRight(
            "recipients", _("Cần từ 1 đến %(n)d địa chỉ thư, mỗi dòng một.") % {"n": MOST_RECIPIENTS}, field="address"
        )
    for place, one in enumerate(lines, 1):
        try:
            validate_email(one)
        except ValidationError:
            raise NotRight(
                "recipient_not_right", _("Dòng %(n)d không phải địa chỉ thư.") % {"n": place}, field="address"
            ) from None
    return "\n".join(lines)


def _seal(channel: Channel, wanted: ChannelWanted) -> None:
    channel.sealed_access = sealed(channel, "sealed_access", wanted.access.strip())
    channel.sealed_refresh = sealed(channel, "sealed_refresh", wanted.refresh.strip())
    channel.sealed_secret = sealed(channel, "sealed_secret", wanted.secret.strip())
    channel.save()
