from typing import Any

app_name = "evaluations"

BASE = "kiem-diem/"
CYCLE = f"{BASE}dot/<int:pk>/"
ONE = f"{BASE}ho-so/<int:pk>/"

urlpatterns: list[Any] = [
    # The committee: cycles, rules, decisions, tables.
    # The sides: one's own reviews, one review, its parts, replies.
    # Files: evidence, agreement, forms and batches.
]
