"""The import wizard: upload, columns, reconcile, commit, report, undo."""

from django.urls import path

from chibo.registry.views import imports, imports_columns, imports_commit, imports_mending, imports_preview

urlpatterns = [
    path("nhap-danh-sach/", imports.imports, name="imports"),
    path("nhap-danh-sach/tai-len/", imports.import_upload, name="import_upload"),
    path("nhap-danh-sach/<int:pk>/", imports.import_batch, name="import_batch"),
    path("nhap-danh-sach/<int:pk>/tep-goc/", imports.import_file, name="import_file"),
    path("nhap-danh-sach/<int:pk>/cot/", imports_columns.import_columns, name="import_columns"),
    path("nhap-danh-sach/<int:pk>/doi-chieu/", imports_preview.import_preview, name="import_preview"),
    path("nhap-danh-sach/<int:pk>/sua-loi/", imports_mending.import_mend, name="import_mend"),
    path("nhap-danh-sach/<int:pk>/nghi-trung/", imports_mending.import_decide, name="import_decide"),
    path("nhap-danh-sach/<int:pk>/dong-loi/", imports_mending.import_refused, name="import_refused"),
    path("nhap-danh-sach/<int:pk>/ghi/", imports_commit.import_commit, name="import_commit"),
    path("nhap-danh-sach/<int:pk>/ket-qua/", imports_commit.import_report, name="import_report"),
    path("nhap-danh-sach/<int:pk>/hoan-tac/", imports_commit.import_undo, name="import_undo"),
]
