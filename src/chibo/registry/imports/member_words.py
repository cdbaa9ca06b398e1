"""What the headings of a list of members say, in the registers (mẫu 7-HSĐV) and in the lists that offices keep beside."""

from __future__ import annotations

from chibo.registry.imports.vocabulary import Vocabulary

MEMBERS = Vocabulary(
    anchors=frozenset({"full_name"}),
    filled_down=frozenset({"cell", "office"}),
    phrases={
        "full_name": (
            "họ và tên | họ tên | tên đảng viên | họ tên đảng viên | họ và tên đảng viên | họ và tên đang dùng | "
            "họ tên đang dùng | họ, chữ đệm và tên | họ và tên thường dùng | tên đầy đủ | họ tên đầy đủ | "
            "họ và tên đồng chí | họ tên đồng chí | họ tên ĐV | họ và tên ĐV | đảng viên | full name | name"
        ),
        "family_name": (
            "họ | họ và | họ đệm | họ và đệm | họ và tên đệm | họ tên đệm | họ lót | họ và chữ lót | họ chữ lót | "
            "họ và tên lót | họ và chữ đệm | họ chữ đệm | họ và lót | family name | last name | surname"
        ),
        "given_name": "tên | tên gọi | given name | first name",
        "birth_name": "họ tên khai sinh | họ và tên khai sinh | tên khai sinh | họ tên gốc | birth name",
        "gender": "giới tính | nam nữ | phái | giới | phái tính | gender | sex",
        "born_on": (
            "ngày sinh | năm sinh | ngày tháng năm sinh | ngày, tháng, năm, sinh | ngày/tháng/năm sinh | "
            "sinh ngày | sinh năm | ngày tháng sinh | NTNS | ngày năm sinh | tháng năm sinh | date of birth | "
            "birth date | DOB | birthday | born on | year of birth"
        ),
        "admitted_on": (
            "ngày vào Đảng | vào Đảng | ngày vào Đảng CSVN | năm vào Đảng | ngày kết nạp | ngày kết nạp Đảng | "
            "ngày tháng năm vào Đảng | kết nạp | ngày tháng vào Đảng | ngày vào ĐCSVN | ngày kết nạp vào Đảng | "
            "ngày vào Đảng dự bị | ngày dự bị | thời gian vào Đảng | ngày tháng năm kết nạp | ngày vào Đ | "
            "ngày KN | ngày vào Đảng lần đầu | ngày tháng năm dự bị | tháng năm vào Đảng | date of admission | "
            "admitted on | kết nạp Đảng | ngày tháng năm kết nạp Đảng | ngày vào Đảng Cộng sản Việt Nam | "
            "ngày vào"
        ),
        "official_on": (
            "ngày chính thức | chính thức | ngày công nhận chính thức | ngày vào Đảng chính thức | ngày CT | "
            "ngày tháng năm chính thức | ngày công nhận đảng viên chính thức | công nhận chính thức | "
            "ngày chuyển Đảng chính thức | ngày được công nhận chính thức | ngày chuyển chính thức | "
            "năm chính thức | ngày tháng năm vào Đảng chính thức | ngày chính thức vào Đảng | official on | "
            "official date | vào Đảng chính thức | ngày tháng chính thức"
        ),
        "card_number": (
            "số thẻ | số thẻ đảng viên | số thẻ Đảng | số thẻ ĐV | thẻ đảng viên | thẻ Đảng | số TĐV | mã thẻ | "
            "số hiệu thẻ | số hiệu thẻ đảng viên | mã thẻ đảng viên | card number | party card number"
        ),
        "file_number": (
            "số lý lịch | số LL | số lý lịch đảng viên | số SLL | SLL | số lý lịch ĐV | số hồ sơ | số LLĐV | "
            "số hồ sơ đảng viên | lý lịch đảng viên | lý lịch | số lí lịch | file number"
        ),
        "badge": "số huy hiệu | huy hiệu | số huy hiệu Đảng | huy hiệu Đảng | số HH | badge",
        "status": (
            "loại đảng viên | tình trạng đảng viên | chính thức / dự bị | CT/DB | đảng viên chính thức dự bị | "
            "diện đảng viên | tư cách đảng viên | ĐV chính thức dự bị | status"
        ),
        "cell": (
            "chi bộ | tên chi bộ | sinh hoạt tại chi bộ | chi bộ sinh hoạt | chi bộ đang sinh hoạt | thuộc chi bộ | "
            "tổ chức đảng | nơi sinh hoạt | nơi sinh hoạt đảng | sinh hoạt đảng tại | sinh hoạt chi bộ | cell | "
            "chi bộ đang sinh hoạt đảng | chi bộ trực thuộc | tổ chức đảng đang sinh hoạt | "
            "đang sinh hoạt tại chi bộ"
        ),
        "position": (
            "chức vụ | chức vụ hiện nay | chức vụ chính quyền | chức danh | chức vụ công tác | chức vụ, chức danh | "
            "chức vụ Đảng, chính quyền | chức vụ Đảng, chính quyền, đoàn thể | chức vụ chính quyền, đoàn thể | "
            "chức vụ (Đảng, chính quyền) | chức vụ hiện tại | chức danh, chức vụ | position | post | title"
        ),
        "party_position": "chức vụ Đảng | chức vụ trong Đảng | chức vụ cấp ủy | chức vụ chi ủy | party position",
        "office": (
            "đơn vị công tác | nơi công tác | cơ quan công tác | cơ quan | phòng ban | bộ phận | bộ phận công tác | "
            "đơn vị | nơi làm việc | cơ quan đơn vị | phòng | công tác tại | phòng, ban | tên cơ quan | office | "
            "cơ quan, đơn vị công tác | đơn vị công tác hiện nay | nơi công tác hiện nay | department"
        ),
        "residence": (
            "nơi ở hiện nay | chỗ ở hiện nay | nơi ở | chỗ ở | địa chỉ | nơi cư trú | địa chỉ hiện nay | cư trú | "
            "nơi cư trú hiện nay | địa chỉ cư trú | địa chỉ nơi ở | tạm trú | nơi ở hiện tại | nơi tạm trú | "
            "chỗ ở hiện tại | địa chỉ thường trú hiện nay | địa chỉ liên hệ | address | residence"
        ),
        "registered_residence": (
            "hộ khẩu | hộ khẩu thường trú | thường trú | HKTT | nơi thường trú | địa chỉ thường trú | "
            "nơi đăng ký hộ khẩu thường trú | nơi đăng ký thường trú | đăng ký thường trú"
        ),
        "phone": (
            "số điện thoại | điện thoại | SĐT | ĐT | ĐTDĐ | di động | số ĐT | điện thoại di động | số di động | "
            "điện thoại liên hệ | số điện thoại liên hệ | phone | phone number | mobile | tel"
        ),
        "ethnicity": "dân tộc | ethnicity",
        "religion": "tôn giáo | religion",
        "hometown": "quê quán | quê | nguyên quán | hometown",
        "education": (
            "trình độ văn hóa | văn hóa | TĐVH | trình độ học vấn | học vấn | trình độ phổ thông | TĐHV | "
            "giáo dục phổ thông | trình độ giáo dục phổ thông | education"
        ),
        "politics": "lý luận chính trị | LLCT | lý luận | trình độ lý luận chính trị | trình độ LLCT | chính trị",
        "qualification": (
            "chuyên môn nghiệp vụ | CMNV | trình độ chuyên môn | chuyên môn | trình độ chuyên môn nghiệp vụ | "
            "trình độ CM | trình độ chuyên môn kỹ thuật | bằng cấp | qualification"
        ),
        "languages": "ngoại ngữ | trình độ ngoại ngữ | languages",
        "occupation": "nghề nghiệp | nghề nghiệp hiện nay | nghề nghiệp đang làm | occupation",
        "former_occupation": "nghề nghiệp trước khi vào Đảng | nghề nghiệp khi vào Đảng | nghề nghiệp trước vào Đảng",
        "service": "bộ đội, công an, hưu trí | bộ đội công an | hưu trí | quân đội, công an, hưu trí",
        "moved_out": "ngày chuyển đi, đến đâu | ngày chuyển đi | chuyển đi | chuyển đi đâu | ngày chuyển đi đến đâu",
        "moved_in": "ngày chuyển đến, từ đâu | ngày chuyển đến | chuyển đến | chuyển đến từ đâu",
        "deceased": "ngày từ trần, lý do | ngày từ trần | từ trần | từ trần lý do",
        "skills": "kỹ năng | sở trường | lĩnh vực chuyên môn | lĩnh vực | skills",
        "leadership": "năng lực lãnh đạo | mức lãnh đạo | leadership",
        "left_party": "ngày ra khỏi Đảng | ra khỏi Đảng | ngày ra khỏi Đảng, lý do",
    },
    contextual={
        "admitted_on": "dự bị | ngày kết nạp | vào Đ",
        "occupation": "hiện nay | hiện tại",
        "education": "phổ thông | GDPT",
    },
    decoys=(
        "ngày vào Đoàn | ngày vào ngành | ngày cấp | ngày cấp thẻ | ngày cấp thẻ đảng viên | nơi cấp | tuổi Đảng | "
        "họ tên cha | họ tên mẹ | họ và tên bố | họ và tên mẹ | họ và tên cha | họ tên vợ | họ tên chồng | tuổi | "
        "họ và tên vợ | họ và tên con | họ tên con | nơi sinh | chi bộ nơi cư trú | ghi chú | ngày chuyển chi bộ | "
        "số CCCD | số CMND | CCCD | CMND | số định danh | email | ngày nghỉ hưu | chi bộ nơi ở | "
        "ngày vào công đoàn | chi bộ chuyển đến | chi bộ mới | chi bộ cũ | số quyết định | nơi vào Đảng | "
        "nơi kết nạp | số TT chi bộ | ngày bổ nhiệm | ngày nhập ngũ | chức vụ kiêm nhiệm | người giới thiệu | "
        "phụ cấp chức vụ | ký tên | chữ ký"
    ),
)
