"""The forms of many reviews in one go: a kill in the middle, two pages at once, names, progress, who may."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
from django.contrib.messages import get_messages
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client

from chibo.audit.models import AuditEntry
from chibo.audit.use_cases import RuleBroken
from chibo.evaluations.models import Cycle, FormBatch, FormPrint
from chibo.evaluations.queries import batches as find
from chibo.evaluations.services.batches import ask_batch, keep_prints, make_some
from chibo.evaluations.views import printing
from tests.evaluations.trials import MEMBERS
from tests.factories.evaluations import make_cycle, make_review
from tests.factories.registry import World, make_member

ON = date(2019, 12, 20)
WORD = "WORD"


@pytest.fixture
def cycle(world: World) -> Cycle:
    """Two members of the first cell with one name, one of the second, and the first cell itself."""
    cycle = make_cycle(world.commune)
    for cell, name in (
        (world.first_cell, "Đỗ Thị Ánh"),
        (world.first_cell, "Đỗ Thị Ánh"),
        (world.second_cell, "Lý Ba"),
    ):
        make_review(cycle, make_member(cell, name), cell)
    make_review(cycle, None, world.first_cell)
    return cycle


@pytest.fixture
def empty_database(tmp_path: Path, django_db_setup: None, django_db_blocker: Any) -> Path:
    """Tables for the trial in a file; a copy of the test database's where that is SQLite too."""
    path = tmp_path / "forms.sqlite3"
    if connection.vendor == "sqlite":
        import pysqlite3

        with django_db_blocker.unblock():
            connection.ensure_connection()
            target = pysqlite3.connect(str(path))
            connection.connection.backup(target)
            target.close()
    return path


def test_400_forms_survive_a_kill_in_the_middle(empty_database: Path):
    folder = empty_database.parent
    environment = os.environ | {
        "CHIBO_DATABASE_URL": f"sqlite:///{folder}/unused.sqlite3",
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "PYTHONPATH": os.pathsep.join(["src", "."]),
    }
    command = [sys.executable, "-m", "tests.evaluations.trials", str(folder)]
    root = Path(__file__).parents[2]
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout.splitlines()[-1])

    assert seen["was_killed"]
    assert 0 < seen["left"] < MEMBERS
    assert not seen["archive_then"]
    assert (seen["status"], seen["made"], seen["batches"]) == (0, MEMBERS, 1)
    with zipfile.ZipFile(folder / "forms.zip") as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert len(names) == len(set(names)) == MEMBERS
        assert all(name.isascii() and name.endswith(".pdf") for name in names)
        files = [archive.read(name) for name in names]
    assert all(file.startswith(b"%PDF-") and file.rstrip().endswith(b"%%EOF") for file in files)
    # Nine of ten take the print before, so every tenth must be a form of its own.
    assert len(set(files)) >= MEMBERS // 10


@pytest.mark.django_db
def test_a_batch_of_word_files_opens_each_under_a_name_of_its_own(cycle: Cycle, world: World):
    batch = ask_batch(actor=world.officer, cycle=cycle, format=WORD, on=ON)
    while make_some(actor=world.officer, batch=batch, goes_on=lambda: True):
        pass

    found = dict(find.files_of(batch))

    first, second, third, cell = found
    assert (batch.total_count, len(found)) == (4, 4)
    assert first.startswith("tamhoa-kp1/do-thi-anh-")
    assert second.startswith("tamhoa-kp1/do-thi-anh-")
    assert third.startswith("tamhoa-kp1/chi-bo-")
    assert cell.startswith("tamhoa-kp2/ly-ba-")
    for name, content in found.items():
        text = "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs)
        assert ("KIỂM ĐIỂM TẬP THỂ" if "chi-bo" in name else "KIỂM ĐIỂM CÁ NHÂN") in text
    assert AuditEntry.objects.filter(action="evaluations.forms_printed").count() == 1


