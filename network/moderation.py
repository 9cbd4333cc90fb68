"""A second pair of eyes: nobody but an administrator publishes what they wrote themselves.

Stock Wagtail offers the author "approve", and it goes live. Here a task knows who wrote since the last publish, and
asks again at the moment of the act, because an approver may send changes of their own along with the approval.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, Page, Revision, TaskState

from network.models.accounts import Role, User
from network.visibility import has_role


class OwnWorkError(PermissionDenied):
    """Somebody tried to approve what they worked on."""


def wrote_since_last_publish(written: Any, user: User) -> bool:
    """Whether ``user`` made a revision of ``written`` (a page, a guide) that readers have not seen yet."""
    rows = Page.objects if isinstance(written, Page) else type(written)._default_manager
    published_at = rows.values_list("last_published_at", flat=True).get(pk=written.pk)
    revisions = Revision.objects.for_instance(written).filter(user=user)
    return revisions.filter(created_at__gt=published_at).exists() if published_at else revisions.exists()


def may_publish_alone(user: User) -> bool:
    """Only administrators publish without a second reader: for a mistake that cannot wait."""
    return has_role(user, Role.ADMINISTRATOR)


class SecondReaderTask(AbstractGroupApprovalTask):
    """The one task of the workflow: somebody of its groups who did not write approves, or asks for changes."""

    class Meta:
        verbose_name = _("second reader")
        verbose_name_plural = _("second readers")

    def get_actions(self, obj: Any, user: User) -> list[tuple[str, Any, bool]]:
        return [] if wrote_since_last_publish(obj, user) else super().get_actions(obj, user)

    def on_action(self, task_state: TaskState, user: User, action_name: str, **kwargs: Any) -> Any:
        """Raises OwnWorkError when ``user`` wrote part of what would go live."""
        if wrote_since_last_publish(task_state.workflow_state.content_object, user):
            raise OwnWorkError(_("You worked on this page yourself. Somebody else has to read it."))
        return super().on_action(task_state, user, action_name, **kwargs)

    def get_task_states_user_can_moderate(self, user: User, **kwargs: Any) -> Any:
        """What waits for ``user``: their own last versions do not."""
        return super().get_task_states_user_can_moderate(user, **kwargs).exclude(revision__user=user)

    @classmethod
    def get_description(cls) -> Any:
        return _("Somebody who did not write it reads it and approves.")
