from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "chibo.meetings"
    label = "meetings"

    def ready(self) -> None:
        from chibo.documents.queries.documents import addressed_by
        from chibo.documents.ways import lead_by
        from chibo.meetings import task_violations, violations
        from chibo.meetings.queries import papers, resolutions
        from chibo.registry.violations import SENTENCES

        SENTENCES.update(violations.SENTENCES)
        SENTENCES.update(task_violations.SENTENCES)
        addressed_by(papers.minutes_addressed_to)
        addressed_by(resolutions.papers_addressed_to)
        lead_by(papers.way_from)
        lead_by(resolutions.way_from)
