"""The command line `lachan`: one module a group of commands."""

import typer

from lachan.cli.bundle import app as bundle
from lachan.cli.calls import app as calls
from lachan.cli.cleanup import compare, notices
from lachan.cli.demo import app as demo
from lachan.cli.handover import app as handover
from lachan.cli.identify import app as identify
from lachan.cli.lists import app as lists
from lachan.cli.messages import app as messages
from lachan.cli.numbers import app as numbers
from lachan.cli.office import app as office
from lachan.cli.owners import owners
from lachan.cli.papers import app as papers
from lachan.cli.report import report
from lachan.cli.sites import app as sites
from lachan.cli.subscribers import app as subscribers

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Lá Chắn: phòng, chống lừa đảo qua mạng viễn thông, Internet / against fraud over telecom and Internet",
)
app.add_typer(demo, name="demo")
subscribers.command()(owners)
subscribers.command()(compare)
subscribers.command()(notices)
subscribers.command()(report)
app.add_typer(subscribers, name="subscribers")
app.add_typer(numbers, name="numbers")
app.add_typer(calls, name="calls")
app.add_typer(sites, name="sites")
app.add_typer(messages, name="messages")
app.add_typer(lists, name="lists")
app.add_typer(identify, name="identify")
app.add_typer(handover, name="handover")
app.add_typer(bundle, name="bundle")
app.add_typer(papers, name="papers")
app.add_typer(office, name="office")
