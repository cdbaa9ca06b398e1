"""The spreadsheets that the journey starts from: the units of a small city, and one ward's untidy list of members."""

from __future__ import annotations

from pathlib import Path

import xlsxwriter

UNITS = (
    ("Mã", "Tên", "Loại", "Trực thuộc", "Từ ngày", "Số hộ", "Nhu cầu chuyên môn", "Cần cán bộ lãnh đạo", "Chỉ tiêu"),
    ("DN", "Tỉnh Đồng Nai", "Tỉnh", "", "01/01/2015", "", "", "", ""),
    ("BH", "Thành phố Biên Hòa", "Thành phố trực thuộc tỉnh", "DN", "01/01/2015", "", "", "", ""),
    ("TAMHOA", "Phường Tam Hòa", "Phường", "BH", "01/01/2015", "", "", "", ""),
    ("TAMHOA-CQ", "Chi bộ cơ quan phường Tam Hòa", "Chi bộ cơ quan", "TAMHOA", "01/01/2015", "", "", "", ""),
    ("TAMHOA-K1", "Chi bộ khu phố 1", "Chi bộ khu dân cư", "TAMHOA", "01/01/2015", 420, "đất đai 2; số hoá 1", "x", 3),
    ("TAMHOA-K2", "Chi bộ khu phố 2", "Chi bộ khu dân cư", "TAMHOA", "01/01/2015", 510, "kinh tế 2", "", 3),
    ("TAMHOA-K3", "Chi bộ khu phố 3", "Chi bộ khu dân cư", "TAMHOA", "01/01/2015", 380, "tư pháp 2; văn hoá 1", "", 2),
    ("HONAI", "Phường Hố Nai", "Phường", "BH", "01/01/2015", "", "", "", ""),
    ("HONAI-K1", "Chi bộ khu phố 1", "Chi bộ khu dân cư", "HONAI", "01/01/2015", 300, "", "", ""),
)

BAD_DAY = "31/02/2001"
"""The day that no calendar has, in the row of ``BAD_NAME``."""
BAD_NAME = "Đinh Thị Hoa"
OFFICE = "Ủy ban nhân dân phường"
STAFF = (
    ("Nguyễn Văn An", "Nam", "03/02/1975", "19/05/1999", "19/05/2000", "Phó Bí thư Đảng ủy", "Khu phố 1"),
    ("Trần Thị Bích", "Nữ", "12/9/1980", "02/09/2005", "02/09/2006", "Phó Chủ tịch UBND", "Khu phố 1"),
    ("Lê Văn Cường", "Nam", "1983", "05/2008", "05/2009", "Công chức địa chính", "Khu phố 1"),
    (BAD_NAME, "Nữ", "30/04/1979", "03/02/2000", BAD_DAY, "Công chức tư pháp - hộ tịch", "Khu phố 3"),
    ("Phạm Quốc Dũng", "Nam", "22-11-1985", "07.11.2010", "07.11.2011", "Công chức tài chính - kế toán", "Khu phố 2"),
    ("Võ Minh Giang", "Nam", "1990", "19/8/2014", "19/8/2015", "Công chức văn hóa - xã hội", "Khu phố 1"),
    ("Huỳnh Thị Hạnh", "Nữ", "08/03/1988", "26/03/2012", "26/03/2013", "Cán bộ một cửa", "Khu phố 1"),
    ("Bùi Thanh Lâm", "Nam", "15/10/1992", "01/06/2018", "", "Công chức văn phòng", "Khu phố 2"),
)
"""Name, gender, born, admitted, official, position, where they live: the members of the agency cell."""
RESIDENTS = (
    ("Đỗ Văn Khánh", "Nam", "1952", "1980", "1981", "Bí thư chi bộ", "Chi bộ khu phố 1"),
    ("Ngô Thị Lý", "Nữ", "1958", "1985", "1986", "", "Chi bộ khu phố 1"),
    ("Dương Văn Minh Tâm", "Nam", "1955", "1983", "1984", "Bí thư chi bộ", "Chi bộ khu phố 2"),
    ("Lý Thị Nga", "Nữ", "1960", "1990", "1991", "", "Chi bộ khu phố 2"),
    ("Hồ Văn Phước", "Nam", "1950", "1978", "1979", "Bí thư chi bộ", "Chi bộ khu phố 3"),
    ("Mai Thị Quyên", "Nữ", "1962", "1992", "1993", "", "Chi bộ khu phố 3"),
    ("Cao Văn Sáu", "Nam", "1949", "1976", "1977", "", "Chi bộ khu phố 3"),
)


def write_units(path: Path) -> Path:
    """The units spreadsheet, a row each."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Đơn vị")
        for number, row in enumerate(UNITS):
            sheet.write_row(number, 0, row)
    return path


def write_members(path: Path) -> Path:
    """The list as the ward's office keeps it: titles above, two heading rows, capitals, a wrong day, a total below."""
    agency = "Chi bộ cơ quan phường Tam Hòa"
    rows = [(*row[:6], agency, row[6], OFFICE) for row in STAFF] + [(*row[:6], row[6], "", "") for row in RESIDENTS]
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("DS đảng viên")
        sheet.write(0, 0, "ĐẢNG ỦY PHƯỜNG TAM HÒA")
        sheet.write(1, 0, "DANH SÁCH ĐẢNG VIÊN (đến ngày 01/04/2019)")
        sheet.merge_range(3, 0, 4, 0, "STT")
        sheet.merge_range(3, 1, 4, 1, "HỌ VÀ TÊN")
        sheet.merge_range(3, 2, 4, 2, "Giới tính")
        sheet.merge_range(3, 3, 4, 3, "Ngày, tháng, năm sinh")
        sheet.merge_range(3, 4, 3, 5, "Ngày vào Đảng")
        sheet.write_row(4, 4, ("Dự bị", "Chính thức"))
        others = ("Số thẻ ĐV", "Chức vụ", "Sinh hoạt tại chi bộ", "Nơi ở", "Bộ phận công tác")
        for column, heading in enumerate(others, start=6):
            sheet.merge_range(3, column, 4, column, heading)
        for number, (name, gender, born, admitted, official, position, *places) in enumerate(rows, start=1):
            card = 47001200 + number if official else ""
            sheet.write_row(4 + number, 0, (number, name.upper(), gender, born, admitted, official, card, position))
            sheet.write_row(4 + number, 8, places)
        sheet.write(6 + len(rows), 1, f"Tổng cộng: {len(rows)} đảng viên")
    return path
