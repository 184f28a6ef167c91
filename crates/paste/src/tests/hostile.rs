//! Payloads that mean harm, each answered with words and nothing else, within bounded work.

use serde_json::Value;

use super::{assert_valid, html, pasted, words};
use crate::{Clip, Manner, Thing, limits};

/// Pages that attack whoever pastes them. Each says “chữ” and must not say “mã”, nor lead anywhere.
pub(super) const PAGES: &[(&str, &str)] = &[
    ("a script", "<p>chữ</p><script>mã</script>"),
    ("a script in pieces", "<p>chữ<scr<script>alert(1)</script>"),
    ("an image that fails", "<p>chữ<img src=x onerror=\"alert(1)\"></p>"),
    ("a handler", "<p onclick=alert(1) onfocus=alert(1) autofocus tabindex=0>chữ</p>"),
    ("a link to a script", "<p><a href=\"javascript:alert(1)\">chữ</a></p>"),
    ("a link to a script with a tab", "<p><a href=\"java&#9;script:alert(1)\">chữ</a></p>"),
    ("a link to a script behind control characters", "<p><a href=\"&#1;javascript:alert(1)\">chữ</a></p>"),
    ("a link to data", "<p><a href=\"data:text/html,x\">chữ</a></p>"),
    ("a link that shows one host and opens another", "<p><a href=\"https://cong.example@xau.example/\">chữ</a></p>"),
    ("a link in an image map", "<p>chữ</p><map><area href=\"javascript:alert(1)\">mã</map>"),
    ("svg", "<p>chữ</p><svg onload=alert(1)><script>mã</script><text>mã</text></svg>"),
    ("svg with HTML in it", "<p>chữ</p><svg><foreignObject><p>mã</p></foreignObject></svg>"),
    ("svg that animates a link", "<p>chữ</p><svg><a><animate attributeName=href values=javascript:alert(1) /><text>mã</text></a></svg>"),
    ("math", "<p>chữ</p><math><mtext><mglyph><style><img src onerror=alert(1)></style></mglyph>mã</mtext></math>"),
    (
        "mutation by a style in math",
        "<p>chữ</p><math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
    ),
    ("mutation by a form in a form", "<p>chữ</p><form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>"),
    ("mutation by noscript", "<p>chữ</p><noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">"),
    ("mutation by a title in svg", "<p>chữ</p><svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">"),
    ("mutation by a CDATA", "<p>chữ</p><svg><![CDATA[><img src=x onerror=alert(1)>]]></svg>"),
    ("mutation by a template", "<p>chữ</p><template><s><template><s><img src=x onerror=alert(1)>mã</s></template>"),
    ("a declarative shadow root", "<p>chữ</p><div><template shadowrootmode=open><script>mã</script></template></div>"),
    ("an iframe", "<p>chữ</p><iframe srcdoc=\"<script>alert(1)</script>\">mã</iframe>"),
    ("an object and an embed", "<p>chữ</p><object data=\"data:text/html,x\">mã</object><embed src=x>"),
    (
        "a form",
        "<form action=https://xau.example><p>chữ</p><input value=mã><button formaction=javascript:alert(1)>mã</button><textarea>mã</textarea><select><option>mã</select></form>",
    ),
    ("a base", "<base href=https://xau.example><p>chữ</p>"),
    ("a refresh", "<meta http-equiv=refresh content=\"0;url=javascript:alert(1)\"><p>chữ</p>"),
    (
        "a style that covers the window",
        "<p style=\"position:fixed;inset:0;background:url(javascript:alert(1))\">chữ</p><style>*{display:none}</style>",
    ),
    ("a style that never ends", "<p>chữ</p><style>@import 'https://xau.example"),
    ("a comment that is none", "<p>chữ</p><!--><img src=x onerror=alert(1)>-->"),
    ("a conditional comment with code", "<p>chữ</p><!--[if gte mso 9]><xml><w:Script>mã</w:Script></xml><![endif]-->"),
    ("a picture that tells who looked", "<p>chữ</p><img src=https://xau.example/a.gif width=1 height=1>"),
    ("a picture in svg", "<p>chữ</p><img src=\"data:image/svg+xml,<svg onload=alert(1)>\">"),
    ("a figure that names a path", "<figure data-blob=\"../../etc/passwd\"></figure><p>chữ</p>"),
    (
        "words nobody saw",
        "<p>chữ<span style=\"display:none\">mã</span><span hidden>mã</span><span style=\"visibility:hidden\">mã</span></p>",
    ),
    ("a right-to-left override in a link", "<p><a href=\"https://cong.example/&#x202e;fdp.exe\">chữ</a></p>"),
    ("entities in entities", "<p>chữ &amp;lt;script&amp;gt;</p>"),
    ("a frameset", "<p>chữ</p><frameset><frame src=javascript:alert(1)></frameset>"),
    ("a video", "<p>chữ</p><video src=x onerror=alert(1)>mã</video><audio src=x>mã</audio>"),
    ("XML of an office", "<?xml version=1.0?><p>chữ</p><o:p>&nbsp;</o:p><v:shape onload=alert(1)></v:shape>"),
    ("nul bytes", "<p>ch\0ữ</p>"),
];

#[test]
fn an_attack_leaves_its_words_and_nothing_else() {
    for (name, page) in PAGES {
        let (pasted, blocks) = pasted(&html(page));
        let all = words(&blocks);
        assert!(all.replace('\u{fffd}', "").contains("chữ"), "{name}: {all}");
        assert!(!all.contains("mã"), "{name}: {all}");
        let json = Value::Array(blocks).to_string();
        assert!(!json.contains("href") && !json.contains("figure") && !json.contains("onerror"), "{name}: {json}");
        assert!(pasted.pictures.is_empty(), "{name}");
        assert_valid(&html(page), Manner::Rich);
        assert_valid(&html(page), Manner::Words);
    }
}

/// Pages that are built to take for ever, or all memory. What they are answered with is not the point; that they are is.
fn heavy() -> Vec<(&'static str, Clip)> {
    let rtf = |bytes: Vec<u8>| Clip { rtf: Some(bytes), ..Clip::default() };
    let text = |text: String| Clip { text: Some(text), ..Clip::default() };
    vec![
        ("nested blocks", html(&"<div>".repeat(300_000))),
        ("nested formatting", html(&"<b><i><u>".repeat(60_000))),
        ("formatting that is never closed, in paragraphs", html(&"<b><p>".repeat(40_000))),
        ("adoption agency", html(&"<a><b><i><p></a></b>".repeat(10_000))),
        ("nested tables", html(&"<table><tr><td>".repeat(60_000))),
        ("misplaced words in tables", html(&"<table>x".repeat(30_000))),
        ("nested lists", html(&"<ul><li>".repeat(60_000))),
        ("nested quotations", html(&"<blockquote>x".repeat(30_000))),
        ("closing what is not open", html(&format!("{}{}", "<div>".repeat(20_000), "</p>".repeat(100_000)))),
        ("selects and options", html(&"<select><option>".repeat(30_000))),
        ("templates in templates", html(&"<template>".repeat(30_000))),
        ("a billion cells", html("<table><tr><td colspan=1000000000 rowspan=1000000000>a<td>b<tr><td colspan=4294967296>c</table>")),
        ("a million cells", html(&format!("<table>{}</table>", format!("<tr>{}", "<td>x".repeat(100)).repeat(10_000)))),
        ("a hundred thousand rows", html(&format!("<table>{}</table>", "<tr><td>a<td>b".repeat(50_000)))),
        ("a long word", html(&"ữ".repeat(2_000_000))),
        ("a long attribute", html(&format!("<p style=\"{}\">chữ", "a:b;".repeat(1_000_000)))),
        ("many attributes", html(&format!("<p {}>chữ", (0..3_000).map(|at| format!("a{at}=1 ")).collect::<String>()))),
        ("a long style sheet", html(&format!("<style>{}</style>chữ", "p.a{color:red}".repeat(200_000)))),
        ("selectors without end", html(&format!("<style>{}{{}}</style>chữ", "a,".repeat(1_000_000)))),
        (
            "many notes",
            html(
                &(0..20_000)
                    .map(|at| format!("<a href=#b{at} id=a{at}>{at}</a>"))
                    .chain((0..20_000).map(|at| format!("<p><a href=#a{at} id=b{at}>x</a> n</p>")))
                    .collect::<String>(),
            ),
        ),
        (
            "notes in one block",
            html(&format!(
                "{}<p>{}</p>",
                (0..5_000).map(|at| format!("<a href=#b{at} id=a{at}>x</a>")).collect::<String>(),
                (0..5_000).map(|at| format!("<a href=#a{at} id=b{at}>n</a>")).collect::<String>()
            )),
        ),
        ("entities", html(&"&NotEqualTilde;".repeat(200_000))),
        ("half entities", html(&"&NotEqualTild".repeat(200_000))),
        ("pictures without end", html(&"<img src=\"data:image/png;base64,iVBORw0KGgo=\">".repeat(20_000))),
        ("items without end", html(&"<p style='mso-list:l0 level9 lfo1'>x".repeat(50_000))),
        (
            "items of rising depth",
            html(&(0..20_000).map(|at| format!("<p style='mso-list:l{at} level{} lfo1'>x", at % 9 + 1)).collect::<String>()),
        ),
        ("RTF groups in groups", rtf(format!("{{\\rtf1 {}", "{\\b x".repeat(500_000)).into_bytes())),
        ("RTF that claims four billion bytes", rtf(b"{\\rtf1\\bin4294967295 x}".to_vec())),
        (
            "RTF with cells without end",
            rtf(format!("{{\\rtf1\\trowd{}\\intbl {}\\row}}", "\\cellx1".repeat(100_000), "x\\cell ".repeat(100_000)).into_bytes()),
        ),
        (
            "RTF with rows without end",
            rtf(format!("{{\\rtf1 {}}}", "\\trowd\\cellx100\\cellx200\\intbl a\\cell b\\cell\\row ".repeat(50_000)).into_bytes()),
        ),
        (
            "RTF that packs itself like a zip",
            rtf([b"{\\rtf1{\\*\\objdata ".to_vec(), b"504b0304".repeat(500_000), b"}x}".to_vec()].concat()),
        ),
        ("RTF with a picture of nothing", rtf([b"{\\rtf1{\\pict\\pngblip ".to_vec(), b"0".repeat(4_000_001), b"}x}".to_vec()].concat())),
        ("RTF with fonts without end", rtf(format!("{{\\rtf1{{\\fonttbl{}}}x}}", "{\\f1\\fcharset163 a;}".repeat(200_000)).into_bytes())),
        ("RTF of zeros", rtf([b"{\\rtf1 ".to_vec(), vec![0; 4_000_000]].concat())),
        ("cells without end", text("a\tb\n".repeat(300_000))),
        ("tabs without end", text("\t".repeat(2_000_000))),
        ("quotes without end", text("\"\t".repeat(200_000))),
        ("lines without end", text("\n".repeat(3_000_000))),
        ("items of text without end", text("- x\n".repeat(200_000))),
        ("nothing but marks", text("\u{301}".repeat(500_000))),
    ]
}

#[test]
fn what_is_built_to_take_for_ever_is_answered_with_a_valid_article() {
    for (name, clip) in heavy() {
        let (pasted, blocks) = pasted(&clip);
        let size = Value::Array(blocks).to_string().len();
        assert!(size <= 12 * 1024 * 1024, "{name}: {size} bytes");
        assert!(pasted.pictures.len() <= limits::PICTURES, "{name}");
        assert_valid(&clip, Manner::Rich);
    }
}

/// Fifty megabytes of ordinary page: as much as anyone can copy by mistake.
#[test]
fn fifty_megabytes_are_answered_with_their_beginning_and_say_so() {
    let page = "<p class=MsoNormal>Công bố <b>kế hoạch</b> năm.<o:p></o:p></p>\n".repeat(800_000);
    assert!(page.len() > 50_000_000);
    let (pasted, blocks) = pasted(&html(&page));
    assert!(pasted.receipt.count(Thing::TooMuch) > 0);
    assert!(blocks.len() > 1_000);
    assert_valid(&html(&page), Manner::Rich);
}

#[test]
fn bytes_that_are_no_utf_8_are_read_as_far_as_they_are() {
    let bytes = b"<p>ch\xe1\xbb\xafe \xff\xfe \xed\xa0\x80 h\xe1\xbb</p>";
    let (_, blocks) = pasted(&html(&String::from_utf8_lossy(bytes)));
    assert!(words(&blocks).starts_with("chữe"));
    assert_valid(
        &Clip { rtf: Some(b"{\\rtf1\\ansicpg65001 \xff\xfe\\'e1\\'bb\\u-10179?\\u65?\\u-8704?}".to_vec()), ..Clip::default() },
        Manner::Rich,
    );
}

/// A page can claim to be copied from the editor itself; it is read like any other.
#[test]
fn a_picture_named_by_a_digest_is_not_believed() {
    let page = format!("<figure data-blob=\"{}\"><figcaption>mã</figcaption></figure>", "ab".repeat(32));
    let (_, blocks) = pasted(&html(&page));
    assert!(!Value::Array(blocks).to_string().contains("blob"));
}
