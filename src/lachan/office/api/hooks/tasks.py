"""Sending in the background, by the worker."""

from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult


@task()
def send_webhook_messages() -> int:
    """Send the messages that are due; answers how many arrived."""
    from lachan.office.api.hooks.sending import send_waiting

    return send_waiting(timezone.now())


def ask_for_sending() -> None:
    """Have the waiting messages sent soon, in the transaction of what waits. One task serves any number of them."""
    waiting = DBTaskResult.objects.filter(task_path=send_webhook_messages.module_path, status=TaskResultStatus.READY)
    if not waiting.exists():
        send_webhook_messages.enqueue()
