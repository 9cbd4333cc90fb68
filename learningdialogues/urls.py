from django.urls import path

from learningdialogues.views import cases, desk, desk_acts, joining, outcome, overview, preparing, room

urlpatterns = [
    path("meedoen/", joining.join, name="join"),
    path("meedoen/terugkeren/", joining.come_back, name="come_back"),
    path("meedoen/volgen/", outcome.follow, name="follow"),
    path("meedoen/<uuid:dialogue_id>/", room.room, name="room"),
    path("meedoen/<uuid:dialogue_id>/binnen/", joining.come_in, name="come_in"),
    path("meedoen/<uuid:dialogue_id>/deel/", room.fragment, name="room_fragment"),
    path("meedoen/<uuid:dialogue_id>/eigen/", room.own_part, name="room_own"),
    path("meedoen/<uuid:dialogue_id>/stap/<uuid:step_id>/<slug:name>/", room.act, name="room_act"),
    path("leerdialogen/", overview.overview, name="dialogues"),
    path("leerdialogen/voorbeeld/", overview.example, name="dialogue_example"),
    path("leerdialogen/nieuw/", preparing.start_new, name="dialogue_new"),
    path("leerdialogen/droogoefenen/", preparing.rehearse, name="rehearse"),
    path("leerdialogen/<uuid:dialogue_id>/", desk.desk, name="desk"),
    path("leerdialogen/<uuid:dialogue_id>/uitnodiging.ics", preparing.calendar, name="dialogue_ics"),
    path("leerdialogen/<uuid:dialogue_id>/overnemen/", preparing.take_over, name="dialogue_take_over"),
    path("leerdialogen/<uuid:dialogue_id>/deel/", desk.desk_fragment, name="desk_fragment"),
    path("leerdialogen/<uuid:dialogue_id>/scherm/", desk.screen, name="screen"),
    path("leerdialogen/<uuid:dialogue_id>/doe/<slug:name>/", desk_acts.act, name="desk_act"),
    path("leerdialogen/<uuid:dialogue_id>/stap/<uuid:step_id>/<slug:name>/", desk_acts.step_act, name="desk_step_act"),
    path("leerdialogen/<uuid:dialogue_id>/verslag/", outcome.report, name="report"),
    path(
        "leerdialogen/<uuid:dialogue_id>/verslag/bezwaar/<uuid:objection_id>/", outcome.answer, name="answer_objection"
    ),
    path("buikpijncasus/", cases.bring_in, name="case_new"),
    path("casussen/<uuid:case_id>/", cases.show, name="case"),
    path("casussen/<uuid:case_id>/wijzigen/", cases.bring_in, name="case_edit"),
    path("casussen/<uuid:case_id>/delen/<uuid:proposal_id>/", cases.share, name="case_share"),
    path("casussen/<uuid:case_id>/lezen/", cases.read_second, name="case_read"),
    path("voorstellen/<uuid:proposal_id>/", outcome.proposal, name="proposal"),
]
