"""Who submits a pupil who changed school: a pure function of each school's registered dates.

The rules are those of the council guidance on pupils moving schools, and where it is silent our own decisions; which
of them an answer follows is its `source`, in words in `sentences.toml`.
"""

from muster.movers.answers import Answer, Need, Rule, Source, Task, ToDo, Wanted
from muster.movers.front_door import who_submits
from muster.movers.sentences import need_in_words, origin_of, source_in_words, task_in_words
from muster.movers.spells import Period, Place, Registration, Spell

__all__ = [
    "Answer",
    "Need",
    "Period",
    "Place",
    "Registration",
    "Rule",
    "Source",
    "Spell",
    "Task",
    "ToDo",
    "Wanted",
    "need_in_words",
    "origin_of",
    "source_in_words",
    "task_in_words",
    "who_submits",
]
