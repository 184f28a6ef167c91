// The help in Vietnamese. A finding of the checker names its page by the key.
import type { HelpPages } from './index';

export const pages: HelpPages = [
  {
    key: 'cach-kiem',
    title: 'Máy kiểm thế nào',
    text: [
      'Máy đọc từng đoạn ngay trên máy này, không gửi chữ nào ra ngoài, và chỉ gạch dưới chỗ đáng xem. Gạch lượn sóng là sai chính tả; gạch chấm là có lẽ sai; gạch đứt là gợi ý về cách viết.',
      'Trong bài, bấm F7 để tới chỗ kế tiếp, Shift+F7 để về chỗ trước, Ctrl+. để xem gợi ý ở chỗ con trỏ. Mỗi lần thay là một bước, bấm Ctrl+Z là trở lại.',
      '“Thêm vào từ điển” để máy không hỏi lại từ ấy trong mọi bài. “Bỏ qua trong bài” chỉ bỏ qua chỗ ấy trong bài đang mở. Cả hai đều hoàn tác được.',
      'Máy không hiểu nghĩa của câu, nên không thấy hết lỗi. Tên người, chữ nước ngoài, chữ viết tắt, địa chỉ thư và trang mạng được để yên.',
    ],
    examples: [],
    source: 'Quy tắc của ứng dụng này.',
  },
  {
    key: 'am-tiet',
    title: 'Tiếng viết đúng khuôn',
    text: [
      'Mỗi tiếng của tiếng Việt gồm phụ âm đầu (có thể không có), vần và thanh. Không phải chữ cái nào cũng ghép được với nhau: không có vần “uơng”, “ôgn”.',
      'Viết gh, ngh, k trước e, ê, i; viết g, ng, c trước các nguyên âm khác. Âm “cờ” trước âm đệm viết là qu.',
      'Gặp từ nước ngoài hay tên riêng bị gạch nhầm, hãy thêm vào từ điển.',
    ],
    examples: [['nghành', 'ngành'], ['ngiên cứu', 'nghiên cứu'], ['truơng', 'trường, trương'], ['thôgn tin', 'thông tin'], ['kinhtế', 'kinh tế']],
    source: 'Quy định về chính tả tiếng Việt và về thuật ngữ tiếng Việt, Quyết định 240/QĐ ngày 05/3/1984 của Bộ Giáo dục; Từ điển tiếng Việt, Hoàng Phê chủ biên.',
  },
  {
    key: 'dau-thanh',
    title: 'Dấu thanh',
    text: [
      'Mỗi tiếng mang nhiều nhất một dấu thanh, đặt ở âm chính của vần. Vần có ă, â, ê, ô, ơ, ư thì dấu ở chữ ấy; với ươ dấu ở ơ; với iê, yê dấu ở ê.',
      'Tiếng tận cùng bằng p, t, c, ch chỉ mang dấu sắc hoặc dấu nặng.',
      'Với oa, oe, uy đứng cuối tiếng có hai thói quen: hòa, khỏe, thủy và hoà, khoẻ, thuỷ. Cả hai đều được, trừ khi cơ quan chọn một cách.',
    ],
    examples: [['đựơc', 'được'], ['cuả', 'của'], ['hòan thành', 'hoàn thành'], ['quyêt định', 'quyết định'], ['qúy', 'quý']],
    source: 'Quyết định 240/QĐ ngày 05/3/1984 của Bộ Giáo dục; Từ điển tiếng Việt, Hoàng Phê chủ biên.',
  },
  {
    key: 'hoi-nga',
    title: 'Dấu hỏi và dấu ngã',
    text: [
      'Nhiều vùng nói hai thanh này như nhau nên dễ viết lẫn. Máy biết những tiếng chỉ có dấu hỏi hoặc chỉ có dấu ngã trong tiếng Việt và hỏi lại khi bài viết khác đi.',
      'Mẹo với từ láy: các thanh ngang, sắc, hỏi đi với nhau; các thanh huyền, ngã, nặng đi với nhau: mở mang, vắng vẻ; mỡ màng, vững vàng.',
      'Với từ Hán Việt bắt đầu bằng m, n, nh, l, v, d, ng phần lớn viết dấu ngã: mỹ thuật, nỗ lực, nhãn hiệu, lãnh đạo, vĩnh viễn, dưỡng sinh, nghĩa vụ.',
    ],
    examples: [['chuyễn giao', 'chuyển giao'], ['giử gìn', 'giữ gìn'], ['củng cố và củng như', 'củng cố và cũng như'], ['lảnh đạo', 'lãnh đạo'], ['nổ lực', 'nỗ lực']],
    source: 'Từ điển tiếng Việt, Hoàng Phê chủ biên; quy tắc bổng – trầm của từ láy trong sách giáo khoa Ngữ văn.',
  },
  {
    key: 'tu-de-lan',
    title: 'Từ dễ lẫn',
    text: [
      'Từng tiếng đều đúng nhưng ghép lại thành từ khác với từ định viết. Lỗi hay gặp ở s/x, ch/tr, d/gi/r, l/n và các vần cuối n/ng, t/c.',
      'Giành là cố lấy về: giành quyền, giành chiến thắng. Dành là để lại cho: dành cho, dành dụm. Xuất là đưa ra: xuất bản, đề xuất; suất là phần, mức: năng suất, suất ăn.',
      'Trường hợp máy chưa chắc được gạch chấm. Đọc lại cả câu rồi hãy thay.',
    ],
    examples: [['sử lý', 'xử lý'], ['bổ xung', 'bổ sung'], ['chia sẽ', 'chia sẻ'], ['thăm quan', 'tham quan'], ['vô hình chung', 'vô hình trung'], ['sáng lạng', 'xán lạn'], ['chuẩn đoán', 'chẩn đoán'], ['năng xuất', 'năng suất']],
    source: 'Từ điển tiếng Việt, Hoàng Phê chủ biên.',
  },
  {
    key: 'bo-go',
    title: 'Chữ còn sót phím gõ',
    text: [
      'Khi bộ gõ tắt hoặc bị chương trình khác giành phím, các phím Telex hay VNI nằm lại thành chữ: vieetj, ddang, vie65t. Máy đoán tiếng định gõ và đề nghị thay.',
      'Nếu lỗi lặp lại, kiểm tra xem chỉ có một bộ gõ đang chạy và bộ gõ đang ở chế độ Unicode. Trang “Kiểm tra bộ gõ” trong phần trợ giúp này cho biết bộ gõ làm việc thế nào với cửa sổ, và có chế độ gõ an toàn khi chữ bị mất hoặc lặp.',
    ],
    examples: [['vieetj nam', 'việt nam'], ['ddang thực hiện', 'đang thực hiện'], ['vie65t', 'việt'], ['các duong phố', 'các đường phố']],
    source: 'Quy ước gõ Telex và VNI.',
  },
  {
    key: 'viet-tat',
    title: 'Viết tắt khi nhắn tin',
    text: ['Các cách viết tắt khi nhắn tin như ko, đc, trc không dùng trong văn bản của cơ quan. Chữ viết tắt thông dụng như UBND, HĐND viết đủ ở lần đầu, kèm chữ tắt trong ngoặc đơn.'],
    examples: [['ko', 'không'], ['đc', 'được'], ['trc', 'trước']],
    source: 'Nghị định 30/2020/NĐ-CP, Điều 8 và Phụ lục I: ngôn ngữ chính xác, phổ thông, cụm từ dùng nhiều lần mới viết tắt và phải viết đầy đủ ở lần đầu.',
  },
  {
    key: 'lap-tu',
    title: 'Từ viết hai lần',
    text: ['Một từ viết hai lần liền nhau thường là sót lại khi sửa câu. Từ láy và cách nói lặp như luôn luôn, dần dần, ngày ngày được để yên.'],
    examples: [['của của', 'của'], ['thực hiện thực hiện', 'thực hiện']],
    source: 'Quy tắc của ứng dụng này.',
  },
  {
    key: 'dau-cau',
    title: 'Dấu câu và khoảng trắng',
    text: [
      'Dấu chấm, phẩy, chấm phẩy, hai chấm, chấm than, chấm hỏi viết liền sau chữ và có một khoảng trắng ở sau. Dấu ngoặc và dấu nháy ôm sát phần bên trong.',
      'Giữa hai chữ chỉ có một khoảng trắng. Dấu phần trăm viết liền sau chữ số. Dấu lửng là ba chấm.',
    ],
    examples: [['Hà Nội ,ngày', 'Hà Nội, ngày'], ['( theo báo cáo )', '(theo báo cáo)'], ['báo cáo..', 'báo cáo.'], ['15 %', '15%']],
    source: 'Thông lệ soạn thảo văn bản điện tử tiếng Việt.',
  },
  {
    key: 'viet-hoa',
    title: 'Viết hoa đầu câu, tên người, địa danh',
    text: [
      'Viết hoa chữ đầu câu sau dấu chấm, chấm hỏi, chấm than và khi xuống dòng.',
      'Tên người Việt Nam và địa danh viết hoa chữ đầu của mọi tiếng. Danh từ chung chỉ đơn vị hành chính viết hoa khi đi với chữ số, tên người hay tên sự kiện: Quận 1, Phường Điện Biên Phủ.',
      'Viết đặc biệt: Thủ đô Hà Nội, Thành phố Hồ Chí Minh.',
    ],
    examples: [['Nguyễn văn An', 'Nguyễn Văn An'], ['tỉnh Hà tĩnh', 'tỉnh Hà Tĩnh'], ['quận 1', 'Quận 1'], ['thủ đô Hà Nội', 'Thủ đô Hà Nội']],
    source: 'Nghị định 30/2020/NĐ-CP ngày 05/3/2020 về công tác văn thư, Phụ lục II, mục I, II và III.',
  },
  {
    key: 'ten-co-quan',
    title: 'Tên cơ quan, chức vụ, văn bản',
    text: [
      'Tên cơ quan, tổ chức viết hoa chữ đầu của các từ chỉ loại hình cơ quan, chức năng và lĩnh vực hoạt động: Bộ Khoa học và Công nghệ, Ủy ban nhân dân tỉnh.',
      'Chức vụ, học vị viết hoa khi đi liền tên một người cụ thể: Thủ tướng, Bộ trưởng; chỉ chữ đầu viết hoa.',
      'Tên một văn bản cụ thể viết hoa chữ đầu của tên loại và chữ đầu của tên gọi: Luật Giao dịch điện tử, Nghị định số 30/2020/NĐ-CP.',
      'Từ tháng 3 năm 2025 nhiều bộ được tổ chức lại. Khi nói về cơ quan trước đó, ghi thêm “(cũ)” hoặc “trước đây”; khi nói về hiện nay, dùng tên mới.',
    ],
    examples: [['Ủy ban Nhân dân', 'Ủy ban nhân dân'], ['Bộ Khoa Học và Công nghệ', 'Bộ Khoa học và Công nghệ'], ['Thủ Tướng', 'Thủ tướng'], ['Luật giao dịch điện tử', 'Luật Giao dịch điện tử']],
    source: 'Nghị định 30/2020/NĐ-CP, Phụ lục II, mục IV và V; Nghị quyết của Quốc hội ngày 18/02/2025 về cơ cấu tổ chức của Chính phủ.',
  },
  {
    key: 'ngay-so',
    title: 'Ngày tháng, số, ký hiệu văn bản',
    text: [
      'Ngày nhỏ hơn 10 và tháng 1, tháng 2 ghi thêm số 0 ở trước khi ghi đủ ngày, tháng, năm.',
      'Ký hiệu văn bản gồm chữ tắt tên loại và chữ tắt tên cơ quan, nối bằng dấu gạch nối: 30/2020/NĐ-CP, 05/CĐ-TTg.',
      'Số thập phân dùng dấu phẩy, phần nghìn cách bằng dấu chấm: 3,5%; 1.250 hộ.',
    ],
    examples: [['ngày 5 tháng 1 năm 2026', 'ngày 05 tháng 01 năm 2026'], ['30/2020/ND-CP', '30/2020/NĐ-CP'], ['tăng 3.5%', 'tăng 3,5%'], ['ngày 31/02/2026', 'không có ngày này']],
    source: 'Nghị định 30/2020/NĐ-CP, Phụ lục I, phần II, mục I.3 và I.4.',
  },
  {
    key: 'bang-ma',
    title: 'Chữ sai bảng mã',
    text: [
      'Chữ chép từ tài liệu cũ có thể mang phông TCVN3 (ABC) hay VNI: trên máy này trông lạ, trên Cổng không ai đọc được. Có tài liệu lại để dấu rời khỏi chữ, nhìn giống nhau nhưng tìm không ra.',
      'Nhận cách viết thay mà máy đề nghị, hoặc chép lại từ bản Unicode dựng sẵn.',
    ],
    examples: [['C«ng v¨n', 'Công văn'], ['Vieät Nam', 'Việt Nam']],
    source: 'TCVN 6909:2001, bộ mã ký tự tiếng Việt 16 bit; Unicode Standard Annex 15.',
  },
];
