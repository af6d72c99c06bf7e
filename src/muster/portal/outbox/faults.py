"""Why a mail server did not take a mail, and whether trying again can help."""

import smtplib

import msgspec


class Fault(msgspec.Struct, frozen=True):
    """What went wrong: `sentence` for people, without the server's own words, which can hold an address.

    `lasting`: no later attempt will do better. `everywhere`: the server itself is away, for every mail.
    """

    sentence: str
    lasting: bool = False
    everywhere: bool = False


AWAY = Fault("The mail server cannot be reached. Muster tries again by itself.", everywhere=True)
NO_SERVER = Fault("No mail server is set. An operator must set MUSTER_MAIL.", everywhere=True)
NOT_LET_IN = Fault("The mail server did not let Muster in. An operator must check MUSTER_MAIL.", everywhere=True)
SENDER = Fault("The mail server does not let Muster send from its address. An operator must check MUSTER_MAIL_FROM.")
LATER = Fault("The mail server asked Muster to try again later.")
NO_ADDRESS = Fault("The mail server says that this address cannot receive mail. Check the address.", lasting=True)
NOT_TAKEN = Fault("The mail server refused this mail. Ask whoever runs the mail server why.", lasting=True)
TOO_LONG = Fault("The mail server did not take this mail for three days, so Muster stopped trying.", lasting=True)

EVERYWHERE = frozenset(fault.sentence for fault in (AWAY, NO_SERVER, NOT_LET_IN))
"""What is said of mails that wait for the server, not for their own sake."""


def fault_of(error: Exception) -> Fault:
    """What an error of the conversation with the server means. A refusal of the 500s is for good."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _ in error.recipients.values()]
        return NO_ADDRESS if codes and min(codes) >= 500 else LATER
    if isinstance(error, smtplib.SMTPSenderRefused):
        return SENDER if error.smtp_code >= 500 else LATER
    if isinstance(error, smtplib.SMTPDataError):
        return NOT_TAKEN if error.smtp_code >= 500 else LATER
    if isinstance(error, (smtplib.SMTPAuthenticationError, smtplib.SMTPNotSupportedError)):
        return NOT_LET_IN
    return AWAY
