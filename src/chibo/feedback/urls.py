from django.urls import path

from chibo.feedback.views import concern_list, concerns, figures, identities, noting, steps

app_name = "feedback"

CONCERN = "tam-tu/<int:pk>/"

urlpatterns = [
    path("tam-tu/", concern_list.concerns, name="concerns"),
    path("tam-tu/bang/", concern_list.board, name="board"),
    path("tam-tu/moi/", noting.note, name="concern_note"),
    path("tam-tu/phieu/", noting.sheet, name="concern_sheet"),
    path("tam-tu/so-lieu/", figures.figures, name="figures"),
    path("tam-tu/cong-khai/", figures.public_figures, name="public_figures"),
    path("tam-tu/tra-loi-rieng/", identities.identities, name="identities"),
    path(CONCERN, concerns.concern, name="concern"),
    path(f"{CONCERN}chuyen/", steps.concern_route, name="concern_route"),
    path(f"{CONCERN}tra-loi/", steps.concern_answer, name="concern_answer"),
    path(f"{CONCERN}doc-lai/", steps.concern_read_back, name="concern_read_back"),
    path(f"{CONCERN}khep/", steps.concern_close, name="concern_close"),
    path(f"{CONCERN}mo-lai/", steps.concern_reopen, name="concern_reopen"),
    path(f"{CONCERN}nhap-chung/", steps.concern_join, name="concern_join"),
    path(f"{CONCERN}sua-loi/", steps.concern_reword, name="concern_reword"),
    path(f"{CONCERN}nguoi-neu/", identities.identity_give, name="identity_give"),
    path(f"{CONCERN}nguoi-neu/xem/", identities.identity_read, name="identity_read"),
    path(f"{CONCERN}nguoi-neu/xoa/", identities.identity_erase, name="identity_erase"),
]
