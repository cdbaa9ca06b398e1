from django.apps import AppConfig


class NominationsConfig(AppConfig):
    name = "chibo.nominations"
    label = "nominations"

    def ready(self) -> None:
        from chibo.nominations.violations import SENTENCES
        from chibo.registry import violations

        violations.SENTENCES.update(SENTENCES)
