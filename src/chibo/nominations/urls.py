from django.urls import path

from chibo.nominations.views import (
    admission_steps,
    candidates,
    figures,
    nominating_steps,
    nomination_list,
    nominations,
    proposing,
)

app_name = "nominations"

BASE = "gioi-thieu-ket-nap/"
ONE = f"{BASE}<int:pk>/"

urlpatterns = [
    path(BASE, nomination_list.nominations, name="nominations"),
    path(f"{BASE}moi/", proposing.propose, name="propose"),
    path(f"{BASE}so-lieu/", figures.figures, name="figures"),
    path(f"{BASE}cong-khai/", figures.public_figures, name="public_figures"),
    path(ONE, nominations.nomination, name="nomination"),
    path(f"{ONE}xet/", nominating_steps.consider, name="consider"),
    path(f"{ONE}giup-do/", nominating_steps.helper, name="helper"),
    path(f"{ONE}chung-nhan/", nominating_steps.certificate, name="certificate"),
    path(f"{ONE}ho-so/", admission_steps.file, name="file"),
    path(f"{ONE}nghi-quyet/", admission_steps.resolve, name="resolve"),
    path(f"{ONE}quyet-dinh/", admission_steps.decide, name="decide"),
    path(f"{ONE}le-ket-nap/", admission_steps.ceremony, name="ceremony"),
    path(f"{ONE}chinh-thuc/", admission_steps.official, name="official"),
    path(f"{ONE}ket-thuc/", nominating_steps.end, name="end"),
    path(f"{ONE}ca-nhan/", candidates.read, name="candidate_read"),
    path(f"{ONE}ca-nhan/xoa/", candidates.erase, name="candidate_erase"),
    path(f"{ONE}in/", candidates.paper, name="paper"),
]
