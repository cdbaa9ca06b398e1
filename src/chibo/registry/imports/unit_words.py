"""What the units spreadsheet calls its columns, the kinds of unit and the fields of expertise."""

from __future__ import annotations

from chibo.domain.organisation import Skill, UnitKind
from chibo.registry.imports.vocabulary import Vocabulary

UNITS = Vocabulary(
    filled_down=frozenset({"parent", "kind"}),
    phrases={
        "code": "mã | mã đơn vị | mã số | code",
        "name": "tên | tên đơn vị | tên gọi | tên tổ chức đảng | name",
        "kind": "loại | loại đơn vị | loại hình | kind | type",
        "parent": "trực thuộc | mã trực thuộc | thuộc | đơn vị trực thuộc | cấp trên | mã cấp trên | parent",
        "starts_on": "từ ngày | ngày bắt đầu | hiệu lực từ | ngày thành lập | starts on | from",
        "ends_on": "đến ngày | ngày kết thúc | hiệu lực đến | ngày giải thể | ends on | to",
        "households": "số hộ | số hộ dân | households",
        "needs": "nhu cầu chuyên môn | nhu cầu | chuyên môn cần | needs",
        "needs_leader": "cần cán bộ lãnh đạo | cần lãnh đạo | cần cán bộ | needs leader",
        "target": "chỉ tiêu | số lượng cần | target",
        "capacity": "sức chứa | tối đa | số lượng tối đa | capacity",
    },
)
"""In Vietnamese, or under the English names."""

KINDS = Vocabulary(
    ordinals="",
    phrases={
        UnitKind.COUNTRY: "trung ương | cả nước",
        UnitKind.PROVINCE: "tỉnh | thành phố trực thuộc trung ương | tỉnh ủy | province",
        UnitKind.CITY: "thành phố trực thuộc tỉnh | thành phố thuộc tỉnh | thành phố | thành ủy | TP | city",
        UnitKind.DISTRICT: "huyện | huyện ủy | district",
        UnitKind.TOWN: "thị xã | thị ủy | TX | town",
        UnitKind.URBAN_DISTRICT: "quận | quận ủy | urban district",
        UnitKind.COMMUNE: "xã | đảng bộ xã | đảng ủy xã | commune",
        UnitKind.WARD: "phường | đảng bộ phường | đảng ủy phường | ward",
        UnitKind.TOWNSHIP: "thị trấn | đảng bộ thị trấn | đảng ủy thị trấn | TT | township",
        UnitKind.SPECIAL_ZONE: "đặc khu | special zone",
        UnitKind.AGENCY_CELL: "chi bộ cơ quan | cơ quan | CBCQ | agency cell",
        UnitKind.RESIDENTIAL_CELL: (
            "chi bộ khu dân cư | khu dân cư | chi bộ khu phố | chi bộ ấp | chi bộ thôn | chi bộ tổ dân phố | "
            "khu phố | ấp | thôn | tổ dân phố | chi bộ KDC | residential cell"
        ),
        UnitKind.SCHOOL_CELL: "chi bộ trường học | chi bộ trường | trường học | school cell",
        UnitKind.HEALTH_CELL: "chi bộ y tế | chi bộ trạm y tế | y tế | trạm y tế | health cell",
        UnitKind.POLICE_CELL: "chi bộ công an | công an | police cell",
        UnitKind.MILITARY_CELL: "chi bộ quân sự | quân sự | military cell",
        UnitKind.OTHER_CELL: "chi bộ khác | khác | chi bộ | other cell",
    },
)

SKILLS = Vocabulary(
    ordinals="",
    phrases={
        Skill.AGRICULTURE: "nông nghiệp | nông lâm nghiệp | nông thôn | trồng trọt, chăn nuôi | agriculture",
        Skill.CULTURE: "văn hoá | văn hoá xã hội | văn hoá giáo dục | giáo dục | culture",
        Skill.DIGITAL: "số hoá | chuyển đổi số | công nghệ thông tin | CNTT | tin học | công nghệ số | digital",
        Skill.ECONOMY: "kinh tế | thương mại | kinh doanh | economy",
        Skill.FINANCE: "tài chính | kế toán | tài chính kế toán | finance",
        Skill.HEALTH: "y tế | sức khoẻ | health",
        Skill.JUSTICE: "tư pháp | pháp luật | hộ tịch | tư pháp hộ tịch | justice | law",
        Skill.LAND: "đất đai | địa chính | địa chính xây dựng | xây dựng | land",
        Skill.MOBILISATION: "dân vận | vận động quần chúng | vận động | mặt trận | mobilisation | mobilization",
        Skill.SECURITY: "an ninh | quốc phòng | an ninh trật tự | an ninh quốc phòng | trật tự | security",
    },
)
