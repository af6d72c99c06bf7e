"""Made-up pupils, and who sends them."""

from datetime import date

from muster.portal.foundation.actor import Actor, ActorKind
from muster.portal.organisations.models import Authority
from muster.portal.pupils.actions import identify
from muster.portal.pupils.identity_record import IdentityRecord
from muster.portal.pupils.models import Identity

OFFICER = Actor(ActorKind.PERSON, "bbbbccccddddffff", "Olu Okazqxfor")
BORN = date(2019, 3, 14)
# Well-formed and permanent, the first two; the third is a temporary one.
UPN, OTHER_UPN, TEMPORARY = "K330200125001", "P330200125002", "V33020012501A"
ADA = IdentityRecord("Okazqxfor", "Ada", upn=UPN, dob=BORN, sex="F")


def identify_one(authority: Authority, person: IdentityRecord) -> Identity:
    (identity,) = identify(OFFICER, authority, [person])
    return identity
