from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    name = "chibo.campaigns"
    label = "campaigns"

    def ready(self) -> None:
        from chibo.campaigns.queries.from_papers import way_from
        from chibo.campaigns.violations import SENTENCES
        from chibo.documents.ways import lead_by
        from chibo.registry import violations

        violations.SENTENCES.update(SENTENCES)
        lead_by(way_from)
