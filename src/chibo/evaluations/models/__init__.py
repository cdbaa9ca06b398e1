"""Reviews: cycles, the parts that each side writes, what the committee concludes, the files made of them."""

from chibo.evaluations.models.cycles import Cycle, FormerCell, Reminder, Review, RuleSet
from chibo.evaluations.models.decisions import Choice, Conclusion, Reply, Ruling, Verdict
from chibo.evaluations.models.files import Contest, FormBatch, FormPrint
from chibo.evaluations.models.parts import JointSitting, Part, Section, Vote

__all__ = [
    "Choice",
    "Conclusion",
    "Contest",
    "Cycle",
    "FormBatch",
    "FormPrint",
    "FormerCell",
    "JointSitting",
    "Part",
    "Reminder",
    "Reply",
    "Review",
    "RuleSet",
    "Ruling",
    "Section",
    "Verdict",
    "Vote",
]
