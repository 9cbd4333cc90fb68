from django.apps import AppConfig


class NetworkConfig(AppConfig):
    name = "network"
    verbose_name = "Netwerk"

    def ready(self) -> None:
        from network import facets, registry

        registry.facets |= {"aanbeveling": facets.of_recommendations, "organisatie": facets.of_organisations}
