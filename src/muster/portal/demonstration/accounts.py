"""The accounts to sign in with, for whoever tries the demonstration."""

from collections.abc import Sequence

import msgspec

from muster.portal.demonstration import people
from muster.portal.demonstration.actions import PASSWORD
from muster.portal.organisations.models import Authority, Membership, Role, School, SignInName


class Account(msgspec.Struct, frozen=True):
    """A user name, and who it is."""

    name: str
    who: str


def accounts(authority: Authority) -> list[Account]:
    """The authority's accounts of every kind, and heads by their schools' URNs."""
    schools = list(School.objects.filter(authority=authority).select_related("trust").order_by("urn"))
    plain = people.plain_school(schools)
    return [
        Account(people.OFFICER, f"data officer of {authority.name}"),
        Account(people.MANAGER, "manager of the data team"),
        Account(people.ADVISER, "school improvement adviser, who sees no pupils"),
        Account(people.PUPIL_ADVISER, "school improvement adviser, who sees pupils"),
        Account(plain.urn, f"head of {plain.name}, which has sent nothing yet"),
        Account(people.DEPUTY, f"deputy head who may confirm for {plain.name}"),
        Account(people.SENDER, f"may send for {plain.name}"),
        *_several(authority),
        Account(people.CAREFUL, "another data officer, who is asked for a code: read it in the mailbox"),
        Account(people.OPERATOR, "looks after the installation"),
    ]


def _several(authority: Authority) -> list[Account]:
    """Those with more than one school, where the authority has trusts."""
    names = SignInName.objects.filter(authority=authority, person__email=people.EXECUTIVE_HEAD)
    urns = list(names.order_by("name").values_list("name", flat=True))
    found = [Account(" or ".join(urns), "executive head of two schools")] if urns else []
    lead = Membership.objects.filter(authority=authority, role=Role.TRUST_LEAD, trust__isnull=False).first()
    if lead is not None and lead.trust is not None:
        found.append(Account(people.TRUST_LEAD, f"data lead of {lead.trust.name}"))
        found.append(Account(people.TRUST_VIEWER, f"sees the schools of {lead.trust.name}, and no pupils"))
    return found


def said(listed: Sequence[Account], address: str) -> str:
    """What is printed once the portal answers at the address."""
    width = max(len(account.name) for account in listed)
    lines = [f"  {account.name:{width}}  {account.who}" for account in listed]
    return "\n".join(
        [
            f"The demonstration is at {address}",
            f"Sign in at {address}/sign-in/ with the password {PASSWORD} and one of these user names:",
            *lines,
            f"Its e-mails, which go to nobody, are at {address}/mailbox/",
        ]
    )
