"""Forms of the people with an account: bring in a case, prepare a dialogue, sign a proposal."""

from typing import Any, ClassVar

from django import forms
from django.forms.formsets import DELETION_FIELD_NAME
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from learningdialogues.guarding import TextCheck, adjust, look_at, with_address
from learningdialogues.models import Case, Dialogue, Guide, PatternPage, PatternProposal, Step, Subject
from learningdialogues.models.guides import MODES, kind_choices
from learningdialogues.preparing import SubjectText
from learningdialogues.seating import FEWEST_SEATS, MOST_SEATS
from network.models import Item, Organisation, Role, User

WHEN = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class GuardedForm:
    """Mixin: free texts are looked at for personal data. ``check`` holds what was found, for the template.

    Identifiers always stop the form; a warning stops it once, until the writer says that it may stand (``laat-staan``).
    With ``pas-aan`` the proposals are filled in (one finding, as “field:start”, or “alles”) for the writer to read.
    """

    guarded_fields: tuple[str, ...] = ()
    venue_fields: tuple[str, ...] = ()
    """Of these the ones that ask for a place to meet: an address there is warned of, and does not stop the form."""
    check: TextCheck | None = None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data  # type: ignore[misc]
        found = self._look({name: cleaned.get(name) or "" for name in self.guarded_fields})
        if found.found:
            self.check = found
        if self.data.get("pas-aan"):  # type: ignore[has-type]
            self._adjust(found)
            raise forms.ValidationError(_("Adjusted. Read it once more and send it."))
        if found.blocks:
            raise forms.ValidationError(_("Take out first what points at one person."))
        if found.found and found.keep_token not in self.data.getlist("laat-staan"):  # type: ignore[attr-defined]
            raise forms.ValidationError(_("This may make somebody recognisable. Change it, or say that it may stand."))
        return cleaned

    def _look(self, texts: dict[str, str]) -> TextCheck:
        return with_address(look_at(texts), self.venue_fields)

    def _adjust(self, check: TextCheck) -> None:
        """Fill the proposals in; what is left to decide is shown with it."""
        data, wanted = self.data.copy(), self.data["pas-aan"]  # type: ignore[has-type]
        texts = {name: self.cleaned_data.get(name) or "" for name in self.guarded_fields}  # type: ignore[attr-defined]
        for name in self.guarded_fields:
            found = [one.finding for one in check.found if one.field == name]
            chosen = [finding for finding in found if wanted in ("alles", f"{name}:{finding.start}")]
            texts[name] = adjust(texts[name], chosen)
            data[self.add_prefix(name)] = texts[name]  # type: ignore[attr-defined]
        del data["pas-aan"]
        left = self._look(texts)
        self.data, self.check = data, left if left.found else None


