from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    name = "chibo.campaigns"
    label = "campaigns"

    def ready(self) -> None:
        from chibo.campaigns.violations import SENTENCES
        from chibo.registry import violations

        violations.SENTENCES.update(SENTENCES)
