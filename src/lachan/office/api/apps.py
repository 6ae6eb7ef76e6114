"""Django's card of this app."""

from datetime import timedelta

from django.apps import AppConfig

from lachan.office import clockwork


class ApiConfig(AppConfig):
    """Keys and webhooks of bodies whose own systems work on requests."""

    name = "lachan.office.api"
    label = "api"

    def ready(self) -> None:
        """Every minute what happened becomes messages, and waiting messages go out; old answers are
        forgotten, and administrators are told of keys that end soon."""
        from lachan.office.api.actions.keys import warn_of_ending_keys
        from lachan.office.api.hooks.outbox import forget_old_messages, gather_messages
        from lachan.office.api.hooks.sending import send_waiting
        from lachan.office.api.idempotency import forget_old_answers

        often = timedelta(minutes=1)
        clockwork.register("gather_webhook_messages", every=often, work=gather_messages)
        clockwork.register("send_webhook_messages", every=often, work=send_waiting)
        clockwork.register("warn_of_ending_api_keys", every=timedelta(hours=6), work=warn_of_ending_keys)
        clockwork.register("forget_old_messages", every=timedelta(days=1), work=forget_old_messages)
        clockwork.register("forget_old_api_answers", every=timedelta(hours=1), work=forget_old_answers)
