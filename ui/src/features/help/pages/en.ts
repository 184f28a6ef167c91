// The help in English, for who checks Vietnamese beside its writer. What is Vietnamese in a sentence stands between asterisks, so that it is said by a
// Vietnamese voice.
import type { HelpPages } from './index';

export const pages: HelpPages = [
  {
    key: 'cach-kiem',
    title: 'How the checker works',
    text: [
      'The app reads each paragraph on this machine, sends no word of it anywhere, and underlines only what is worth a look. A wavy line is a misspelling, a dotted line is perhaps one, a dashed line is a hint about style.',
      'In an article, F7 goes to the next place, Shift+F7 to the one before, and Ctrl+. shows the suggestions for the place at the caret. Each replacement is one step, and Ctrl+Z takes it back.',
      '“Add to the dictionary” keeps the app from asking about that word again in any article. “Ignore in this article” passes over that place in the open article only. Both can be undone.',
      'The app does not understand what a sentence means, so it does not see every mistake. Personal names, foreign words, abbreviations, e-mail addresses and web addresses are left alone.',
    ],
    examples: [],
    source: 'Rules of this app.',
  },
  {
    key: 'am-tiet',
    title: 'Well-formed syllables',
    text: [
      'A Vietnamese syllable is made of an initial consonant (there may be none), a rime and a tone. Not all letters go together: there is no rime “*uơng*” or “*ôgn*”.',
      'Write *gh, ngh, k* before *e, ê, i*; write *g, ng, c* before the other vowels. The sound /k/ before a medial glide is written *qu*.',
      'If a foreign word or a proper name is underlined by mistake, add it to the dictionary.',
    ],
    examples: [['nghành', 'ngành'], ['ngiên cứu', 'nghiên cứu'], ['truơng', 'trường, trương'], ['thôgn tin', 'thông tin'], ['kinhtế', 'kinh tế']],
    source: 'Regulations on Vietnamese spelling and Vietnamese terminology (*Quy định về chính tả tiếng Việt và về thuật ngữ tiếng Việt*), Decision *240/QĐ* of 5 March 1984 of the Ministry of Education; Dictionary of Vietnamese (*Từ điển tiếng Việt*), edited by *Hoàng Phê*.',
  },
  {
    key: 'dau-thanh',
    title: 'Tone marks',
    text: [
      'A syllable carries at most one tone mark, on the main vowel of its rime. Where the rime has *ă, â, ê, ô, ơ, ư*, the mark is on that letter; with *ươ* it is on *ơ*; with *iê, yê* it is on *ê*.',
      'A syllable that ends in *p, t, c, ch* takes only the tone *sắc* (as on *á*) or *nặng* (as on *ạ*).',
      'For *oa, oe, uy* at the end of a syllable there are two customs: *hòa, khỏe, thủy* and *hoà, khoẻ, thuỷ*. Both are right, unless the organisation has chosen one.',
    ],
    examples: [['đựơc', 'được'], ['cuả', 'của'], ['hòan thành', 'hoàn thành'], ['quyêt định', 'quyết định'], ['qúy', 'quý']],
    source: 'Decision *240/QĐ* of 5 March 1984 of the Ministry of Education; Dictionary of Vietnamese (*Từ điển tiếng Việt*), edited by *Hoàng Phê*.',
  },
  {
    key: 'hoi-nga',
    title: 'The tones *hỏi* and *ngã*',
    text: [
      'Many regions say these two tones alike (*hỏi* as on *ả*, *ngã* as on *ã*), so they are easily mixed up. The app knows the syllables that Vietnamese has only with *hỏi* or only with *ngã*, and asks where the article has the other one.',
      'A rule of thumb for reduplicated words (*từ láy*): the tones *ngang* (no mark), *sắc* and *hỏi* go together, and so do *huyền*, *ngã* and *nặng*: *mở mang, vắng vẻ*; *mỡ màng, vững vàng*.',
      'Sino-Vietnamese words (*từ Hán Việt*) that begin with *m, n, nh, l, v, d, ng* mostly have *ngã*: *mỹ thuật, nỗ lực, nhãn hiệu, lãnh đạo, vĩnh viễn, dưỡng sinh, nghĩa vụ*.',
    ],
    examples: [['chuyễn giao', 'chuyển giao'], ['giử gìn', 'giữ gìn'], ['củng cố và củng như', 'củng cố và cũng như'], ['lảnh đạo', 'lãnh đạo'], ['nổ lực', 'nỗ lực']],
    source: 'Dictionary of Vietnamese (*Từ điển tiếng Việt*), edited by *Hoàng Phê*; the rule of high and low tones in reduplicated words (*quy tắc bổng – trầm*), in the textbooks of Vietnamese language and literature.',
  },
  {
    key: 'tu-de-lan',
    title: 'Words easily confused',
    text: [
      'Each syllable is right, but together they make another word than the one that was meant. It happens mostly with *s/x, ch/tr, d/gi/r, l/n* and with the endings *n/ng, t/c*.',
      '*Giành* is to strive for something and win it: *giành quyền* (seize power), *giành chiến thắng* (win a victory). *Dành* is to set aside: *dành cho* (set aside for), *dành dụm* (save up). *Xuất* is to put forth: *xuất bản* (publish), *đề xuất* (propose); *suất* is a share or a rate: *năng suất* (productivity), *suất ăn* (a portion of food).',
      'Where the app is not sure, the line is dotted. Read the whole sentence again before you replace anything.',
    ],
    examples: [['sử lý', 'xử lý'], ['bổ xung', 'bổ sung'], ['chia sẽ', 'chia sẻ'], ['thăm quan', 'tham quan'], ['vô hình chung', 'vô hình trung'], ['sáng lạng', 'xán lạn'], ['chuẩn đoán', 'chẩn đoán'], ['năng xuất', 'năng suất']],
    source: 'Dictionary of Vietnamese (*Từ điển tiếng Việt*), edited by *Hoàng Phê*.',
  },
  {
    key: 'bo-go',
    title: 'Keys left in the text',
    text: [
      'When the input method is off, or another program takes its keys, the keys of Telex or VNI stay in the text as letters: *vieetj, ddang, vie65t*. The app guesses the syllable that was meant and offers it.',
      'If it keeps happening, make sure that only one input method is running and that it is set to Unicode. The page “Check the input method” of this help tells how the input method works with the window, and has a safe way of typing for when letters are lost or doubled.',
    ],
    examples: [['vieetj nam', 'việt nam'], ['ddang thực hiện', 'đang thực hiện'], ['vie65t', 'việt'], ['các duong phố', 'các đường phố']],
    source: 'The conventions of Telex and VNI.',
  },
  {
    key: 'viet-tat',
    title: 'Abbreviations from chats',
    text: ["Abbreviations from chats, such as *ko, đc, trc*, are not used in official documents. Common ones such as *UBND* (*Ủy ban nhân dân*, People's Committee) and *HĐND* (*Hội đồng nhân dân*, People's Council) are written in full the first time, with the short form in brackets."],
    examples: [['ko', 'không'], ['đc', 'được'], ['trc', 'trước']],
    source: 'Decree *30/2020/NĐ-CP*, Article 8 and Appendix I: the language is precise and common; only a phrase that is used many times is abbreviated, and it is written in full the first time.',
  },
  {
    key: 'lap-tu',
    title: 'Words written twice',
    text: ['A word written twice in a row is mostly left over from mending a sentence. Reduplicated words and repetitions such as *luôn luôn* (always), *dần dần* (little by little), *ngày ngày* (day after day) are left alone.'],
    examples: [['của của', 'của'], ['thực hiện thực hiện', 'thực hiện']],
    source: 'Rules of this app.',
  },
  {
    key: 'dau-cau',
    title: 'Punctuation and spaces',
    text: [
      'The full stop, comma, semicolon, colon, exclamation mark and question mark follow the word without a space and have one space after them. Brackets and quotation marks stand close to what they hold.',
      'Between two words there is only one space. The percent sign follows its number without a space. The ellipsis is three full stops.',
    ],
    examples: [['Hà Nội ,ngày', 'Hà Nội, ngày'], ['( theo báo cáo )', '(theo báo cáo)'], ['báo cáo..', 'báo cáo.'], ['15 %', '15%']],
    source: 'The usual practice in writing Vietnamese documents on computers.',
  },
  {
    key: 'viet-hoa',
    title: 'Capitals: sentences, persons, places',
    text: [
      'A sentence begins with a capital: after a full stop, a question mark or an exclamation mark, and on a new line.',
      "In the names of Vietnamese persons and places, each syllable begins with a capital. The common noun of an administrative unit has a capital when it goes with a number, a person's name or the name of an event: *Quận 1* (District 1), *Phường Điện Biên Phủ* (*Điện Biên Phủ* Ward).",
      'Two are written in a way of their own: *Thủ đô Hà Nội* (the Capital, *Hà Nội*), *Thành phố Hồ Chí Minh* (*Hồ Chí Minh* City).',
    ],
    examples: [['Nguyễn văn An', 'Nguyễn Văn An'], ['tỉnh Hà tĩnh', 'tỉnh Hà Tĩnh'], ['quận 1', 'Quận 1'], ['thủ đô Hà Nội', 'Thủ đô Hà Nội']],
    source: 'Decree *30/2020/NĐ-CP* of 5 March 2020 on records management (*công tác văn thư*), Appendix II, sections I, II and III.',
  },
  {
    key: 'ten-co-quan',
    title: 'Names of agencies, offices and documents',
    text: [
      "In the name of an agency or organisation, the words for its kind, its duty and its field begin with a capital: *Bộ Khoa học và Công nghệ* (Ministry of Science and Technology), *Ủy ban nhân dân tỉnh* (provincial People's Committee).",
      'An office or academic title has a capital right before the name of a certain person, and only its first letter has: *Thủ tướng* (Prime Minister), *Bộ trưởng* (Minister).',
      'In the name of a certain document, its kind and its own name begin with a capital each: *Luật Giao dịch điện tử* (Law on Electronic Transactions), *Nghị định số 30/2020/NĐ-CP* (Decree No. *30/2020/NĐ-CP*).',
      'Since March 2025 many ministries have been reorganised. Of an agency as it was before, add “*(cũ)*” (former) or “*trước đây*” (before); of the present, use the new name.',
    ],
    examples: [['Ủy ban Nhân dân', 'Ủy ban nhân dân'], ['Bộ Khoa Học và Công nghệ', 'Bộ Khoa học và Công nghệ'], ['Thủ Tướng', 'Thủ tướng'], ['Luật giao dịch điện tử', 'Luật Giao dịch điện tử']],
    source: 'Decree *30/2020/NĐ-CP*, Appendix II, sections IV and V; Resolution of the National Assembly of 18 February 2025 on the organisation of the Government.',
  },
  {
    key: 'ngay-so',
    title: 'Dates, numbers, signs of documents',
    text: [
      'Days below 10 and the months 1 and 2 have a 0 in front where day, month and year are all written. Where the calendar has no such date, the table says *không có ngày này* (there is no such date).',
      'The sign of a document is the short form of its kind and that of its agency, joined by a hyphen: *30/2020/NĐ-CP* (*NĐ*, a decree; *CP*, of the Government), *05/CĐ-TTg* (*CĐ*, an official telegram; *TTg*, of the Prime Minister).',
      'Decimal numbers have a comma, and a full stop parts the thousands: *3,5%*; *1.250 hộ* (1,250 households).',
    ],
    examples: [['ngày 5 tháng 1 năm 2026', 'ngày 05 tháng 01 năm 2026'], ['30/2020/ND-CP', '30/2020/NĐ-CP'], ['tăng 3.5%', 'tăng 3,5%'], ['ngày 31/02/2026', 'không có ngày này']],
    source: 'Decree *30/2020/NĐ-CP*, Appendix I, part II, items I.3 and I.4.',
  },
  {
    key: 'bang-ma',
    title: 'Letters of another encoding',
    text: [
      'Words copied from an old document may be made for a TCVN3 (ABC) or VNI font: on this machine they look odd, and on the portal nobody can read them. Other documents keep the marks apart from their letters, which looks the same but is not found by a search.',
      'Take what the app offers instead, or copy the words again from a version in precomposed Unicode (*Unicode dựng sẵn*).',
    ],
    examples: [['C«ng v¨n', 'Công văn'], ['Vieät Nam', 'Việt Nam']],
    source: '*TCVN 6909:2001*, the 16-bit character set for Vietnamese (*bộ mã ký tự tiếng Việt 16 bit*); Unicode Standard Annex 15.',
  },
];
