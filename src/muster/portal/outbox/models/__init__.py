"""The outbox's table."""

from muster.portal.outbox.models.mail import Mail, MailState

__all__ = ["Mail", "MailState"]
