//! Each rule by its own examples: what it finds and proposes, and what looks like it and is right.

use banthao_proofing::{Checker, Dictionary, Reason, Rule, Severity, TonePlacement};

/// The one finding of a rule in a text, with its first proposal.
fn finds(rule: Rule, text: &str, written: &str, right: &str) {
    let findings = Checker::default().check(text);
    let found: Vec<_> = findings.iter().filter(|finding| finding.rule == rule).collect();
    assert_eq!(found.len(), 1, "{text}: {findings:?}");
    assert_eq!(found[0].text, written, "{text}");
    assert_eq!(found[0].replacements.first().map_or("", String::as_str), right, "{text}");
}

fn is_clean(text: &str) {
    let findings = Checker::default().check(text);
    assert!(findings.is_empty(), "{text}: {findings:?}");
}

#[test]
fn words_are_doubted_by_the_rule_that_they_break() {
    for (rule, text, written, right) in [
        (Rule::Syllable, "Toàn nghành vào cuộc", "nghành", "ngành"),
        (Rule::Syllable, "Cần ngiên cứu thêm", "ngiên", "nghiên"),
        (Rule::Syllable, "Bản thôgn tin mới", "thôgn", "thông"),
        (Rule::Syllable, "Nền kinhtế phát triển", "kinhtế", "kinh tế"),
        (Rule::ToneMark, "Việc đã đựơc làm", "đựơc", "được"),
        (Rule::ToneMark, "Nhà cuả dân", "cuả", "của"),
        (Rule::ToneMark, "Nghị quyêt mới", "quyêt", "quyết"),
        (Rule::HoiNga, "Hồ sơ chuyễn tới", "chuyễn", "chuyển"),
        (Rule::HoiNga, "Cần giử kín", "giử", "giữ"),
        (Rule::Confusion, "Cần sử lý ngay", "sử lý", "xử lý"),
        (Rule::Confusion, "XÂY DỰNG VÀ BỔ XUNG KẾ HOẠCH", "BỔ XUNG", "BỔ SUNG"),
        (Rule::Confusion, "Quà giành cho các cháu", "giành cho", "dành cho"),
        (Rule::Confusion, "Cố gắng chau dồi", "chau dồi", "trau dồi"),
        (Rule::Telex, "Tiếng Vieetj rất hay", "Vieetj", "Việt"),
        (Rule::Telex, "Đoàn ddang họp", "ddang", "đang"),
        (Rule::Telex, "Tiếng vie65t rất hay", "vie65t", "việt"),
        (Rule::MissingMarks, "giúp đỡ nguoi dân vùng cao", "nguoi", "người"),
        (Rule::ChatWord, "Hộ này ko thuộc diện", "ko", "không"),
        (Rule::DoubledWord, "Báo cáo của của sở", "của của", "của"),
        (Rule::DoubledWord, "phải thực hiện thực hiện ngay", "thực hiện thực hiện", "thực hiện"),
    ] {
        finds(rule, text, written, right);
    }
}

