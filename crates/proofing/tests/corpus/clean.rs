//! Clean text: what people wrote, and sentences made of frames and fillers in a fixed sequence.

/// What was written by hand.
pub fn written() -> impl Iterator<Item = &'static str> {
    include_str!("../../corpus/clean.txt").lines().filter(|line| !line.is_empty())
}

/// A fixed sequence (xorshift, Marsaglia 2003): the same text on every machine.
pub struct Sequence(u64);

impl Sequence {
    /// Begins at a number other than nought.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below `bound`.
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % bound
    }

    fn pick<'l>(&mut self, list: &[&'l str]) -> &'l str {
        list[self.below(list.len())]
    }
}

const FAMILY: &[&str] = &[
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Bùi",
    "Vi",
    "Lò",
    "Hà",
    "Đặng",
    "Cao",
    "Thạch",
    "Danh",
    "Sơn",
    "Y",
    "Rơ Châm",
    "Mùa A",
    "Vừ Bá",
    "Hồ Văn",
    "K'",
];
const GIVEN: &[&str] = &[
    "Minh Tuệ",
    "Thị Hường",
    "Quốc Trưởng",
    "Thùy Dương",
    "Hữu Nghĩa",
    "Sỹ Luân",
    "Thị Mỹ Lệ",
    "Đình Khải",
    "Ngọc Quỳnh",
    "Thế Vỹ",
    "Thị Nở",
    "Xuân Trạch",
    "Bích Thủy",
    "Khắc Duẩn",
    "Vĩnh Thụy",
    "Thị Ngoan",
    "Gia Bảo",
    "Tấn Đạt",
];
const PLACE: &[&str] = &[
    "xã Nậm Sỏ",
    "phường Tân Lập",
    "xã Trung Lý",
    "huyện đảo Cô Tô",
    "xã Ea Wer",
    "phường Bến Nghé",
    "xã Phước Dinh",
    "xã Thượng Hóa",
    "thôn Khuổi Ky",
    "bản Phùng",
    "làng Đê Ktu",
    "ấp Rạch Gốc",
    "xã Trà Leng",
    "phường Kỳ Bá",
    "xã Tà Rụt",
    "khu phố Long Điền",
    "xã Mỹ Lý",
    "xã Hướng Phùng",
];
const BODY: &[&str] = &[
    "Đoàn Thanh niên xã",
    "Hội Nông dân tỉnh",
    "Trạm Y tế",
    "Phòng Giáo dục",
    "Ban Quản lý rừng phòng hộ",
    "Đồn Biên phòng",
    "Hợp tác xã dịch vụ",
    "Trung tâm Khuyến nông",
    "Công ty cấp thoát nước",
    "Bưu điện tỉnh",
    "Trường Trung học cơ sở",
    "Hội Chữ thập đỏ",
    "Ban Giám hiệu nhà trường",
    "Cảng vụ đường thủy",
    "Tổ hòa giải",
    "Chi cục Kiểm lâm",
];
const ACT: &[&str] = &[
    "tổ chức tập huấn sơ cứu cho giáo viên",
    "lắp thêm ba bồn chứa nước ngọt",
    "khơi thông rãnh thoát nước quanh chợ",
    "trao sổ tiết kiệm cho trẻ mồ côi",
    "nghiệm thu tuyến kênh nội đồng",
    "vận động bà con tiêm phòng cho đàn vịt",
    "mở lớp xóa mù chữ vào buổi tối",
    "kẻ lại vạch sơn trước cổng trường",
    "cấp phát hạt giống bắp lai",
    "sửa mái nhà sinh hoạt cộng đồng",
    "khảo sát luồng lạch trước mùa cạn",
    "thả tôm giống xuống đầm",
    "giới thiệu việc làm cho bộ đội xuất ngũ",
    "số hóa sổ hộ tịch lưu từ năm 1976",
    "hướng dẫn tiểu thương quét mã thanh toán",
    "gỡ bỏ bẫy thú trong rừng già",
    "diễn tập chữa cháy ở xưởng may",
    "trồng lại bãi sú ven đê",
    "hiến máu theo lời kêu gọi của bệnh viện",
    "dựng biển cảnh báo nước xoáy",
];
const RESULT: &[&str] = &[
    "giúp giảm gần một nửa số vụ va quẹt",
    "được bà con khen là thiết thực",
    "tiết kiệm cho mỗi hộ chừng hai trăm nghìn đồng",
    "nhưng còn thiếu chỗ để dụng cụ",
    "nên tiến độ chậm mất mười hôm",
    "trong khi ngân sách chỉ đáp ứng phân nửa",
    "và sẽ nhân rộng ra các xã lân cận",
    "song chưa giải quyết dứt điểm mùi hôi",
    "mở ra hướng thoát nghèo cho phụ nữ đơn thân",
    "khiến thương lái tìm về tận vườn",
];
const SAID: &[&str] = &[
    "Việc này nói dễ mà làm khó, cứ phải rủ rỉ từng nhà",
    "Hồi mới về tôi cũng nản, nay thì quen tiếng, quen đường",
    "Tụi nhỏ thích lắm, tan học là chạy thẳng ra thư viện",
    "Nước mặn vô sớm, tôi phải đắp đập bằng bao cát suốt ba đêm",
    "Chúng tôi mong có thêm bác sĩ về ở hẳn với trạm",
    "Hễ nghe kẻng là cả ấp vác cuốc ra đê",
    "Thủ tục gọn rồi, chỉ sợ mạng chập chờn lúc trời giông",
    "Bán được giá, mình trả xong nợ, còn dư chút đỉnh lo cho con ăn học",
];
const WHEN: &[&str] = &[
    "Đầu tháng này",
    "Chiều 14/8",
    "Từ sau Tết",
    "Trong hai ngày cuối tuần",
    "Giữa mùa gặt",
    "Ngay sau bão số 4",
    "Tối qua",
    "Hơn nửa năm nay",
    "Vào dịp khai trường",
    "Tính đến ngày 22/10",
];

