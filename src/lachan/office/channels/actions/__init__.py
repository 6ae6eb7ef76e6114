"""What changes channels and their outbox."""

from lachan.office.channels.actions.channels import ChannelWanted, add_channel, reconnect, switch_off
from lachan.office.channels.actions.outbox import done_by_hand, plan_posts, try_again
from lachan.office.channels.actions.sending import send_due

__all__ = [
    "ChannelWanted",
    "add_channel",
    "done_by_hand",
    "plan_posts",
    "reconnect",
    "send_due",
    "switch_off",
    "try_again",
]
