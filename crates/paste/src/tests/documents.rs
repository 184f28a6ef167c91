//! Word documents: what becomes of their text, and files that mean harm.

use std::io::{Cursor, Write};

use banthao_document::validate;
use proptest::prelude::*;
use serde_json::{Value, json};
use zip::{ZipWriter, write::SimpleFileOptions};

use super::{FULL, all_taken, article, words};
use crate::{Document, Thing, Unreadable, document};

const ROOT: &str = r#"<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;
const RELATIONS: &str = r#"<Relationships>
<Relationship Id="s" Type="http://x/styles" Target="styles.xml"/><Relationship Id="n" Type="http://x/numbering" Target="numbering.xml"/>
<Relationship Id="f" Type="http://x/footnotes" Target="footnotes.xml"/><Relationship Id="i" Type="http://x/image" Target="media/image1.png"/>
<Relationship Id="h" Type="http://x/hyperlink" Target="https://chinhphu.vn/tin" TargetMode="External"/>
<Relationship Id="j" Type="http://x/hyperlink" Target="javascript:alert(1)" TargetMode="External"/>
<Relationship Id="o" Type="http://x/image" Target="https://ngoai.example/a.png" TargetMode="External"/>
</Relationships>"#;
const STYLES: &str = r#"<w:styles xmlns:w="w">
<w:style w:styleId="Tiu"><w:name w:val="Title"/></w:style>
<w:style w:styleId="H1"><w:name w:val="heading 1"/></w:style><w:style w:styleId="H2"><w:name w:val="heading 2"/><w:basedOn w:val="H1"/></w:style>
<w:style w:styleId="Con"><w:basedOn w:val="H2"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:styleId="Trich"><w:name w:val="Quote"/></w:style><w:style w:styleId="Chu"><w:name w:val="caption"/></w:style>
<w:style w:styleId="Vong"><w:basedOn w:val="Vong"/></w:style>
</w:styles>"#;
const NUMBERING: &str = r#"<w:numbering xmlns:w="w">
<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="4"/><w:numFmt w:val="decimal"/><w:lvlText w:val="Điều %1."/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>"#;
const FOOTNOTES: &str = r#"<w:footnotes xmlns:w="w"><w:footnote w:type="separator" w:id="0"><w:p><w:r><w:t>---</w:t></w:r></w:p></w:footnote>
<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/><w:t xml:space="preserve"> Theo Nghị định 30</w:t></w:r></w:p></w:footnote></w:footnotes>"#;

fn packed(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default()).expect("a name");
        zip.write_all(bytes).expect("memory");
    }
    zip.finish().expect("memory").into_inner()
}

/// A document with this body, and everything that a body refers to.
fn docx(body: &str) -> Vec<u8> {
    let text = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="w" xmlns:r="r"><w:body>{body}<w:sectPr/></w:body></w:document>"#
    );
    packed(&[
        ("_rels/.rels", ROOT.as_bytes()),
        ("word/document.xml", text.as_bytes()),
        ("word/_rels/document.xml.rels", RELATIONS.as_bytes()),
        ("word/styles.xml", STYLES.as_bytes()),
        ("word/numbering.xml", NUMBERING.as_bytes()),
        ("word/footnotes.xml", FOOTNOTES.as_bytes()),
        ("word/media/image1.png", b"\x89PNG"),
    ])
}

fn read(body: &str) -> (Document, Vec<Value>) {
    let mut read = document(&docx(body)).expect("a document");
    let taken = all_taken(&read.text);
    let blocks = read.text.write_as(FULL, &taken);
    validate::content(&article(blocks.clone())).expect("what is read is valid");
    (read, blocks)
}

fn p(settings: &str, runs: &str) -> String {
    format!("<w:p><w:pPr>{settings}</w:pPr>{runs}</w:p>")
}

