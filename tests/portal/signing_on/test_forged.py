"""Answers that are not the provider's, not to this browser, or not about this portal."""

import time
from datetime import timedelta
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from django.conf import LazySettings
from msgspec.structs import replace

from muster.portal.foundation import clock
from muster.portal.foundation.refusals import Refusal
from muster.portal.organisations.models import ProviderAccount
from muster.portal.organisations.provider.fetching import Away, check_address, get
from muster.portal.organisations.provider.metadata import REMEMBERED, Metadata, issuer_of, metadata_of
from muster.portal.organisations.provider.tokens import Wrong, check_id_token
from tests.portal.answers import text
from tests.portal.servers.openid import OpenIdProvider
from tests.portal.signing_on.door import HOST, Door

ADA = "ada@a.example"
ISSUER = "https://sign-in.example"
METADATA = Metadata(ISSUER, f"{ISSUER}/a", f"{ISSUER}/t", f"{ISSUER}/k")


def back_of(door: Door, email: str = ADA) -> str:
    door.council.know(email, roles=["OF"])
    return door.council.answer(door.out(), email).removeprefix(f"http://{HOST}")


def test_an_answer_counts_in_the_browser_that_asked_and_once(door: Door) -> None:
    back = back_of(door)
    assert "begun in another window" in text(door.another().get(back))
    assert door.browser.get(back).status_code == 302
    assert door.browser.get(back).headers["Location"] == "/home/"
    assert "begun in another window" in text(door.another().get(back))


def test_another_state_is_no_answer_and_ends_the_question(door: Door) -> None:
    back = back_of(door)
    forged = back.partition("state=")[0] + "state=another"
    assert "begun in another window" in text(door.browser.get(forged))
    assert "begun in another window" in text(door.browser.get(back))


def test_a_quarter_of_an_hour_is_the_longest(door: Door) -> None:
    back = back_of(door)
    with clock.at(clock.now() + timedelta(minutes=16)):
        assert "more than 15 minutes ago" in text(door.browser.get(back))


@pytest.mark.parametrize(
    ("added", "told"),
    [("&iss=https://another.example", "cannot be believed"), ("&code=", "did not sign you in")],
)
def test_an_answer_of_anothers_or_without_a_code_signs_nobody_in(door: Door, added: str, told: str) -> None:
    back = back_of(door)
    changed = back + added if "iss" in added else f"{back.partition('?')[0]}?error=access_denied&state={_state(back)}"
    assert told in text(door.browser.get(changed))
    assert not door.is_in()
    assert not ProviderAccount.objects.exists()


def test_a_code_of_somebody_elses_question_is_not_taken(door: Door) -> None:
    """The code goes with the verifier and the nonce of its own question alone."""
    mine, other = back_of(door), door.another()
    theirs = door.council.answer(door.out(other), ADA).removeprefix(f"http://{HOST}")
    mixed = f"{mine.partition('?')[0]}?code={_code(theirs)}&state={_state(mine)}"
    assert "did not sign you in" in text(door.browser.get(mixed))


def test_a_provider_that_is_away_is_said_so(door: Door) -> None:
    back = back_of(door)
    door.council.down()
    try:
        answer = door.browser.get(back)
        assert answer.status_code == 503
        assert "does not answer at present" in text(answer)
        REMEMBERED.forget()
        assert door.browser.get("/sign-in/with/330/").status_code == 503
    finally:
        door.council.up()


@pytest.fixture(scope="module")
def key() -> RSAPrivateKey:
    return generate_private_key(65537, 2048)


@pytest.fixture
def keys(key: RSAPrivateKey) -> Any:  # noqa: ANN401 - a fixture that cleans up
    public = jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key(), as_dict=True) | {"kid": "k1", "use": "sig"}
    REMEMBERED.forget()
    REMEMBERED.get(METADATA.jwks_uri, lambda: {"keys": [public]})
    yield
    REMEMBERED.forget()


