from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "chibo.documents"
    label = "documents"

    def ready(self) -> None:
        from chibo.documents.violations import SENTENCES
        from chibo.registry import violations

        violations.SENTENCES.update(SENTENCES)