/// A name and the fixed words around it, filled in; names and places carry capitals.
fn sentence(sequence: &mut Sequence) -> String {
    let person = format!("{} {}", sequence.pick(FAMILY), sequence.pick(GIVEN)).replace("K' ", "K'");
    let (when, place, body, act) = (sequence.pick(WHEN), sequence.pick(PLACE), sequence.pick(BODY), sequence.pick(ACT));
    let (other, result, said) = (sequence.pick(ACT), sequence.pick(RESULT), sequence.pick(SAID));
    let count = 12 + sequence.below(880);
    match sequence.below(8) {
        0 => format!("{when}, {body} phối hợp với {place} {act}, {result}."),
        1 => format!("“{said}”, {} {person} ở {place} kể lại.", ["ông", "bà", "anh", "chị"][sequence.below(4)]),
        2 => format!(
            "Theo {body}, có {count} hộ tại {place} đăng ký tham gia, tăng {},{}% so với đợt trước; phần lớn muốn {act}.",
            sequence.below(30),
            1 + sequence.below(9)
        ),
        3 => format!("Anh {person} cùng {count} đoàn viên {act} rồi {other}, việc nào cũng có người theo dõi."),
        4 => format!("Kế hoạch nêu rõ: {body} chịu trách nhiệm {act}; {place} bố trí chỗ ăn nghỉ cho {count} lượt người."),
        5 => format!("{when}, người dân {place} đồng lòng {act}. Cách làm ấy {result}."),
        6 => format!("Chị {person} cho hay nhóm vừa {act} vừa {other}, {result}."),
        _ => format!(
            "Sắp tới, {body} dự định {act} tại {place}, thời gian từ 7 giờ 30 phút đến 11 giờ; ai cần hỏi thêm xin gọi số 0{count:03} {count:03} {count:03}."
        ),
    }
}

/// Paragraphs made by the generator, about `words` words in all.
pub fn generated(words: usize) -> Vec<String> {
    let mut sequence = Sequence::new(0x5eed_2026);
    let mut paragraphs = Vec::new();
    let mut count = 0;
    while count < words {
        let sentences: Vec<String> = (0..2 + sequence.below(4)).map(|_| sentence(&mut sequence)).collect();
        let paragraph = sentences.join(" ");
        count += paragraph.split_whitespace().count();
        paragraphs.push(paragraph);
    }
    paragraphs
}