#[test]
fn marks_capitals_and_numbers_are_doubted_by_the_rule_that_they_break() {
    for (rule, text, written, right) in [
        (Rule::Spacing, "Hà Nội ,ngày mai", " ", ""),
        (Rule::Spacing, "Hà Nội,ngày mai", ",", ", "),
        (Rule::Spacing, "ở đây  có hai", "  ", " "),
        (Rule::Punctuation, "Cuộc họp đã xong..", "..", "."),
        (Rule::Punctuation, "một,, hai", ",,", ","),
        (Rule::SentenceCapital, "Trời đã sáng. chúng tôi lên đường.", "chúng", "Chúng"),
        (Rule::NameCapital, "gặp ông Nguyễn văn An hôm qua", "Nguyễn văn An", "Nguyễn Văn An"),
        (Rule::PlaceCapital, "ở tỉnh Hà tĩnh", "Hà tĩnh", "Hà Tĩnh"),
        (Rule::PlaceCapital, "họp ở quận 3", "quận", "Quận"),
        (Rule::TermCapital, "do Ủy ban Nhân dân tỉnh", "Ủy ban Nhân dân", "Ủy ban nhân dân"),
        (Rule::TermCapital, "theo Luật giao dịch điện tử", "Luật giao dịch điện tử", "Luật Giao dịch điện tử"),
        (Rule::TermCapital, "theo nghị định 30/2020/NĐ-CP", "nghị định", "Nghị định"),
        (Rule::TitleCapital, "gặp thủ tướng Trần Văn Bình", "thủ tướng", "Thủ tướng"),
        (Rule::TitleCapital, "là Phó Giám Đốc sở", "Phó Giám Đốc", "Phó Giám đốc"),
        (Rule::FormerName, "do Bộ Giao thông vận tải cấp", "Bộ Giao thông vận tải", "Bộ Xây dựng"),
        (Rule::Date, "ngày 31/4/2026", "31/4/2026", ""),
        (Rule::Date, "ngày 5 tháng 1 năm 2026", "5 tháng 1", "05 tháng 01"),
        (Rule::DocumentNumber, "Nghị định số 30/2020/ND-CP", "ND-CP", "NĐ-CP"),
        (Rule::Number, "tăng 3.5% so với", "3.5", "3,5"),
        (Rule::Encoding, "C«ng trình", "C«ng", "Công"),
        (Rule::Encoding, "Vie\u{302}\u{323}t Nam", "Vie\u{302}\u{323}t", "Việt"),
        (Rule::Encoding, "рhường này", "рhường", "phường"),
    ] {
        finds(rule, text, written, right);
    }
}

#[test]
fn a_reason_names_what_is_written_and_what_is_right() {
    for (text, reason) in [
        ("Cần giử kín", Reason::HoiForNga { written: "giử".into(), right: "giữ".into() }),
        ("Giấy tờ CHUYỄN tới", Reason::NgaForHoi { written: "chuyễn".into(), right: "chuyển".into() }),
        ("Cần Sử lý ngay", Reason::Confused { written: "sử lý".into(), right: "xử lý".into() }),
        ("Tiếng Vieetj rất hay", Reason::TelexKeys { written: "vieetj".into(), right: "việt".into() }),
        ("Tiếng vie65t rất hay", Reason::VniKeys { written: "vie65t".into(), right: "việt".into() }),
        ("theo Luật giao dịch điện tử", Reason::LawName { right: "Luật Giao dịch điện tử".into() }),
        ("do Bộ Giao thông vận tải cấp", Reason::FormerName { name: "Bộ Giao thông vận tải".into(), successor: "Bộ Xây dựng".into() }),
        ("Cần nghành này", Reason::OnsetMisspelt { written: "nghành".into() }),
        ("Đã đươc cấp", Reason::StoppedTone { written: "đươc".into() }),
        ("Nước việtj đẹp", Reason::KeysLeft { written: "việtj".into() }),
        ("Hà Nội,ngày mai", Reason::NoSpaceAfterMark { mark: ',' }),
        ("ngày 31/4/2026", Reason::NoSuchDate),
    ] {
        let findings = Checker::default().check(text);
        assert_eq!(findings.iter().map(|finding| &finding.reason).collect::<Vec<_>>(), [&reason], "{text}");
    }
}

