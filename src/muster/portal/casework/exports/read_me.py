"""What an archive says of itself, in plain words."""

from datetime import datetime

from muster.portal.collecting.models import Collection
from muster.portal.foundation import clock

_TEXT = """{title}
{authority}
Made on {when} by Muster.

What is in it
-------------
results/         every school's results: by pupil, and by school. The last sheet of each workbook says what the
                 columns mean.
findings/        what the checks found, what the schools said about it, and what you answered; your questions and
                 their answers.
ctf/             a Common Transfer File of each school that you accepted, for a national import system.
received/        the files as the schools sent them, a folder a school (its URN). The list "Files" says what each
                 was called, who sent it and when. A file that was deleted at the end of its period is listed only.
confirmations/   what each head teacher confirmed, a folder a school. The list "Confirmations" has the receipts.
log/             who did what and when, and who looked at pupils: every event up to now.
MANIFEST.sha256  the SHA-256 of every other file. "sha256sum --check MANIFEST.sha256" finds one that was changed.

A collection of files alone has received/ and log/.

It holds personal data about pupils
-----------------------------------
Keep it where your impact assessment says, and delete it when it says.

How to verify a confirmation without Muster
-------------------------------------------
1. The SHA-256 of <receipt>.signed is the one in the list "Confirmations". It is also in the log, in the event
   "return.confirmed" with that receipt: the log was sealed when the head teacher confirmed.
2. <receipt>.signed is the line "muster-results/1 return" and a JSON object: which school and collection, who confirmed
   when, what they declared, and "leaves", a SHA-256 for each pupil.
3. <receipt>.leaves.jsonl has a line for each pupil: the pupil's key, outcomes, dates and a random salt. The SHA-256 of
   the line "muster-results/1 pupil", a line feed, and that line without its own line feed, is one of the leaves.
   Outcomes that were changed later give another leaf. The line of a pupil who was erased is gone; the leaf stays.
4. The order of the log can be verified by the installation alone ("muster audit verify"): its seals need its key.
"""


def read_me(collection: Collection, moment: datetime) -> str:
    """The archive's README."""
    return _TEXT.format(
        title=collection.title, authority=collection.authority.name, when=clock.in_words(moment)
    ).replace("\n", "\r\n")
