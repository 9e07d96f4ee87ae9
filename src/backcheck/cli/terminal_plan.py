"""What a plan would be able to show, in a terminal."""

from __future__ import annotations

from rich.text import Text

from backcheck.reports.document import Sayings
from backcheck.reports.plan import plan_report
from backcheck.verdict.course_plan import CoursePlan

from .terminal import ROOMY, bullet, printed, table


def show(plan: CoursePlan) -> None:
    """Words first, then the tables."""
    told = plan_report(plan)
    with printed(ROOMY) as console:
        for block in (told.this, told.changed, told.meaning, told.simulated):
            if isinstance(block, Sayings):
                console.print(Text(block.heading, style="bold"))
                for item in block.items:
                    console.print(bullet(item))
            else:
                console.print(table(block))
            console.print()
        console.print(Text(told.about, style="dim"))
