"""What happens when the second reader has approved: a module without models, because Wagtail's models import it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wagtail.models import WorkflowState

    from network.models import User


def publish(workflow_state: WorkflowState, user: User | None = None) -> None:
    """Publish what was approved. Whoever approves may not publish otherwise: ``SecondReaderTask`` has decided."""
    approved: Any = workflow_state.content_object
    approved.get_latest_revision().publish(user=user, skip_permission_checks=True)
