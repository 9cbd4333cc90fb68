"""Addresses of accounts, follow-up, ambassadors and one's own work."""

from django.urls import path

from network.views import accounts, boards, drafts, followup, people, work

urlpatterns = [
    path("mijn-account/", accounts.my_account, name="my_account"),
    path("mijn-account/ambassadeur/", people.my_profile, name="my_profile"),
    path("mijn-werk/", work.my_work, name="my_work"),
    path("mijn-werk/bewaar/<slug:key>/", work.keep, name="keep"),
    path("uitnodiging/<str:token>/", accounts.invitation, name="invitation"),
    path("organisaties/<slug:key>/leden/", accounts.members, name="members"),
    path("organisaties/<slug:key>/opvolging/", boards.organisation_followup, name="organisation_followup"),
    path("onbestelbare-mail/", accounts.dead_letters, name="dead_letters"),
    path("onbestelbare-mail/opnieuw/", accounts.send_again, name="send_again"),
    path("opvolging/", boards.followup_board, name="followup_board"),
    path("opvolging/download/", boards.download_board, name="download_board"),
    path("aanbevelingen/concept/<uuid:draft_id>/", drafts.draft, name="draft"),
    path("aanbevelingen/<slug:key>/toewijzen/", followup.assign, name="assign"),
    path("aanbevelingen/<slug:key>/opvolging/<slug:organisation>/", followup.form, name="followup"),
    path("aanbevelingen/<slug:key>/opvolging/<slug:organisation>/toets/", followup.review, name="followup_review"),
    path("ambassadeurs/", people.ambassadors, name="ambassadors"),
    path("ambassadeurs/<slug:key>/vraag/", people.ask, name="ask_ambassador"),
]
