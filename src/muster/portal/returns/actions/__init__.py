"""Every write to returns."""

from muster.portal.returns.actions.sending import Sent, send_file

__all__ = ["Sent", "send_file"]
