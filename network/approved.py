"""What happens when the second reader has approved: a module without models, because Wagtail's models import it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wagtail.models import WorkflowState

    from network.models import User


def publish(workflow_state: WorkflowState, user: User | None = None) -> None:
    """Publish what was approved. Whoever approves may not publish otherwise: ``SecondReaderTask`` has decided."""
    revision = workflow_state.content_object.get_latest_revision()
    revision.publish(user=user, skip_permission_checks=True)
