from django.apps import AppConfig


class LearningDialoguesConfig(AppConfig):
    name = "learningdialogues"
    verbose_name = "Leerdialogen"

    def ready(self) -> None:
        from learningdialogues.offering import offer

        offer()