fn r(text: &str) -> String {
    format!(r#"<w:r><w:t xml:space="preserve">{text}</w:t></w:r>"#)
}

fn styled(style: &str, text: &str) -> String {
    p(&format!(r#"<w:pStyle w:val="{style}"/>"#), &r(text))
}

#[test]
fn a_document_becomes_title_headings_and_paragraphs() {
    let body = [styled("Tiu", "Khai  mạc &amp; bế mạc"), p("", &r("Sáng nay.")), styled("H1", "Phần một"), styled("Con", "Mục"), p("", "")]
        .concat();
    let (read, blocks) = read(&body);
    assert_eq!(read.title, "Khai mạc & bế mạc");
    let outline: Vec<(&str, i64)> =
        blocks.iter().map(|block| (block["type"].as_str().unwrap(), block["attrs"]["level"].as_i64().unwrap_or(0))).collect();
    assert_eq!(outline, [("paragraph", 0), ("heading", 2), ("heading", 3)], "an empty paragraph is none");
    assert_eq!(words(&blocks).lines().collect::<Vec<_>>().join("|").replace("||", "|"), "Sáng nay.|Phần một|Mục");
}

#[test]
fn a_document_that_begins_with_text_has_no_title_of_its_own() {
    let (read, blocks) = read(&[p("", &r("Mở đầu")), styled("H1", "Phần")].concat());
    assert_eq!((read.title.as_str(), blocks.len()), ("", 2));
}

#[test]
fn lists_are_lists_with_their_numbers_and_articles_of_law_keep_theirs_as_words() {
    let item = |list: &str, level: &str, text: &str| {
        p(&format!(r#"<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list}"/></w:numPr>"#), &r(text))
    };
    let law = p(r#"<w:pStyle w:val="H2"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr>"#, &r("Phạm vi"));
    let body = [
        item("1", "0", "một"),
        item("1", "1", "con"),
        item("1", "0", "hai"),
        p("", &r("giữa")),
        item("1", "0", "ba"),
        law,
        item("2", "0", "Đối tượng"),
    ]
    .concat();
    let (_, blocks) = read(&body);
    let written = Value::Array(blocks.clone()).to_string();
    assert_eq!(blocks[0]["type"], "ordered_list");
    assert_eq!(blocks[0]["content"][0]["content"][1]["type"], "bullet_list");
    assert_eq!(blocks[2]["attrs"]["start"], 3, "the numbers go on behind the text between: {written}");
    assert!(written.contains("Điều 4. Phạm vi") && written.contains("Điều 5. Đối tượng"), "{written}");
}

#[test]
fn runs_keep_what_an_article_can_say() {
    let run = |settings: &str, text: &str| format!(r#"<w:r><w:rPr>{settings}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>"#);
    let body = p(
        "",
        &[
            run("<w:b/>", "đậm"),
            run(r#"<w:b w:val="0"/><w:i/>"#, "nghiêng"),
            run("<w:vanish/>", "mật"),
            run(r#"<w:color w:val="FF0000"/>"#, "đỏ"),
            run(r#"<w:rFonts w:ascii=".VnTime"/>"#, "ViÖt"),
            run(r#"<w:vertAlign w:val="superscript"/>"#, "2"),
            format!(r#"<w:hyperlink r:id="h">{}</w:hyperlink><w:hyperlink r:id="j">{}</w:hyperlink>"#, r("nguồn"), r("bẫy")),
            r#"<w:r><w:t>chú</w:t><w:footnoteReference w:id="2"/></w:r>"#.to_owned(),
            format!(r#"<w:ins>{}</w:ins><w:del><w:r><w:delText>bỏ</w:delText></w:r></w:del>"#, r("thêm")),
            r#"<w:r><w:commentReference w:id="1"/></w:r>"#.to_owned(),
        ]
        .concat(),
    );
    let (read, blocks) = read(&body);
    let written = Value::Array(blocks).to_string();
    for (part, there) in [
        ("Việt", true),
        ("²", true),
        ("mật", false),
        ("bỏ", false),
        ("thêm", true),
        ("bẫy", true),
        ("javascript", false),
        ("https://chinhphu.vn/tin", true),
        ("Theo Nghị định 30", true),
    ] {
        assert_eq!(written.contains(part), there, "{part} in {written}");
    }
    let counted = |thing| read.text.receipt.count(thing);
    assert_eq!(
        [Thing::Hidden, Thing::Insertions, Thing::Deletions, Thing::Comments, Thing::Formatting, Thing::BadLinks, Thing::Tcvn3]
            .map(counted),
        [1; 7]
    );
}

#[test]
fn fields_show_their_result_and_lead_where_they_say() {
    let char = |turn: &str| format!(r#"<w:r><w:fldChar w:fldCharType="{turn}"/></w:r>"#);
    let instruction = |text: &str| format!("<w:r><w:instrText>{text}</w:instrText></w:r>");
    let link = [char("begin"), instruction(" HYPERLINK &quot;https://bo.gov.vn/&quot; "), char("separate"), r("Bộ"), char("end")].concat();
    let page = [char("begin"), instruction(" PAGE "), char("separate"), r("7"), char("end")].concat();
    let broken = [char("begin"), instruction(" HYPERLINK"), r("mất")].concat();
    let (_, blocks) = read(&[p("", &link), p("", &page), p("", &broken), p("", &r("vẫn còn"))].concat());
    let written = Value::Array(blocks).to_string();
    assert!(written.contains("https://bo.gov.vn/") && written.contains("\"7\"") && !written.contains("PAGE"), "{written}");
    assert!(written.contains("vẫn còn"), "a field without an end hides no more than its own line: {written}");
}

#[test]
fn pictures_come_along_with_their_words_and_those_of_the_network_do_not() {
    let drawing = |embed: &str| {
        format!(
            r#"<w:r><w:drawing><wp:inline><wp:docPr descr="Lễ khai mạc"/><a:graphic><a:blip {embed}/></a:graphic></wp:inline></w:drawing></w:r>"#
        )
    };
    let twice = format!(
        r#"<w:r><mc:AlternateContent><mc:Choice>{}</mc:Choice><mc:Fallback><w:pict><v:imagedata r:id="i"/></w:pict></mc:Fallback></mc:AlternateContent></w:r>"#,
        &drawing(r#"r:embed="i""#)[5..].trim_end_matches("</w:r>")
    );
    let (read, blocks) =
        read(&[p("", &drawing(r#"r:embed="i""#)), styled("Chu", "Ảnh 1. Lễ"), p("", &twice), p("", &drawing(r#"r:link="o""#))].concat());
    assert_eq!(read.text.pictures.iter().map(|picture| picture.alt.as_str()).collect::<Vec<_>>(), ["Lễ khai mạc", "Lễ khai mạc"]);
    assert_eq!(read.text.receipt.count(Thing::RemotePictures), 1);
    assert_eq!(blocks[0]["content"][0]["content"][0]["text"], "Ảnh 1. Lễ");
}

#[test]
fn tables_keep_their_cells_and_the_head_of_a_letter_is_text() {
    let cell = |settings: &str, text: &str| format!("<w:tc><w:tcPr>{settings}</w:tcPr>{}</w:tc>", p("", &r(text)));
    let row = |settings: &str, cells: &[String]| format!("<w:tr><w:trPr>{settings}</w:trPr>{}</w:tr>", cells.concat());
    let lines = r#"<w:tblPr><w:tblBorders><w:top w:val="single"/></w:tblBorders></w:tblPr>"#;
    let table = format!(
        "<w:tbl>{lines}{}{}{}</w:tbl>",
        row("<w:tblHeader/>", &[cell(r#"<w:gridSpan w:val="2"/>"#, "Chung"), cell("", "Số")]),
        row("", &[cell(r#"<w:vMerge w:val="restart"/>"#, "dọc"), cell("", "a"), cell("", "1")]),
        row("", &[cell("<w:vMerge/>", ""), cell("", "b"), cell("", "2")]),
    );
    let letter = format!("<w:tbl><w:tblPr/>{}</w:tbl>", row("", &[cell("", "UBND TỈNH"), cell("", "CỘNG HÒA")]));
    let (read, blocks) = read(&[letter, p("", &r("giữa")), table].concat());
    assert_eq!(blocks[0]["content"][0]["text"], "UBND TỈNH");
    assert_eq!(read.text.receipt.count(Thing::LayoutTables), 1);
    let table = blocks.last().expect("a table");
    let rows = table["content"].as_array().expect("rows");
    let attrs = |row: usize, cell: usize| &rows.iter().filter(|row| row["type"] == "table_row").collect::<Vec<_>>()[row]["content"][cell];
    assert_eq!((attrs(0, 0)["type"].as_str(), &attrs(0, 0)["attrs"]["colspan"]), (Some("table_header"), &json!(2)));
    assert_eq!(attrs(1, 0)["attrs"]["rowspan"], 2);
}

#[test]
fn quotes_controls_boxes_and_tables_of_contents() {
    let contents = r#"<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent><w:p><w:r><w:t>Mục lục</w:t></w:r></w:p></w:sdtContent></w:sdt>"#;
    let control = format!("<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>", p("", &r("trong ô")));
    let boxed = p(
        "",
        &format!(
            "{}<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>",
            r("ngoài khung"),
            p("", &r("trong khung"))
        ),
    );
    let (_, blocks) = read(&[contents.to_owned(), control, styled("Trich", "lời dẫn"), boxed, styled("Vong", "vòng")].concat());
    let kinds: Vec<&str> = blocks.iter().map(|block| block["type"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["paragraph", "blockquote", "paragraph", "paragraph", "paragraph"]);
    assert!(!Value::Array(blocks.clone()).to_string().contains("Mục lục"));
    assert_eq!(blocks[3]["content"][0]["text"], "trong khung");
}

#[test]
fn what_is_no_document_or_means_harm_is_refused() {
    let text = |xml: &str| packed(&[("_rels/.rels", ROOT.as_bytes()), ("word/document.xml", xml.as_bytes())]);
    let bomb = format!("<w:document><w:body><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:body></w:document>", "a".repeat(40 << 20));
    let many: Vec<(String, &[u8])> = (0..2_500).map(|at| (format!("x{at}"), &b""[..])).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
    for (bytes, why) in [
        (Vec::new(), Unreadable::Foreign),
        (b"PK\x03\x04 not a zip".to_vec(), Unreadable::Foreign),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec(), Unreadable::Foreign),
        (packed(&[("word/document.xml", b"<w:document/>")]), Unreadable::Foreign),
        (packed(&[("_rels/.rels", ROOT.as_bytes())]), Unreadable::Foreign),
        (text("<w:document/>"), Unreadable::Foreign),
        (text("<!DOCTYPE d [<!ENTITY a \"b\">]><d><body>&a;</body></d>"), Unreadable::Hostile),
        (text(&bomb), Unreadable::Hostile),
        (packed(&many), Unreadable::Hostile),
    ] {
        assert_eq!(document(&bytes).map(|_| ()), Err(why), "{:?}", &bytes[..bytes.len().min(40)]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn anything_at_all_between_the_brackets_is_a_valid_article(parts in prop::collection::vec(prop::sample::select(vec![
        "<w:p>", "</w:p>", "<w:r>", "</w:r>", "<w:t>", "</w:t>", "chữ", "&#x10FFFF;", "&amp;", "<w:tbl>", "</w:tbl>", "<w:tr>", "</w:tr>", "<w:tc>", "</w:tc>",
        "<w:fldChar w:fldCharType=\"begin\"/>", "<w:fldChar w:fldCharType=\"separate\"/>", "<w:numPr><w:numId w:val=\"1\"/><w:ilvl w:val=\"8\"/></w:numPr>", "<w:pPr>", "</w:pPr>",
        "<w:pStyle w:val=\"H1\"/>", "<w:drawing><a:blip r:embed=\"i\"/></w:drawing>", "<w:footnoteReference w:id=\"2\"/>", "<w:br/>", "<w:gridSpan w:val=\"-9\"/>", "<w:txbxContent>", "</w:txbxContent>",
    ]), 0..60)) {
        let mut read = document(&docx(&parts.concat())).expect("a document");
        let taken = all_taken(&read.text);
        let blocks = read.text.write(&taken);
        validate::content(&article(blocks)).expect("what is read is valid");
    }
}
