"""My account, the members of an organisation, and the link in an invitation."""

from __future__ import annotations

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from network import auditing, invitations, mailing, memberships, permissions
from network.accounts import SESSION_KEY
from network.forms.members import GiveRoleForm, InviteForm, MailDomainsForm, NameForm
from network.models import Invitation, Membership, Organisation, OutgoingMail, Role, User
from network.visibility import memberships_of


@require_http_methods(["GET", "POST"])
def my_account(request: HttpRequest) -> HttpResponse:
    """One's own name, organisations and roles, second factor and sessions."""
    form = NameForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Your name is saved."))
        return redirect("my_account")
    context = {
        "form": form,
        "organisations": roles_by_organisation(memberships_of(request.user)),
        "factors": set(Authenticator.objects.filter(user=request.user).values_list("type", flat=True)),
    }
    return render(request, "network/people/my_account.html", context)


def roles_by_organisation(found: list[Membership]) -> list[tuple[Organisation, list[str]]]:
    """The memberships ``found``, grouped: each organisation with the names of the roles."""
    grouped: dict[Organisation, list[str]] = {}
    for membership in found:
        grouped.setdefault(membership.organisation, []).append(membership.get_role_display())
    return sorted(grouped.items(), key=lambda pair: pair[0].title)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind the link in the mail: who asks what, and one button to go on."""
    try:
        found = invitations.find(token, now=timezone.now())
    except invitations.InvitationError as error:
        return render(request, "network/people/invitation_gone.html", {"reason": error}, status=410)
    if request.method == "POST":
        return _take_up(request, found, token)
    context = {
        "invitation": found,
        "roles": [Role(role).label for role in found.roles],
        "is_for_me": request.user.is_authenticated and invitations.is_for(found, request.user),
    }
    return render(request, "network/people/invitation.html", context)


def _take_up(request: HttpRequest, found: Invitation, token: str) -> HttpResponse:
    if not request.user.is_authenticated:
        request.session[SESSION_KEY] = token
        return redirect("account_signup")
    try:
        invitations.accept(found, by=request.user, at=timezone.now())
    except invitations.InvitationError as error:
        messages.error(request, str(error))
        return redirect("invitation", token)
    messages.success(request, _("You now belong to %s.") % found.organisation.title)
    return redirect("my_work")


@require_http_methods(["GET", "POST"])
def members(request: HttpRequest, key: str) -> HttpResponse:
    """Who belongs to an organisation: inviting, giving and taking roles, and the mail domains."""
    organisation = get_object_or_404(Organisation, key=key)
    permissions.check_may_manage_members(request.user, organisation)
    roles = permissions.roles_to_give(request.user, organisation)
    forms = {
        "invite": InviteForm(roles=roles),
        "give": GiveRoleForm(organisation=organisation, roles=roles),
        "domains": MailDomainsForm(instance=organisation),
    }
    if request.method == "POST":
        answer = ACTS.get(request.POST.get("action", ""), _unknown_act)(request, organisation, forms)
        if answer is not None:
            return answer
    return render(request, "network/people/members.html", _members_context(request, organisation, forms, roles))


def _members_context(request: HttpRequest, organisation: Organisation, forms: dict, roles: list[Role]) -> dict:
    grouped: dict[User, list[Membership]] = {}
    for membership in organisation.memberships.select_related("user").order_by(
        "user__last_name", "user__email", "role"
    ):
        grouped.setdefault(membership.user, []).append(membership)
    now = timezone.now()
    return {
        "organisation": organisation,
        "people": list(grouped.items()),
        "invitations": [found for found in organisation.invitations.filter(accepted_at=None) if found.is_open(now)],
        "forms": forms,
        "given_roles": {role.value for role in roles},
        "may_set_mail_domains": permissions.may_set_mail_domains(request.user),
    }


def _invite(request: HttpRequest, organisation: Organisation, forms: dict) -> HttpResponse | None:
    form = forms["invite"] = InviteForm(request.POST, roles=permissions.roles_to_give(request.user, organisation))
    if not form.is_valid():
        return None
    email, roles = form.cleaned_data["email"], form.cleaned_data["roles"]
    try:
        invitations.invite(email, organisation=organisation, roles=roles, by=request.user, at=timezone.now())
    except invitations.InvitationError as error:
        form.add_error(None, str(error))
        return None
    messages.success(request, _("The invitation to %s is on its way.") % email)
    return redirect("members", organisation.key)


def _withdraw(request: HttpRequest, organisation: Organisation, forms: dict) -> HttpResponse:
    found = get_object_or_404(organisation.invitations, pk=_number(request.POST.get("invitation")))
    invitations.withdraw(found, by=request.user, at=timezone.now())
    messages.success(request, _("The invitation is withdrawn."))
    return redirect("members", organisation.key)


def _give(request: HttpRequest, organisation: Organisation, forms: dict) -> HttpResponse | None:
    form = forms["give"] = GiveRoleForm(
        request.POST, organisation=organisation, roles=permissions.roles_to_give(request.user, organisation)
    )
    if not form.is_valid():
        return None
    member, role = form.cleaned_data["member"], form.cleaned_data["role"]
    memberships.join(member, organisation=organisation, role=role, by=request.user, at=timezone.now())
    messages.success(request, _("The role is given."))
    return redirect("members", organisation.key)


def _take(request: HttpRequest, organisation: Organisation, forms: dict) -> HttpResponse:
    membership = get_object_or_404(organisation.memberships, pk=_number(request.POST.get("membership")))
    permissions.check_may_give_role(request.user, organisation, membership.role)
    memberships.leave(membership, by=request.user, at=timezone.now())
    messages.success(request, _("The role is taken away."))
    return redirect("members", organisation.key)


def _set_domains(request: HttpRequest, organisation: Organisation, forms: dict) -> HttpResponse | None:
    permissions.check_may_set_mail_domains(request.user)
    before = organisation.mail_domains
    form = forms["domains"] = MailDomainsForm(request.POST, instance=organisation)
    if not form.is_valid():
        return None
    memberships.open_to_mail_domains(form.instance, before=before, by=request.user, at=timezone.now())
    messages.success(request, _("The mail domains are saved."))
    return redirect("members", organisation.key)


def _unknown_act(request: HttpRequest, organisation: Organisation, forms: dict) -> HttpResponse:
    return redirect("members", organisation.key)


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 18 else 0


Act = Callable[[HttpRequest, Organisation, dict], HttpResponse | None]
ACTS: dict[str, Act] = {
    "invite": _invite,
    "withdraw": _withdraw,
    "give": _give,
    "take": _take,
    "domains": _set_domains,
}


def dead_letters(request: HttpRequest) -> HttpResponse:
    """Mail that could not be sent, for administrators."""
    permissions.check_may_read_dead_letters(request.user)
    return render(request, "network/people/dead_letters.html", {"letters": mailing.dead_letters()[:100]})


@require_POST
def send_again(request: HttpRequest) -> HttpResponse:
    """Give one dead letter a new round of tries."""
    permissions.check_may_read_dead_letters(request.user)
    mail = get_object_or_404(OutgoingMail, pk=_number(request.POST.get("mail")), gave_up_at__isnull=False)
    mailing.try_again(mail, at=timezone.now())
    auditing.record(request.user, "sent_again", mail, at=timezone.now())
    messages.success(request, _("The mail will be tried again."))
    return redirect("dead_letters")
