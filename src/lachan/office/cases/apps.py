"""Django's card of this app."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Cases: what came in is judged together, handed over to the police, and ends with an outcome."""

    name = "lachan.office.cases"
    label = "cases"

    def ready(self) -> None:
        """What a reviewer finds to be a case becomes one."""
        from lachan.office.cases.handed import take_subject
        from lachan.office.intake import handing
        from lachan.office.intake.policies import SubjectMove

        handing.register(SubjectMove.CASE, handing.Taker(take_subject))
