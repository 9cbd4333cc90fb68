"""The models of methods, guides, cases and dialogues, one module for each subject."""

from learningdialogues.models.pages import (
    ExampleCaseIndexPage,
    ExampleCasePage,
    MethodIndexPage,
    MethodPage,
    PatternIndexPage,
)

__all__ = ["ExampleCaseIndexPage", "ExampleCasePage", "MethodIndexPage", "MethodPage", "PatternIndexPage"]
