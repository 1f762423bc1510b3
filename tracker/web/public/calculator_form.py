"""What the calculator asks, and the reckoning of it; what is wrong is said beside the field it is about."""

from __future__ import annotations

from wtforms import BooleanField

from tracker import clock, lawbook
from tracker.cases import labels
from tracker.directory.codes import CONFIRMED_BOUND, BoundBy
from tracker.directory.labels import BOUND_BY
from tracker.i18n import N_, lazy, t
from tracker.law.calculator import CaseDates, case_dates
from tracker.law.calendar import Calendar
from tracker.law.errors import LawError, NoRegime, YearNotLoaded
from tracker.store import db
from tracker.web.shared.checks import Needed, NotBefore, NotInFuture
from tracker.web.shared.forms import DateField, SearchForm, SelectField

UNSEEN = frozenset(one.value for one in BoundBy if one not in CONFIRMED_BOUND)


class CalculatorForm(SearchForm):
    kind = SelectField(
        lazy("What was sent?"), choices=[(kind.value, lazy(text)) for kind, text in labels.KINDS.items()],
        validators=[Needed(N_("Choose what was sent."))],
    )  # fmt: skip
    body = SelectField(lazy("To whom?"), choices=[(one.value, lazy(text)) for one, text in BOUND_BY.items()])
    received_on = DateField(
        lazy("When did the body get the letter?"),
        validators=[Needed(N_("Write the day on which the body got the letter."))],
        description=lazy("The day on the stamp, on the postal receipt, or in the answer. A coming day counts too."),
    )
    registered_on = DateField(lazy("When did it register the letter?"), validators=[NotBefore("received_on")])
    dispatched_on = DateField(lazy("When was it sent?"))
    extended = BooleanField(lazy("The body took more time"))
    body_on = DateField(lazy("When did the body answer?"), validators=[NotInFuture(), NotBefore("received_on")])
    promised_on = DateField(
        lazy("Which day has it named for its answer?"), validators=[NotBefore("received_on")],
        description=lazy("A day that the body names itself moves no date; it is shown beside."),
    )

    @property
    def is_bound(self) -> bool:
        """A law was seen that binds this sort of body. Without it no term is asserted."""
        return self.body.data not in UNSEEN

    def sound(self, calendar: Calendar | None) -> Calendar | None:
        """The calendar to count by, where the form can be counted; else it says why not."""
        if not self.validate():
            return None
        if self.dispatched_on.data and self.dispatched_on.data > self.received_on.data:
            self.refuse("dispatched_on", t("It cannot have been sent after the body got it."))
            return None
        if calendar is None:
            self.refuse("received_on", t("No working days are loaded here yet, so nothing can be counted."))
        return calendar


def count(form: CalculatorForm, calendar: Calendar) -> CaseDates | None:
    """Every date of what was typed; None: the form says why nothing can be counted."""
    try:
        return case_dates(
            lawbook.regimes(db.session), calendar, form.kind.data, form.received_on.data, form.registered_on.data,
            form.dispatched_on.data, form.extended.data, form.body_on.data, today=clock.today(), sure_only=True,
        )  # fmt: skip
    except LawError as error:
        form.refuse("received_on", _law_words(error, calendar))
        return None


def calendar_now() -> Calendar | None:
    """None where no year is loaded yet."""
    try:
        return lawbook.current_calendar(db.session)
    except YearNotLoaded:
        return None


def _law_words(error: LawError, calendar: Calendar) -> str:
    if isinstance(error, YearNotLoaded):
        years = calendar.years
        return t(
            "The working days of %(year)s are not known here, so nothing can be counted. Known are %(first)s to %(last)s.",
            year=error.year, first=years[0], last=years[-1],
        )  # fmt: skip
    if isinstance(error, NoRegime):
        return t("We know no law that was in force for this on that day.")
    return t("This cannot be counted. Check the days.")
