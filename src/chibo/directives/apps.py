from django.apps import AppConfig


class DirectivesConfig(AppConfig):
    name = "chibo.directives"
    label = "directives"

    def ready(self) -> None:
        from chibo.directives.violations import SENTENCES
        from chibo.registry import violations

        violations.SENTENCES.update(SENTENCES)
