from django.apps import AppConfig


class EvaluationsConfig(AppConfig):
    name = "chibo.evaluations"
    label = "evaluations"

    def ready(self) -> None:
        from chibo.domain.evaluation.grades import Grade
        from chibo.domain.evaluation.way import Side
        from chibo.evaluations.labels import GRADES, SIDES
        from chibo.evaluations.violations import SENTENCES
        from chibo.registry import violations

        violations.SENTENCES.update(SENTENCES)
        violations.WORDS.update({Side: SIDES, Grade: GRADES})
