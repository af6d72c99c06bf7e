"""Subject and bodies, closed: they can hold a link that lets somebody in."""

import msgspec

from muster.portal.foundation.crypto import INSTANCE, Vault, unseal, vault_of
from muster.portal.outbox.models import Mail
from muster.portal.outbox.rendering import Text

_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(Text)


def close(mail: Mail, text: Text, vault: Vault | None = None) -> bytes:
    """The text sealed with the key of the mail's authority, bound to this mail; `vault` where it is open already."""
    return (vault or vault_of(mail.authority or INSTANCE)).seal(_encoder.encode(text), _about(mail))


def text_of(mail: Mail) -> Text | None:
    """What the mail says; None once it was blanked."""
    if mail.blanked_at is not None:
        return None
    return _decoder.decode(unseal(mail.authority or INSTANCE, bytes(mail.sealed), _about(mail)))


def _about(mail: Mail) -> bytes:
    return b"mail|" + mail.public_id.encode()
