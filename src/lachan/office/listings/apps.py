"""Django's card of this app."""

from datetime import timedelta

from django.apps import AppConfig

from lachan.office import clockwork


class ListingsConfig(AppConfig):
    """Listings, their appeals, and what is asked of other bodies because of them."""

    name = "lachan.office.listings"
    label = "listings"

    def ready(self) -> None:
        """What ends, ends within minutes; reminders and erasing every hour, each step once.

        What reviewers find to be warned of comes here by itself.
        """
        from lachan.office.intake import handing
        from lachan.office.intake.policies import SubjectMove
        from lachan.office.listings.actions.appeals import erase_answered
        from lachan.office.listings.actions.ending import expire
        from lachan.office.listings.actions.reminders import remind
        from lachan.office.listings.handed import give_back, is_running, take_subject

        handing.register(SubjectMove.CORROBORATE, handing.Taker(take_subject, give_back, is_running))
        clockwork.register("expire_listings", every=timedelta(minutes=5), work=expire)
        clockwork.register("erase_answered_appeals", every=timedelta(hours=1), work=erase_answered)
        clockwork.register("remind_of_listings", every=timedelta(hours=1), work=remind)
