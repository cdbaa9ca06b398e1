from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    name = "chibo.feedback"
    label = "feedback"

    def ready(self) -> None:
        from chibo.feedback.violations import SENTENCES
        from chibo.registry import violations

        violations.SENTENCES.update(SENTENCES)
