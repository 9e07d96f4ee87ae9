"""docs/generated/access.md: who may do what, by the tables that the tests of access hold."""

from __future__ import annotations

from backcheck.web.clinics.roles import MAY, Act, Role
from tests.support.addresses import ADDRESSES, Address, Open


def access_page() -> str:
    """Role by act, and address by act."""
    return (
        "# Who may do what\n\n"
        "Somebody has an account in one clinic, in one role. Every page names the act that it "
        "needs; `src/backcheck/web/clinics/roles.py` says which role may. Rows are reached through "
        "the clinic of whoever asks: of another clinic it isn't even said that they are there "
        "(404). Who isn't signed in is sent to sign in; who has no second factor, to choose one; "
        "another role is refused (403). The trail keeps every refusal. "
        "`tests/clinic/test_access_clinic.py` asks for every address in every role, on both "
        f"databases; why it is so: [ADR 20](../adr/0020-access.md).\n\n{_roles()}\n{_addresses()}"
    )


def _roles() -> str:
    head = "".join(f" {role.value.replace('_', ' ')} |" for role in Role)
    rows = [
        f"| `{act.value}` |" + "".join(f" {'yes' if act in MAY[role] else ''} |" for role in Role)
        for act in Act
    ]
    return f"## Roles\n\n| act |{head}\n|---|{'---|' * len(Role)}\n" + "\n".join(rows) + "\n"


def _addresses() -> str:
    rows = "".join(_row(pattern, entry) for pattern, entry in sorted(ADDRESSES.items()))
    return (
        "## Addresses\n\n"
        "*Signs in again*: only after signing in again a few minutes ago. *Trail*: what reading "
        "the page leaves there.\n\n"
        "| address | methods | needs | roles | signs in again | trail |\n"
        "|---|---|---|---|---|---|\n"
        f"{rows}"
    )


def _row(pattern: str, entry: Address) -> str:
    needs = f"`{entry.needs.value}`" if isinstance(entry.needs, Act) else entry.needs.value
    again, kept = "yes" if entry.again else "", f"`{entry.reads.value}`" if entry.reads else ""
    methods = ", ".join(sorted(entry.methods))
    return f"| `{pattern}` | {methods} | {needs} | {_who(entry)} | {again} | {kept} |\n"


def _who(entry: Address) -> str:
    if isinstance(entry.needs, Open):
        return "everybody" if entry.needs is Open.ANYBODY else "every role"
    return ", ".join(role.value.replace("_", " ") for role in Role if entry.needs in MAY[role])
