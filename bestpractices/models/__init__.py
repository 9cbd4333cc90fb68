"""The models of practices and of the knowledge behind them, one module for each subject."""

from bestpractices.models.adoptions import Adoption
from bestpractices.models.knowledge import ActiveIngredient, Factor, KnowledgeGap, Principle, Segment, Theory
from bestpractices.models.mechanisms import MechanismIndexPage, MechanismPage
from bestpractices.models.practices import PracticeIndexPage, PracticePage
from bestpractices.models.sources import KeyFigure, Publication, UsageRow, UsageTable

__all__ = [
    "ActiveIngredient",
    "Adoption",
    "Factor",
    "KeyFigure",
    "KnowledgeGap",
    "MechanismIndexPage",
    "MechanismPage",
    "PracticeIndexPage",
    "PracticePage",
    "Principle",
    "Publication",
    "Segment",
    "Theory",
    "UsageRow",
    "UsageTable",
]
