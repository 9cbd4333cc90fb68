"""The models of the learning dialogues, one module for each subject."""

from learningdialogues.models.advice import RouteAdvice
from learningdialogues.models.cases import Case
from learningdialogues.models.dialogues import (
    KEPT_DAYS,
    Dialogue,
    PlanChange,
    ReminderAddress,
    Step,
    Subject,
)
from learningdialogues.models.guides import Guide
from learningdialogues.models.outcome import Objection, Occurrence, PatternProposal, Report
from learningdialogues.models.pages import (
    ExampleCaseIndexPage,
    ExampleCasePage,
    MethodIndexPage,
    MethodPage,
    PatternIndexPage,
)
from learningdialogues.models.patterns import PatternPage
from learningdialogues.models.room import (
    Agreement,
    Ballot,
    BlockedWriter,
    Contribution,
    Entry,
    Gave,
    PrintedCode,
    Ready,
    SealedContribution,
)

__all__ = [
    "KEPT_DAYS",
    "Agreement",
    "Ballot",
    "BlockedWriter",
    "Case",
    "Contribution",
    "Dialogue",
    "Entry",
    "ExampleCaseIndexPage",
    "ExampleCasePage",
    "Gave",
    "Guide",
    "MethodIndexPage",
    "MethodPage",
    "Objection",
    "Occurrence",
    "PatternIndexPage",
    "PatternPage",
    "PatternProposal",
    "PlanChange",
    "PrintedCode",
    "Ready",
    "ReminderAddress",
    "Report",
    "RouteAdvice",
    "SealedContribution",
    "Step",
    "Subject",
]
