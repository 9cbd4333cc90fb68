"""Addresses of accounts, follow-up, ambassadors and one's own work."""

from django.urls import path

from network.views import accounts, work

urlpatterns = [
    path("mijn-account/", accounts.my_account, name="my_account"),
    path("mijn-werk/", work.my_work, name="my_work"),
    path("uitnodiging/<str:token>/", accounts.invitation, name="invitation"),
    path("organisaties/<slug:key>/leden/", accounts.members, name="members"),
    path("onbestelbare-mail/", accounts.dead_letters, name="dead_letters"),
    path("onbestelbare-mail/opnieuw/", accounts.send_again, name="send_again"),
]
