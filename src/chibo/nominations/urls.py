from django.urls import path

from chibo.nominations.views import candidates, figures, nomination_list, nominations, proposing, steps

app_name = "nominations"

BASE = "gioi-thieu-ket-nap/"
ONE = f"{BASE}<int:pk>/"

urlpatterns = [
    path(BASE, nomination_list.nominations, name="nominations"),
    path(f"{BASE}moi/", proposing.propose, name="propose"),
    path(f"{BASE}so-lieu/", figures.figures, name="figures"),
    path(f"{BASE}cong-khai/", figures.public_figures, name="public_figures"),
    path(ONE, nominations.nomination, name="nomination"),
    path(f"{ONE}xet/", steps.consider, name="consider"),
    path(f"{ONE}giup-do/", steps.helper, name="helper"),
    path(f"{ONE}chung-nhan/", steps.certificate, name="certificate"),
    path(f"{ONE}ho-so/", steps.file, name="file"),
    path(f"{ONE}nghi-quyet/", steps.resolve, name="resolve"),
    path(f"{ONE}quyet-dinh/", steps.decide, name="decide"),
    path(f"{ONE}le-ket-nap/", steps.ceremony, name="ceremony"),
    path(f"{ONE}chinh-thuc/", steps.official, name="official"),
    path(f"{ONE}ket-thuc/", steps.end, name="end"),
    path(f"{ONE}ca-nhan/", candidates.read, name="candidate_read"),
    path(f"{ONE}ca-nhan/xoa/", candidates.erase, name="candidate_erase"),
    path(f"{ONE}in/", candidates.paper, name="paper"),
]
