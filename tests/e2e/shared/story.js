// The article that the journeys write, with the marks of Vietnamese in every part of it.
export const story = {
  title: 'Công bố chỉ số cải cách hành chính quý III',
  sapo: 'Ủy ban nhân dân tỉnh công bố kết quả: 18 trên 21 đơn vị tăng điểm, thủ tục đất đai rút còn bảy ngày.',
  opening: 'Sáng nay, tỉnh tổ chức hội nghị trực tuyến với các huyện, thị xã.',
  strong: 'Mười tám đơn vị tăng điểm',
  heading: 'Những việc đã làm được',
  items: ['Rút ngắn thời gian cấp giấy chứng nhận', 'Mở quầy phục vụ lưu động ở xã vùng sâu'],
  quote: 'Người dân không phải đi lại nhiều lần nữa.',
  closing: 'Kết quả được niêm yết tại trụ sở và trên Cổng.',
  caption: 'Người dân làm thủ tục tại bộ phận một cửa',
  credit: 'Ảnh: Phòng Truyền thông',
  alt: 'Ba người đứng trước quầy một cửa, một cán bộ trao hồ sơ',
  pdf: 'Kế hoạch công bố.pdf',
};

/** Text as the tests compare it: composed, with single spaces. */
export const plain = (text) => text.normalize('NFC').replace(/\s+/g, ' ').trim();
