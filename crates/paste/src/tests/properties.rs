//! Whatever is on the clipboard, the answer is an article.

use proptest::prelude::*;

use super::{FULL, all_taken, assert_valid, html, pasted, words};
use crate::{Charset, Clip, Manner, read};

/// Tags, styles and words of offices, in any order.
fn tangled_page() -> impl Strategy<Value = String> {
    let pieces = vec![
        "<p>",
        "</p>",
        "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'>",
        "<p style='mso-list:l0 level3 lfo2'>",
        "<span style='mso-list:Ignore'>a)</span>",
        "<p class=MsoCaption>",
        "<table>",
        "</table>",
        "<tr>",
        "<td>",
        "<td colspan=3>",
        "<th rowspan=2>",
        "</td>",
        "<caption>",
        "<thead>",
        "<ul>",
        "<ol start=7>",
        "<li>",
        "</li>",
        "</ul>",
        "</ol>",
        "<li data-aria-level=2>",
        "<blockquote>",
        "</blockquote>",
        "<h1>",
        "</h1>",
        "<h4>",
        "</h4>",
        "<b>",
        "</b>",
        "<i>",
        "<font face='.VnTime'>",
        "<font face=VNI-Times>",
        "</font>",
        "<sup>",
        "</sup>",
        "<sub>",
        "<a href='https://cong.example/a b'>",
        "<a href='javascript:x'>",
        "<a href='#n1' id=r1>",
        "<p><a href='#r1' id=n1>",
        "</a>",
        "<img src='data:image/png;base64,iVBORw0KGgo='>",
        "<img src='file:///c:/a.png'>",
        "<img src=https://xau.example alt='😀'>",
        "<br>",
        "<hr>",
        "<del>",
        "</del>",
        "<ins>",
        "<div>",
        "</div>",
        "<pre>",
        "</pre>",
        "<figure>",
        "<figcaption>",
        "</figure>",
        "<svg>",
        "</svg>",
        "<template>",
        "<style>p{display:none}</style>",
        "<!--[if !supportLists]-->",
        "<![endif]>",
        "<o:p>",
        "</o:p>",
        "\u{a0}",
        " ",
        "\n",
        "Vi",
        "ê\u{323}",
        "t",
        "aù",
        "µ¸",
        "1.",
        "·",
        "chữ",
        "\u{200b}",
        "\u{0}",
        "\u{ad}",
        "\t",
        "<q>",
        "</q>",
    ];
    proptest::collection::vec(proptest::sample::select(pieces), 0..60).prop_map(|chosen| chosen.concat())
}

fn tangled_rtf() -> impl Strategy<Value = Vec<u8>> {
    let pieces: Vec<&'static [u8]> = vec![
        b"{",
        b"}",
        b"\\par ",
        b"\\pard",
        b"\\pard\\intbl ",
        b"\\trowd",
        b"\\cellx1000",
        b"\\cellx2000",
        b"\\clvmrg\\cellx3000",
        b"\\clmrg\\cellx900",
        b"\\cell ",
        b"\\row ",
        b"\\b ",
        b"\\b0 ",
        b"\\v ",
        b"\\deleted ",
        b"{\\footnote x}",
        b"{\\listtext 1.\\tab}",
        b"\\ls1\\ilvl2 ",
        b"\\ls0 ",
        b"{\\field{\\*\\fldinst HYPERLINK \"https://cong.example\"}{\\fldrslt x}}",
        b"{\\pict\\pngblip 89504e47}",
        b"{\\pict\\wmetafile8 00}",
        b"{\\*\\shppict{\\pict\\jpegblip ffd8}}",
        b"{\\fonttbl{\\f1\\fcharset163 Arial;}{\\f2 .VnTimeH;}}",
        b"\\f1 ",
        b"\\f2 ",
        b"{\\stylesheet{\\s1\\outlinelevel0 heading 1;}}",
        b"\\s1 ",
        b"\\outlinelevel4 ",
        b"\\'e1",
        b"\\'f2",
        b"\\u7879?",
        b"\\u-10179?",
        b"\\u-8704?",
        b"\\uc3 ",
        b"\\bin3 abc",
        b"\\super ",
        b"\\sub ",
        b"\\line ",
        b"\\tab ",
        b"chu ",
        b"\\~",
        b"\\*",
        b"\\\\",
        b"\xff\xfe",
        b"\\ansicpg1258",
        b"\\nestcell ",
        b"{\\annotation x}",
    ];
    proptest::collection::vec(proptest::sample::select(pieces), 0..60)
        .prop_map(|chosen| [b"{\\rtf1 ".as_slice(), &chosen.concat()].concat())
}

/// Text of a page as its words, without what separates them.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn any_page_is_a_valid_article(page in prop_oneof![tangled_page(), any::<String>()]) {
        assert_valid(&html(&page), Manner::Rich);
        assert_valid(&html(&page), Manner::Words);
    }

    #[test]
    fn any_bytes_are_a_valid_article_in_every_flavour(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        assert_valid(&html(&text), Manner::Rich);
        assert_valid(&Clip { rtf: Some([b"{\\rtf1 ".as_slice(), &bytes].concat()), ..Clip::default() }, Manner::Rich);
        assert_valid(&Clip { text: Some(text), ..Clip::default() }, Manner::Rich);
        assert_valid(&Clip { picture: Some(bytes), ..Clip::default() }, Manner::Rich);
    }

    #[test]
    fn any_rtf_is_a_valid_article(rtf in tangled_rtf()) {
        assert_valid(&Clip { rtf: Some(rtf.clone()), ..Clip::default() }, Manner::Rich);
        assert_valid(&Clip { rtf: Some(rtf), ..Clip::default() }, Manner::Words);
    }

    #[test]
    fn any_text_is_a_valid_article_in_any_charset(text in any::<String>()) {
        let clip = Clip { text: Some(text), ..Clip::default() };
        for charset in [Charset::Tcvn3, Charset::Vni, Charset::Vps] {
            let mut pasted = read(&clip, Manner::Rich, Some(charset));
            banthao_document::validate::content(&super::article(pasted.write(&[]))).expect("valid");
        }
    }

    #[test]
    fn plain_text_loses_no_letter(text in "([a-zđữ]{1,6}[ \t\n\r.,-]{1,3}){0,30}") {
        let clip = Clip { text: Some(text.clone()), ..Clip::default() };
        prop_assert_eq!(letters(&words(&pasted(&clip).1)), letters(&text));
    }

    #[test]
    fn reading_twice_is_reading_once(page in tangled_page()) {
        let (mut first, mut second) = (read(&html(&page), Manner::Rich, None), read(&html(&page), Manner::Rich, None));
        let taken = all_taken(&first);
        prop_assert_eq!(first.write_as(FULL, &taken), second.write_as(FULL, &taken));
        prop_assert_eq!(first.receipt, second.receipt);
    }
}
