"""What an officer looks for in the table of schools."""

from django import forms

from muster.portal.organisations.models import Person
from muster.portal.pages.authority.progress.narrowing import Choices, Offered
from muster.portal.pages.authority.progress.place_in_list import InList, Order, Show
from muster.portal.pages.shared.forms import Form


class SchoolsForm(Form):
    """The place in the table as a form: shown only, for it travels in the address, where nothing is refused.

    Sorting stays as it is when the table is narrowed, and what there is no choice of is not asked.
    """

    q = forms.CharField(label="Find a school")
    show = forms.ChoiceField(label="State")
    officer = forms.ChoiceField(label="Officer")
    trust = forms.ChoiceField(label="Trust")
    system = forms.ChoiceField(label="System")
    area = forms.ChoiceField(label="Area")
    order = forms.CharField(widget=forms.HiddenInput)
    way = forms.CharField(widget=forms.HiddenInput)
    rows = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, where: InList, choices: Offered, authority: str, person: Person | None = None) -> None:
        initial = {
            "q": where.search,
            "show": where.show.value,
            "officer": where.officer,
            "trust": where.trust,
            "system": where.system,
            "area": where.area,
            "order": "" if where.order is Order.NAME else where.order.value,
            "way": "back" if where.back else "",
            "rows": "all" if where.whole else "",
        }
        super().__init__(initial=initial)
        self.fields["show"].choices = [(one.value, one.words(authority)) for one in Show]  # type: ignore[attr-defined]
        self._offer("officer", "Anybody", [(key, _yours(key, words, person)) for key, words in choices.officers])
        self._offer("trust", "Any", choices.trusts)
        self._offer("system", "Any", choices.systems)
        self._offer("area", "Any", choices.areas)
        for name in ("order", "way", "rows"):
            if not initial[name]:
                del self.fields[name]

    def _offer(self, name: str, every: str, choices: Choices) -> None:
        if choices:
            self.fields[name].choices = [("", every), *choices]  # type: ignore[attr-defined] # a ChoiceField
        else:
            del self.fields[name]


def _yours(key: str, words: str, person: Person | None) -> str:
    return f"{words} (you)" if person and person.public_id == key else words