@pytest.mark.django_db
def test_each_call_makes_at_least_one_form_and_two_at_once_make_none_twice(cycle: Cycle, world: World):
    batch = ask_batch(actor=world.officer, cycle=cycle, format=WORD, on=ON)
    make_review(cycle, make_member(world.first_cell, "Đến Sau"), world.first_cell)

    assert make_some(actor=world.officer, batch=batch, goes_on=lambda: False) == 1
    kept = FormPrint.objects.get()
    # Another page had the same review in hand, and one more.
    other = find.waiting(batch).first()
    keep_prints(actor=world.officer, batch=batch, prints={kept.review_id: ("x.docx", b"x"), other.pk: ("y.docx", b"y")})

    assert FormPrint.objects.count() == 2
    assert FormPrint.objects.get(review=kept.review_id).name == kept.name
    while make_some(actor=world.officer, batch=batch, goes_on=lambda: True):
        pass
    assert find.made_count(batch) == batch.total_count == 4


@pytest.mark.django_db
def test_a_secretary_has_the_forms_of_the_own_cell_made_and_no_others(cycle: Cycle, world: World):
    batch = ask_batch(actor=world.secretary, cycle=cycle, cell=world.first_cell, format=WORD, on=ON)
    whole = ask_batch(actor=world.officer, cycle=cycle, format=WORD, on=ON)

    assert batch.total_count == 3
    for actor, cell in (
        (world.secretary, None),
        (world.secretary, world.second_cell),
        (world.auditor, None),
        (world.head, None),
    ):
        with pytest.raises(PermissionDenied):
            ask_batch(actor=actor, cycle=cycle, cell=cell, format=WORD, on=ON)
    assert list(find.batches_for(world.secretary)) == [batch]
    assert list(find.batches_for(world.officer)) == [whole, batch]
    assert list(find.batches_for(world.outsider)) == []
    with pytest.raises(RuleBroken, match="BATCH_EMPTY"):
        ask_batch(actor=world.officer, cycle=cycle, cell=world.agency, format=WORD, on=ON)


@pytest.mark.django_db
def test_the_page_makes_the_forms_bit_by_bit_with_and_without_scripts(
    cycle: Cycle, world: World, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(printing, "SECONDS", 0.001)
    client = Client()
    client.force_login(world.officer)
    pages = f"/kiem-diem/dot/{cycle.pk}/mau/"
    shown = client.get(pages)
    sent = {"format": "WORD", "cell": "TAT-CA", "once": "one-click"}
    response = client.post(pages, sent)
    batch = FormBatch.objects.get()
    page = f"/kiem-diem/mau/{batch.pk}/"

    assert "Tất cả các chi bộ" in shown.text
    assert (response.status_code, response["Location"]) == (302, page)
    assert client.get(f"{page}tep.zip").status_code == 404
    # A second press of the same button asks for nothing more.
    again = client.post(pages, sent)
    assert (again["Location"], FormBatch.objects.count()) == (pages, 1)
    assert get_messages(again.wsgi_request)
    assert "0/4" in client.get(page).text
    assert client.post(f"{page}tiep/")["Location"] == page
    part = client.post(f"{page}tiep/", headers={"HX-Request": "true"})
    assert "2/4" in part.text
    assert "<html" not in part.text
    while find.made_count(batch) < 4:
        client.post(f"{page}tiep/")
    done = client.get(page)
    assert "Tải về" in done.text
    assert "hx-post" not in done.text
    assert "Xong" in client.get(pages).text
    response = client.get(f"{page}tep.zip")
    with zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content))) as archive:
        assert archive.testzip() is None
        assert len(archive.namelist()) == 4
    assert response["Content-Disposition"] == f'attachment; filename="kiem-diem-tamhoa-2019-{batch.pk}.zip"'
    bad = client.post(pages, {"format": "EXE", "cell": "TANMAI-KP1"})
    assert bad.status_code == 200
    assert FormBatch.objects.count() == 1
    for method in (client.get, client.post):
        client.force_login(world.secretary)
        assert method(f"{page}tiep/").status_code in (404, 405)