#[test]
fn what_only_looks_wrong_is_left_alone() {
    for text in [
        "Gửi tới van-thu@bo.gov.vn hoặc https://bo.gov.vn/tin_tuc?id=1, tệp bao_cao.docx.",
        "Công ty Google và Facebook mở văn phòng, dùng Windows 11, chip M4 và mạng 5G.",
        "UBND tỉnh, HĐND, QĐ, TƯ, TP.HCM, PGS.TS Lê Văn Hòa, ThS. Vũ Thị Nga.",
        "Đắk Lắk, Kon Tum, Bắc Kạn, Krông Pắk, Y Moan, Pleiku, Pờ Tó.",
        "Ông Marie Curie gặp bà José García tại Liège, Malmö và München.",
        "Hòa và hoà, thủy và thuỷ, khỏe và khoẻ, lý do và lí do đều được.",
        "Con đường luôn luôn đông, người người qua lại, ngày ngày ồn ã.",
        "Đội giành cho được chiến thắng; ai nấy dành dụm, tranh giành làm gì.",
        "Lúc 7 giờ 30, giá 1.250.000 đồng, tăng 3,5%, tỷ lệ 2/3, đợt 1-2.",
        "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 và Quyết định số 749/QĐ-TTg.",
        "Gồm gạo, muối, v.v. và đồ dùng khác... Cứ thế mà làm.",
        "a) Một là vốn; b) hai là người; 1) ba là đất.",
        "Ông nói: “Nước lên nhanh quá!” rồi chạy đi. Ai cũng lo.",
        "Bộ Giao thông vận tải (cũ) và nguyên Sở Kế hoạch và Đầu tư.",
        "Ngày 29/02/2024 là ngày nhuận, ngày 30 tháng 6 thì không.",
        "Quý I, chương II, điểm a khoản 2 Điều 5; 12h30; 100 km2; 5 m3.",
        "Vắc-xin, ô-tô, Lê-nin, Mát-xcơ-va, COVID-19, H5N1, CO2.",
        "Nên tiếng nói của dân phải được lắng nghe; ai bàn tán, nấy chịu.",
        "Các hộ ở thôn 5 và tổ 12 chung lòng, chung tay giữ làng.",
        "Vi mạch µm, nhãn hiệu Windows® và ©2026, 3 × 4 = 12.",
        "CHỦ TỊCH NƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM QUYẾT ĐỊNH",
        "Trường Sa, Hoàng Sa là của Việt Nam; Thủ đô Hà Nội; Thành phố Hồ Chí Minh; Quận 1.",
        "",
        " ",
        "Ừ.",
    ] {
        is_clean(text);
    }
}

#[test]
fn a_house_that_chose_a_tone_placement_is_told_of_the_other() {
    let house = Checker { placement: TonePlacement::Old, ..Checker::default() };
    let findings = house.check("Khánh Hoà và Khánh Hòa, thuỷ lợi");
    assert_eq!(findings.iter().map(|finding| finding.replacements[0].as_str()).collect::<Vec<_>>(), ["Hòa", "thủy"]);
    assert!(findings.iter().all(|finding| finding.severity == Severity::Hint && finding.rule == Rule::TonePlacement));
    let house = Checker { placement: TonePlacement::New, ..Checker::default() };
    assert_eq!(house.check("Khánh Hoà và Khánh Hòa").len(), 1);
}

#[test]
fn a_dictionary_is_right_about_words_and_says_nothing_of_marks() {
    let checker = Checker { words: Dictionary::new(["nghành", "Sử Lý Thị"]), ..Checker::default() };
    assert!(checker.check("Cái nghành của bà sử lý thị").is_empty());
    assert_eq!(checker.check("Cái nghành ,thế thôi").len(), 1);
    assert_eq!(checker.check("cần sử lý ngay").len(), 1, "an entry of three words is not right in two");
}

#[test]
fn every_rule_has_a_name_of_its_own_and_a_page_of_help() {
    let names: std::collections::HashSet<_> = Rule::ALL.iter().map(|rule| rule.name()).collect();
    assert_eq!(names.len(), Rule::ALL.len());
    let pages = include_str!("../../../ui/src/features/help/pages/vi.ts");
    for rule in Rule::ALL {
        assert!(pages.contains(&format!("key: '{}'", rule.help())), "{rule:?} leads to a page that is not there");
    }
}
