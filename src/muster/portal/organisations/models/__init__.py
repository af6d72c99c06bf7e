"""The tables of organisations and people."""

from muster.portal.organisations.models.authority import Authority
from muster.portal.organisations.models.emergency_account import EmergencyAccount
from muster.portal.organisations.models.head_change import HeadChange
from muster.portal.organisations.models.kept_form import KeptForm
from muster.portal.organisations.models.link import Link
from muster.portal.organisations.models.membership import (
    AT_AUTHORITY,
    DECIDING,
    IMPLIES,
    SEES_PUPILS,
    SIGNING,
    Membership,
    Role,
)
from muster.portal.organisations.models.person import Person
from muster.portal.organisations.models.results_shared import ResultsShared
from muster.portal.organisations.models.school import School
from muster.portal.organisations.models.sign_in_code import SignInCode
from muster.portal.organisations.models.sign_in_name import SignInName
from muster.portal.organisations.models.sign_in_provider import ProviderAccount, ProviderSession, SignInProvider
from muster.portal.organisations.models.tenant import TenantRecord
from muster.portal.organisations.models.trust import Trust

__all__ = [
    "AT_AUTHORITY",
    "DECIDING",
    "IMPLIES",
    "SEES_PUPILS",
    "SIGNING",
    "Authority",
    "EmergencyAccount",
    "HeadChange",
    "KeptForm",
    "Link",
    "Membership",
    "Person",
    "ProviderAccount",
    "ProviderSession",
    "ResultsShared",
    "Role",
    "School",
    "SignInCode",
    "SignInName",
    "SignInProvider",
    "TenantRecord",
    "Trust",
]
