from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "chibo.meetings"
    label = "meetings"

    def ready(self) -> None:
        from chibo.documents.queries.documents import addressed_by
        from chibo.documents.ways import lead_by
        from chibo.meetings.queries.resolutions import papers_addressed_to, way_from
        from chibo.meetings.task_violations import SENTENCES as TASK_SENTENCES
        from chibo.meetings.violations import SENTENCES
        from chibo.registry import violations

        violations.SENTENCES.update(SENTENCES)
        violations.SENTENCES.update(TASK_SENTENCES)
        addressed_by(papers_addressed_to)
        lead_by(way_from)
