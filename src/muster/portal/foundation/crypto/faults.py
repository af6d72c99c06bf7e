"""What can go wrong with keys and closed data. Neither ever gives bytes that were not put in."""


class KeyFault(Exception):
    """The environment's keys are not those the data needs; the text says which key is missing and what to do."""


class Unreadable(Exception):
    """Closed bytes were changed, cut short, or belong to another authority, purpose or row. They hold nothing."""