class CaseForm(GuardedForm, forms.ModelForm):
    guarded_fields = ("title", "what_happened", "where_it_hurts", "want_to_learn")

    class Meta:
        model = Case
        fields = ("title", "what_happened", "where_it_hurts", "want_to_learn", "still_running", "organisation")
        widgets = {
            "what_happened": forms.Textarea(attrs={"rows": 5}),
            "where_it_hurts": forms.Textarea(attrs={"rows": 3}),
            "want_to_learn": forms.Textarea(attrs={"rows": 3}),
            "still_running": forms.RadioSelect,
        }

    def __init__(self, *args: Any, organisations: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organisation"]
        field.queryset = Organisation.objects.filter(pk__in=[organisation.pk for organisation in organisations])
        field.label = _("For which organisation?")
        if len(organisations) == 1:
            self.initial["organisation"] = organisations[0].pk
            field.widget = forms.HiddenInput()


class DialogueForm(GuardedForm, forms.ModelForm):
    """Prepare a dialogue: what it is about, with which guide, for how many, and with whom.

    With a draft as ``instance`` it corrects that one. Its steps are copied, so it keeps its guide, and its way of being
    held.
    """

    guarded_fields = ("title", "subject_title", "story", "want_to_learn", "place", "series")
    venue_fields = ("place",)

    guide = forms.ModelChoiceField(
        Guide.published.all(), label=gettext_lazy("Guide"), empty_label=None, widget=forms.RadioSelect
    )
    seats = forms.IntegerField(
        label=gettext_lazy("Number of seats"),
        min_value=FEWEST_SEATS,
        max_value=MOST_SEATS,
        initial=12,
        help_text=gettext_lazy("Between 4 and 30, without you. From five people on everything can be anonymous."),
    )

    story = forms.CharField(
        label=gettext_lazy("The story, or the text that it is about"),
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("The group reads this. Without names, places and exact dates."),
    )
    subject_kind = forms.ChoiceField(
        label=gettext_lazy("What is it about?"), choices=Subject.Kind.choices, initial=Subject.Kind.CASE
    )
    subject_title = forms.CharField(
        label=gettext_lazy("What do you call it?"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("For example: reminder of the benefit. Empty: the title of the dialogue."),
    )

    class Meta:
        model = Dialogue
        fields = (
            *("title", "want_to_learn", "seats", "organisations", "series", "has_experience_expert"),
            *("planned_for", "place", "kept_days", "was_on_paper"),
        )
        widgets = {
            "planned_for": WHEN,
            "want_to_learn": forms.Textarea(attrs={"rows": 2}),
            "organisations": forms.CheckboxSelectMultiple,
        }
        help_texts = {
            "series": gettext_lazy(
                "A name for dialogues that belong together, such as the round of every quarter. The next one shows the "
                "agreements that are still open, and what came first in the ranking before."
            ),
            "has_experience_expert": gettext_lazy(
                "Somebody who knows it from their own life and takes part for that reason. The circle and the report "
                "say whether there was one. You can still change it on the way."
            ),
            "was_on_paper": gettext_lazy(
                "The group met already, without screens. You type over what it wrote down: nobody joins with a code."
            ),
        }

    def __init__(self, *args: Any, organisations: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organisations"]
        field.queryset = Organisation.objects.filter(memberships__isnull=False).distinct()
        field.help_text = _("Only you set this. Beside a pattern we show how many there were, never which.")
        field.initial = [organisation.pk for organisation in organisations[:1]]
        self.fields["guide"].initial = self.fields["guide"].queryset.first()
        values = self.data if self.is_bound else self.initial
        if self.instance.was_on_paper or values.get("was_on_paper"):
            _ask_when_it_was_held(self)
            self.fields["seats"].label, self.fields["seats"].help_text = _("How many people were there?"), ""
        if not self.instance._state.adding:
            self._keep_what_was_copied()

    def _keep_what_was_copied(self) -> None:
        del self.fields["guide"], self.fields["was_on_paper"]
        first = self.instance.subjects.first()
        if first is not None:
            title = "" if first.title == self.instance.title else first.title
            self.initial |= {"subject_kind": first.kind, "subject_title": title, "story": first.text}

    def first_subject(self) -> SubjectText:
        """What the dialogue is about in the first place; without a title of its own it has that of the dialogue."""
        values = self.cleaned_data
        return SubjectText(values["subject_title"] or values["title"], values["story"], values["subject_kind"])


class SubjectForm(GuardedForm, forms.Form):
    """One more thing that a dialogue is about, such as the second letter. Empty is none."""

    guarded_fields = ("title", "text")

    kind = forms.ChoiceField(label=gettext_lazy("What is it?"), choices=Subject.Kind.choices, required=False)
    title = forms.CharField(label=gettext_lazy("Title"), max_length=120, required=False)
    text = forms.CharField(
        label=gettext_lazy("Text"), max_length=20000, required=False, widget=forms.Textarea(attrs={"rows": 5})
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if bool(cleaned.get("title")) != bool(cleaned.get("text")):
            raise forms.ValidationError(_("A further subject needs a title and a text."))
        return cleaned

    def subject(self) -> SubjectText | None:
        """What was filled in, or None: also when it is taken out."""
        values = self.cleaned_data
        if values.get(DELETION_FIELD_NAME) or not values.get("text"):
            return None
        return SubjectText(values["title"], values["text"], values["kind"])


class SubjectForms(forms.BaseFormSet):
    """The further subjects of a dialogue; one that is there already can be taken out."""

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        super().add_fields(form, index)
        if DELETION_FIELD_NAME in form.fields:
            form.fields[DELETION_FIELD_NAME].label = _("Take this subject out")

    def subjects(self) -> list[SubjectText]:
        """What was filled in, in order."""
        return [found for one in self if (found := one.subject())]


MoreSubjects = forms.formset_factory(
    SubjectForm, SubjectForms, extra=3, max_num=5, can_delete=True, can_delete_extra=False
)


def _ask_when_it_was_held(form: forms.BaseForm) -> None:
    """A dialogue on paper has no date of its own in the product: the report says the one that is filled in here."""
    held = form.fields["planned_for"]
    held.label, held.required = _("Held on"), True
    held.error_messages["required"] = _("Fill in when the group met: the report says it.")


class PlanForm(GuardedForm, forms.ModelForm):
    """When and where a dialogue is held, or was when it was on paper."""

    guarded_fields = ("place",)
    venue_fields = ("place",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.was_on_paper:
            _ask_when_it_was_held(self)

    class Meta:
        model = Dialogue
        fields = ("planned_for", "place")
        widgets: ClassVar[dict[str, forms.Widget]] = {"planned_for": WHEN}


class AddStepForm(GuardedForm, forms.Form):
    """A step that was not in the guide, added while preparing or on the way."""

    guarded_fields = ("title", "question", "reden")

    kind = forms.ChoiceField(label=gettext_lazy("Kind of step"), choices=kind_choices)
    title = forms.CharField(label=gettext_lazy("Title"), max_length=60)
    question = forms.CharField(label=gettext_lazy("Question to the group"), max_length=300)
    mode = forms.ChoiceField(label=gettext_lazy("Gather: how it is shown"), choices=MODES, required=False)
    minutes = forms.IntegerField(label=gettext_lazy("Minutes"), min_value=1, max_value=240, initial=10)
    reden = forms.CharField(label=gettext_lazy("Why?"), max_length=200, required=False)


class WindowForm(forms.Form):
    """From when until when a step is open before the live session, and who is asked."""

    stap = forms.ChoiceField(label=gettext_lazy("Step"))
    opens = forms.DateTimeField(label=gettext_lazy("Open from"), widget=WHEN)
    closes = forms.DateTimeField(label=gettext_lazy("Open until"), widget=WHEN)
    reminds = forms.DateTimeField(label=gettext_lazy("Reminder on"), widget=WHEN, required=False)
    addresses = forms.CharField(
        label=gettext_lazy("Addresses"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "One a line. They get the question and one reminder; nobody knows who answered, and the addresses are "
            "destroyed when the time is over. You may leave it empty and share the code yourself."
        ),
    )

    def __init__(self, *args: Any, steps: list[Step], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stap"].choices = [(str(step.pk), f"{step.number} {step.full_title}") for step in steps]


class CoFacilitatorForm(forms.Form):
    """Somebody who leads along, found by the address of the account."""

    email = forms.EmailField(
        label=gettext_lazy("E-mail of a facilitator"), widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )

    def clean_email(self) -> User:
        found = User.objects.filter(
            email__iexact=self.cleaned_data["email"], is_active=True, memberships__role=Role.FACILITATOR
        ).first()
        if found is None:
            raise forms.ValidationError(_("There is no facilitator with this address."))
        return found


class ProposalForm(GuardedForm, forms.ModelForm):
    """What a second reader may change before signing."""

    guarded_fields = ("title", "summary", "conversation_question", "handles_text", "checklist_text")

    handles_text = forms.CharField(
        label=gettext_lazy("What you can do about it"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("One handle a line; after a vertical bar who can do it: “Call first | client manager”."),
    )
    checklist_text = forms.CharField(
        label=gettext_lazy("Questions for one's own process"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("One question a line."),
    )

    class Meta:
        model = PatternProposal
        fields = ("title", "summary", "conversation_question")
        widgets = {"summary": forms.Textarea(attrs={"rows": 4})}

    field_order = ("title", "summary", "conversation_question", "handles_text", "checklist_text")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("handles_text", _handle_lines(self.instance.handles))
        self.initial.setdefault("checklist_text", "\n".join(self.instance.checklist))

    def save(self, commit: bool = True) -> PatternProposal:
        """Save what the reader may change, nothing else of the row."""
        lines = self.cleaned_data["handles_text"].splitlines()
        self.instance.handles = [handle for line in lines if (handle := _handle(line))]
        sentences = self.cleaned_data["checklist_text"].splitlines()
        self.instance.checklist = [line.strip() for line in sentences if line.strip()]
        self.instance.save(update_fields=["title", "summary", "conversation_question", "handles", "checklist"])
        return self.instance


def _handle_lines(handles: list[dict[str, str]]) -> str:
    return "\n".join(" | ".join(filter(None, (handle["what"], handle.get("who")))) for handle in handles)


def _handle(line: str) -> dict[str, str] | None:
    what, _bar, who = line.partition("|")
    return {"what": what.strip(), "who": who.strip(), "named_in": ""} if what.strip() else None


class MergeForm(forms.Form):
    """An existing pattern that the reader may see."""

    pattern = forms.ModelChoiceField(
        PatternPage.objects.none(), label=gettext_lazy("Existing pattern"), to_field_name="key"
    )

    def __init__(self, *args: Any, tokens: frozenset[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        visible = Item.objects.filter(kind="patroon").visible_to(tokens).values("pk")
        self.fields["pattern"].queryset = PatternPage.objects.live().filter(key__in=visible).order_by("title")


class ObjectionForm(GuardedForm, forms.Form):
    guarded_fields = ("tekst",)

    passage = forms.ChoiceField(label=gettext_lazy("Which passage?"))
    tekst = forms.CharField(
        label=gettext_lazy("What is not right about it?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, passages: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passage"].choices = passages


class AnswerForm(GuardedForm, forms.Form):
    """The facilitator's answer to an objection; an adjusted passage says from now on what is typed here."""

    guarded_fields = ("nieuw", "tekst")

    oordeel = forms.ChoiceField(
        label=gettext_lazy("What did you do with it?"),
        choices=[
            ("gehouden", gettext_lazy("The passage stays, with the objection beside it")),
            ("erbij", gettext_lazy("The passage stays, with my text under it")),
            ("aangepast", gettext_lazy("My text stands instead of the passage")),
        ],
        widget=forms.RadioSelect,
        initial="gehouden",
    )
    nieuw = forms.CharField(
        label=gettext_lazy("What the passage says from now on"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    tekst = forms.CharField(
        label=gettext_lazy("Your answer"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.cleaned_data.get("oordeel") != "gehouden" and not self.cleaned_data.get("nieuw", "-").strip():
            self.add_error("nieuw", _("Write what the passage says from now on."))
        return cleaned
