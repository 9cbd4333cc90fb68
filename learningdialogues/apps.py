from django.apps import AppConfig


class LearningDialoguesConfig(AppConfig):
    name = "learningdialogues"
    verbose_name = "Leerdialogen"
