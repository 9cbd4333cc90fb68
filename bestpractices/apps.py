from django.apps import AppConfig


class BestPracticesConfig(AppConfig):
    name = "bestpractices"
    verbose_name = "Praktijken"

    def ready(self) -> None:
        """Tell the network app what practices say about themselves."""
        from bestpractices import facets, marks
        from network import registry

        registry.marks["praktijk"] = marks.marks_of_practices
        registry.counted_keys["praktijk"] = marks.keys_that_count
        registry.effect_station.append(marks.effect_station)
        registry.facets |= {
            "praktijk": facets.of_practices,
            "mechanisme": facets.of_mechanisms,
            "theorie": facets.of_theories,
            "bestanddeel": facets.of_ingredients,
            "factor": facets.of_factors,
        }
