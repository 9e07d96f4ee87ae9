"""People of a drilled clinic, signed in."""

from __future__ import annotations

from drills.deeds import Deed, Somebody


def signed_in(name: str, *days: tuple[Deed, ...]) -> list[Somebody]:
    """One clinic; for each list of deeds a session of somebody who may do them.

    Who is refused is of the front desk, everybody else is its practitioner.
    """
    from django.db import connection  # noqa: PLC0415 Django is set up by the installation

    from backcheck.web.clinics.roles import Role  # noqa: PLC0415
    from drills.deeds import refused  # noqa: PLC0415
    from tests.support import team  # noqa: PLC0415

    people = team.make_team(name).people
    found = []
    for deeds in days:
        account = people[Role.FRONT_DESK if refused in deeds else Role.PRACTITIONER]
        session = team.signed_in(account).cookies["backcheck_session"].value
        found.append(Somebody(str(account.pk), session, deeds))
    connection.close()
    return found