def token(key: object, algorithm: str = "RS256", kid: str = "k1", **claims: object) -> str:
    now = int(time.time())
    said = {"iss": ISSUER, "aud": "muster", "sub": "1", "iat": now, "exp": now + 60, "nonce": "n"} | claims
    kept = {name: value for name, value in said.items() if value is not None}
    return jwt.encode(kept, key, algorithm=algorithm, headers={"kid": kid})  # type: ignore[arg-type] # any key


@pytest.mark.usefixtures("keys")
def test_a_token_of_the_providers_is_believed(key: RSAPrivateKey) -> None:
    assert check_id_token(METADATA, "muster", token(key), "n")["sub"] == "1"
    assert check_id_token(METADATA, "muster", token(key, nonce=None), None)["sub"] == "1"


@pytest.mark.usefixtures("keys")
@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://another.example"},
        {"aud": "another"},
        {"aud": ["muster", "another"]},
        {"azp": "another"},
        {"nonce": "another"},
        {"nonce": None},
        {"exp": 1_700_000_000},
        {"exp": None},
        {"sub": None},
        {"iat": None},
    ],
)
def test_a_token_for_others_of_others_or_of_the_past_is_not(key: RSAPrivateKey, claims: dict[str, Any]) -> None:
    with pytest.raises(Wrong):
        check_id_token(METADATA, "muster", token(key, **claims), "n")


@pytest.mark.usefixtures("keys")
def test_a_token_that_another_signed_is_not(key: RSAPrivateKey) -> None:
    forged = [
        token(generate_private_key(65537, 2048)),
        token("the client's own secret, which is long enough", "HS256"),
        token(None, "none"),
        token(key)[:-6] + "AAAAAA",
        "x.y.z",
        "",
    ]
    for one in forged:
        with pytest.raises(Wrong):
            check_id_token(METADATA, "muster", one, "n")


@pytest.mark.parametrize(
    "address",
    [
        "http://sign-in.example", "file:///etc/passwd", "ftp://sign-in.example", "https://", "sign-in.example",
        "https://user@sign-in.example", "https://sign-in.example/#x", "https://127.0.0.1/", "https://[::1]/",
        "https://10.0.0.8/", "https://169.254.169.254/latest", "http://127.0.0.1:9/",
    ],
)  # fmt: skip
def test_an_address_that_leads_within_or_is_not_https_is_not_asked(address: str) -> None:
    with pytest.raises(Refusal) as refused:
        check_address(address)
    assert refused.value.id in ("provider_address", "provider_address_within")


def test_what_the_installation_names_may_be_within(council: OpenIdProvider, settings: LazySettings) -> None:
    check_address(council.issuer)
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, inner_providers=("10.0.0.8",))
    check_address("https://10.0.0.8/")
    with pytest.raises(Refusal):
        check_address("http://10.0.0.8/")


def test_no_redirect_is_followed(council: OpenIdProvider) -> None:
    with pytest.raises(Away):
        get(f"{council.issuer}/identity/o/authorize")


def test_a_provider_is_known_by_its_own_name_alone(council: OpenIdProvider) -> None:
    typed = f"  {council.issuer}/.well-known/openid-configuration "
    assert metadata_of(issuer_of(typed)).issuer == council.issuer
    REMEMBERED.forget()
    said = get(f"{council.issuer}/.well-known/openid-configuration")
    for wrong, refusal in (({"issuer": "https://x/{tenantid}/v2.0"}, "other_issuer"), ({}, "no_description")):
        REMEMBERED.forget()
        REMEMBERED.get(council.issuer, lambda: said | wrong if wrong else {})  # noqa: B023 - called at once
        with pytest.raises(Refusal) as refused:
            metadata_of(council.issuer)
        assert refused.value.id == f"provider_{refusal}"


def _state(back: str) -> str:
    return back.partition("state=")[2].partition("&")[0]


def _code(back: str) -> str:
    return back.partition("code=")[2].partition("&")[0]
