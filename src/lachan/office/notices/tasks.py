"""Work of the notices that is done in the background, by `db_worker`."""

from datetime import datetime, timedelta

from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from lachan.office.notices.mail import mail_waiting

KEPT = timedelta(days=14)


@task()
def mail_waiting_notices() -> int:
    """Send the e-mails that are due; answers how many went out."""
    return mail_waiting(timezone.now())


def ask_for_mailing() -> None:
    """Have the waiting mails sent soon, in the transaction of the notice that waits.

    One task that has not begun serves any number of notices. A notice stored just after that task began is mailed
    by the clockwork within a minute.
    """
    waiting = DBTaskResult.objects.filter(task_path=mail_waiting_notices.module_path, status=TaskResultStatus.READY)
    if not waiting.exists():
        mail_waiting_notices.enqueue()


def forget_finished_tasks(now: datetime) -> int:
    """Take away the rows of tasks that ended more than two weeks ago; answers how many."""
    return DBTaskResult.objects.finished().filter(finished_at__lt=now - KEPT).delete()[0]
