"""Mail that could not be delivered, sent once more because somebody looked into it."""

from muster.portal.audit.action import INSTANCE, action
from muster.portal.foundation.actor import Actor
from muster.portal.outbox.actions import send_again
from muster.portal.outbox.models import Mail


def send_mail_again(actor: Actor, mail: Mail) -> Mail:
    """Queue a mail once more that was given up. One event, without the address.

    Raises Refusal where it is not stopped, or where its text was taken away.
    """
    with action(actor, mail.authority or INSTANCE) as act:
        sent = send_again(mail)
        act.record("mail.sent_again", mail, template=mail.template)
    return sent
