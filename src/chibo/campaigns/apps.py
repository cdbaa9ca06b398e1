from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    name = "chibo.campaigns"
    label = "campaigns"

    def ready(self) -> None:
        from chibo.campaigns.queries.addressed import papers_addressed_to
        from chibo.campaigns.queries.from_papers import way_from
        from chibo.campaigns.violations import SENTENCES
        from chibo.documents.queries.documents import addressed_by
        from chibo.documents.ways import lead_by
        from chibo.registry import violations

        violations.SENTENCES.update(SENTENCES)
        addressed_by(papers_addressed_to)
        lead_by(way_from)
