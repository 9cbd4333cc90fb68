from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = "Zoeken"

    def ready(self) -> None:
        from network import due, registry
        from search import engines, indexing, similar

        due.register("search outbox", lambda: indexing.drain_all(engines.current()), seconds=1)
        registry.register_seen_before(similar.seen_before)
