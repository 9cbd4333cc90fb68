from django.apps import AppConfig


class NetworkConfig(AppConfig):
    name = "network"
    verbose_name = "Netwerk"

    def ready(self) -> None:
        from network import due, facets, keeping, mailing, marks, registry, sessions, waiting

        registry.marks |= {"aanbeveling": marks.of_recommendations, "organisatie": marks.of_organisations}
        registry.facets |= {"aanbeveling": facets.of_recommendations, "organisatie": facets.of_organisations}
        registry.numbers["aanbeveling"] = facets.numbers_of_recommendations
        registry.waits_for_me += [waiting.of_focal_points, waiting.of_reviewers, waiting.of_coordinators]
        registry.work_blocks += [waiting.followup_block, keeping.kept_block]
        due.register("mail", mailing.send_waiting, seconds=5)
        due.register("sessions", sessions.forget_what_is_over, seconds=3600)
