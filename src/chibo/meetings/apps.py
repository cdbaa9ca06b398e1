from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "chibo.meetings"
    label = "meetings"

    def ready(self) -> None:
        from chibo.meetings.violations import SENTENCES
        from chibo.registry import violations

        violations.SENTENCES.update(SENTENCES)
