use std::io::Cursor;

use image::{DynamicImage, GenericImageView, ImageEncoder, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use proptest::prelude::*;

use super::*;

const CAPS: Caps = Caps { bytes: 30 << 20, pixels: 50_000_000 };

/// A picture whose corners tell which way up it is: red top left, green top right, blue below.
fn scene(width: u32, height: u32) -> DynamicImage {
    RgbImage::from_fn(width, height, |x, y| match (x < width / 2, y < height / 2) {
        (true, true) => Rgb([220, 20, 20]),
        (false, true) => Rgb([20, 220, 20]),
        (_, false) => Rgb([20, 20, 220]),
    })
    .into()
}

fn see_through(width: u32, height: u32) -> DynamicImage {
    RgbaImage::from_fn(width, height, |x, _| Rgba([10, 20, 30, if x == 0 { 0 } else { 255 }])).into()
}

fn file(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn jpeg(width: u32, height: u32) -> Vec<u8> {
    file(&scene(width, height), ImageFormat::Jpeg)
}

/// EXIF data (CIPA DC-008) with a maker, an orientation and, when asked, a place.
fn exif(orientation: u16, place: Place) -> Vec<u8> {
    fn entry(tag: u16, kind: u16, count: u32, value: [u8; 4]) -> Vec<u8> {
        [&tag.to_le_bytes()[..], &kind.to_le_bytes(), &count.to_le_bytes(), &value].concat()
    }
    let offset = |bytes: u32| bytes.to_le_bytes();
    let mut main = vec![entry(0x010f, 2, 4, *b"May\0"), entry(0x0112, 3, 1, [orientation as u8, 0, 0, 0])];
    let gps_at = 8 + 2 + 3 * 12 + 4;
    if let Place::Recorded = place {
        main.push(entry(0x8825, 4, 1, offset(gps_at)));
    }
    let mut data = b"II*\0\x08\0\0\0".to_vec();
    data.extend((main.len() as u16).to_le_bytes());
    data.extend(main.concat());
    data.extend([0; 4]);
    if let Place::Recorded = place {
        data.extend(2u16.to_le_bytes());
        data.extend(entry(1, 2, 2, *b"N\0\0\0"));
        data.extend(entry(2, 5, 3, offset(gps_at + 2 + 2 * 12 + 4)));
        data.extend([0; 4]);
        for (numerator, denominator) in [(21u32, 1u32), (1, 1), (424_242, 10_000)] {
            data.extend(numerator.to_le_bytes());
            data.extend(denominator.to_le_bytes());
        }
    }
    data
}

enum Place {
    Recorded,
    Unknown,
}

fn segment(marker: u8, payload: &[u8]) -> Vec<u8> {
    [&[0xff, marker][..], &(payload.len() as u16 + 2).to_be_bytes(), payload].concat()
}

/// Puts segments where a camera puts them: right after the start of the JPEG.
fn with_segments(jpeg: &[u8], segments: &[Vec<u8>]) -> Vec<u8> {
    [&jpeg[..2], &segments.concat(), &jpeg[2..]].concat()
}

fn photograph(width: u32, height: u32, orientation: u16, place: Place) -> Vec<u8> {
    with_segments(&jpeg(width, height), &[segment(0xe1, &[b"Exif\0\0", &exif(orientation, place)[..]].concat())])
}

fn holds(bytes: &[u8], marker: &[u8]) -> bool {
    bytes.windows(marker.len()).any(|window| window == marker)
}

fn colour_at(clean: &Clean, x: u32, y: u32) -> &'static str {
    let picture = image::load_from_memory(&clean.bytes).unwrap();
    assert_eq!(picture.dimensions(), (clean.width, clean.height), "the dimensions told must be those of the file");
    match picture.get_pixel(x, y).0 {
        [red, green, blue, _] if red > 150 && green < 100 && blue < 100 => "red",
        [red, green, blue, _] if green > 150 && red < 100 && blue < 100 => "green",
        [red, green, blue, _] if blue > 150 && red < 100 && green < 100 => "blue",
        _ => "something else",
    }
}

fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let crc = [&kind[..], data].concat().iter().fold(!0u32, |crc, &byte| {
        (0..8).fold(crc ^ u32::from(byte), |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 })
    });
    [&(data.len() as u32).to_be_bytes()[..], kind, data, &(!crc).to_be_bytes()].concat()
}

/// Puts a chunk behind the header of a PNG.
fn with_chunk(png: &[u8], kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    [&png[..33], &chunk(kind, data), &png[33..]].concat()
}

#[test]
fn a_file_is_what_its_bytes_say() {
    let small = scene(4, 4);
    for (name, bytes, kind) in [
        ("a.jpg", jpeg(4, 4), Kind::Picture("image/jpeg")),
        ("a.JPEG", jpeg(4, 4), Kind::Picture("image/jpeg")),
        ("không đuôi", jpeg(4, 4), Kind::Picture("image/jpeg")),
        ("a.tmp", jpeg(4, 4), Kind::Picture("image/jpeg")),
        ("a.b.png", file(&small, ImageFormat::Png), Kind::Picture("image/png")),
        ("a.webp", file(&small, ImageFormat::WebP), Kind::Picture("image/webp")),
        ("a.gif", file(&small, ImageFormat::Gif), Kind::Picture("image/gif")),
        ("a.pdf", b"%PDF-1.7\n".to_vec(), Kind::Pdf),
        ("a.mp4", b"\0\0\0\x18ftypisom\0\0\x02\0".to_vec(), Kind::Recording("video/mp4")),
        ("a.MOV", b"\0\0\0\x14ftypqt  \0\0\0\0".to_vec(), Kind::Recording("video/quicktime")),
        ("a.webm", b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm".to_vec(), Kind::Recording("video/webm")),
        ("a.m4a", b"\0\0\0\x20ftypM4A \0\0\0\0".to_vec(), Kind::Recording("audio/mp4")),
        ("a.mp3", b"ID3\x03\0\0\0\0\0\0".to_vec(), Kind::Recording("audio/mpeg")),
        ("without a tag.mp3", b"\xff\xfb\x90\x64".to_vec(), Kind::Recording("audio/mpeg")),
        ("a.ogg", b"OggS\0\x02".to_vec(), Kind::Recording("audio/ogg")),
        ("a.wav", b"RIFF\x24\0\0\0WAVEfmt ".to_vec(), Kind::Recording("audio/wav")),
    ] {
        assert_eq!(probe(&bytes, name, CAPS), Ok(kind), "{name}");
        assert_eq!(sniff(&bytes, name), Ok(kind), "{name}, by its beginning");
    }
}

#[test]
fn a_file_that_is_not_taken_is_named() {
    for (name, bytes) in [
        (Some("HEIC"), &b"\0\0\0\x18ftypheic\0\0\0\0"[..]),
        (Some("AVIF"), b"\0\0\0\x1cftypavif\0\0\0\0"),
        (Some("video"), b"\0\0\0\x18ftyp3gp4\0\0\0\0"),
        (Some("video Matroska"), b"\x1a\x45\xdf\xa3\x9f\x42\x82\x88matroska"),
        (Some("âm thanh hoặc video RIFF"), b"RIFF\x24\0\0\0AVI LIST"),
        (None, b"\xff\xe0\0\0 no layer"),
        (None, b"\xff\xfb\xf0\0 no bit rate"),
        (Some("TIFF"), b"II*\0\x08\0\0\0"),
        (Some("TIFF"), b"MM\0*\0\0\0\x08"),
        (Some("BMP"), b"BM\x36\0\0\0\0\0\0\0\x36\0"),
        (Some("SVG"), b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        (Some("SVG"), b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- x --><SVG/>"),
        (Some("HTML"), b"\n<!DOCTYPE html><script>alert(1)</script>"),
        (Some("Word"), b"PK\x03\x04\x14\0\x06\0word/document.xml"),
        (Some("ZIP"), b"PK\x03\x04\x14\0\x06\0anh.jpg"),
        (Some("chương trình Windows"), b"MZ\x90\0"),
        (Some("chương trình Linux"), b"\x7fELF\x02"),
        (None, b"BM is how this text begins"),
        (None, b"PNG"),
        (None, b"\xff\xd8"),
        (None, b" %PDF-1.7"),
    ] {
        assert_eq!(probe(bytes, "anh.jpg", CAPS), Err(Error::Unsupported(name)));
    }
    let pdf_as_picture = clean(b"%PDF-1.7\n", 100, CAPS);
    assert_eq!(pdf_as_picture, Err(Error::Unsupported(Some("PDF"))));
    assert_eq!(clean(b"OggS\0\x02", 100, CAPS), Err(Error::Unsupported(Some("âm thanh Ogg"))));
}

#[test]
fn a_name_that_says_another_kind_is_not_believed() {
    let mislabelled = |named: &str, actual| Err(Error::Mislabelled { named: named.to_owned(), actual });
    assert_eq!(probe(&jpeg(4, 4), "anh.png", CAPS), mislabelled("PNG", "JPEG"));
    assert_eq!(probe(&jpeg(4, 4), "bao-cao.PDF", CAPS), mislabelled("PDF", "JPEG"));
    assert_eq!(probe(b"%PDF-1.7\n", "anh.jpg", CAPS), mislabelled("JPEG", "PDF"));
    assert_eq!(probe(b"%PDF-1.7\n", "bao-cao.docx", CAPS), mislabelled("Word", "PDF"));
    assert_eq!(probe(b"\0\0\0\x18ftypisom", "anh.jpg", CAPS), mislabelled("JPEG", "video MP4"));
    assert_eq!(sniff(&jpeg(4, 4), "phim.mp4"), mislabelled("video MP4", "JPEG"));
}

#[test]
fn size_is_looked_at_before_anything_else() {
    assert_eq!(probe(b"", "a.jpg", CAPS), Err(Error::Empty));
    assert_eq!(clean(b"", 100, CAPS), Err(Error::Empty));
    let caps = Caps { bytes: 3, ..CAPS };
    assert_eq!(probe(b"MZ\0\0", "a.jpg", caps), Err(Error::TooLarge { bytes: 4, limit: 3 }));
    assert_eq!(probe(b"MZ\0", "a.jpg", caps), Err(Error::Unsupported(Some("chương trình Windows"))), "the limit itself is allowed");
}

#[test]
fn the_place_where_a_picture_was_taken_does_not_leave_the_machine() {
    let photograph = photograph(400, 300, 1, Place::Recorded);
    assert!(holds(&photograph, b"Exif") && holds(&photograph, &424_242u32.to_le_bytes()), "the test's own picture must carry a place");
    let clean = clean(&photograph, 2000, CAPS).unwrap();
    assert_eq!(clean.done, Done { location_removed: true, metadata_removed: true, ..Done::default() });
    for marker in [&b"Exif"[..], b"GPS", b"May\0", b"http://ns.adobe.com", b"xmp", b"Photoshop", b"ICC_PROFILE", &424_242u32.to_le_bytes()]
    {
        assert!(!holds(&clean.bytes, marker), "{}", String::from_utf8_lossy(marker));
    }
    assert_eq!((clean.media_type, clean.width, clean.height), ("image/jpeg", 400, 300));
}

#[test]
fn what_was_done_is_told_true_to_fact() {
    let nothing = Done::default();
    let metadata = Done { metadata_removed: true, ..nothing };
    let place = Done { location_removed: true, ..metadata };
    let xmp = |inner: &str| segment(0xe1, format!("http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>{inner}</x:xmpmeta>").as_bytes());
    let iptc = segment(0xed, b"Photoshop 3.0\08BIM\x04\x04\0\0\0\0\0\x05\x1c\x02\x50\0\0");
    let broken = segment(0xe1, b"Exif\0\0II*\0\xff\xff\xff\xff");
    let png = file(&scene(40, 30), ImageFormat::Png);
    for (why, bytes, done) in [
        ("a bare picture", jpeg(40, 30), nothing),
        ("a camera without a receiver", photograph(40, 30, 1, Place::Unknown), metadata),
        ("a place", photograph(40, 30, 1, Place::Recorded), place),
        ("a place on its side", photograph(40, 30, 6, Place::Recorded), Done { rotated: true, ..place }),
        ("XMP", with_segments(&jpeg(40, 30), &[xmp("")]), metadata),
        ("a place in XMP", with_segments(&jpeg(40, 30), &[xmp("<exif:GPSLatitude>21,1N</exif:GPSLatitude>")]), place),
        ("IPTC", with_segments(&jpeg(40, 30), &[iptc]), metadata),
        ("EXIF that cannot be read", with_segments(&jpeg(40, 30), &[broken]), metadata),
        ("a bare PNG", png.clone(), nothing),
        ("a PNG with a place", with_chunk(&png, b"eXIf", &exif(1, Place::Recorded)), place),
        ("too wide", jpeg(2400, 10), Done { resized: true, ..nothing }),
        ("just not too wide", jpeg(2000, 10), nothing),
    ] {
        assert_eq!(clean(&bytes, 2000, CAPS).unwrap().done, done, "{why}");
    }
}

#[test]
fn a_picture_is_turned_upright_whichever_way_the_camera_was_held() {
    // By the orientation's definition: what a viewer must see at the top left, and at the top right, of [`scene`].
    for (orientation, (width, height), top_left, top_right) in [
        (1, (80, 40), "red", "green"),
        (2, (80, 40), "green", "red"),
        (3, (80, 40), "blue", "blue"),
        (4, (80, 40), "blue", "blue"),
        (5, (40, 80), "red", "blue"),
        (6, (40, 80), "blue", "red"),
        (7, (40, 80), "blue", "green"),
        (8, (40, 80), "green", "blue"),
    ] {
        let clean = clean(&photograph(160, 80, orientation, Place::Unknown), 80, CAPS).unwrap();
        assert_eq!((clean.width, clean.height), (width, height), "orientation {orientation}");
        assert_eq!((colour_at(&clean, 4, 4), colour_at(&clean, width - 4, 4)), (top_left, top_right), "orientation {orientation}");
        assert_eq!(clean.done.rotated, orientation != 1);
    }
}

#[test]
fn a_picture_is_made_to_fit_and_keeps_its_proportions() {
    for ((width, height), expected) in
        [((300, 100), (60, 20)), ((100, 300), (20, 60)), ((60, 60), (60, 60)), ((40, 20), (40, 20)), ((3000, 1), (60, 1))]
    {
        let clean = clean(&jpeg(width, height), 60, CAPS).unwrap();
        assert_eq!((clean.width, clean.height), expected);
        assert_eq!(clean.done.resized, width.max(height) > 60);
    }
}

#[test]
fn only_what_is_see_through_stays_png() {
    let opaque_with_alpha: DynamicImage = RgbaImage::from_pixel(8, 8, Rgba([1, 2, 3, 255])).into();
    for (why, bytes, media_type) in [
        ("see-through", file(&see_through(8, 8), ImageFormat::Png), "image/png"),
        ("see-through WebP", file(&see_through(8, 8), ImageFormat::WebP), "image/png"),
        ("opaque", file(&scene(8, 8), ImageFormat::Png), "image/jpeg"),
        ("opaque in spite of its alpha", file(&opaque_with_alpha, ImageFormat::Png), "image/jpeg"),
        ("one frame of GIF", file(&scene(8, 8), ImageFormat::Gif), "image/jpeg"),
        ("grey", file(&DynamicImage::new_luma8(8, 8), ImageFormat::Jpeg), "image/jpeg"),
        ("sixteen bits", file(&DynamicImage::new_rgb16(8, 8), ImageFormat::Png), "image/jpeg"),
    ] {
        let clean = clean(&bytes, 100, CAPS).unwrap();
        assert_eq!(clean.media_type, media_type, "{why}");
        assert_eq!(probe(&clean.bytes, "", CAPS), Ok(Kind::Picture(media_type)), "{why}");
    }
    let clean = clean(&file(&see_through(8, 8), ImageFormat::Png), 100, CAPS).unwrap();
    assert_eq!(image::load_from_memory(&clean.bytes).unwrap().get_pixel(0, 0).0[3], 0, "what was see-through stays so");
}

#[test]
fn colours_of_another_profile_are_converted_and_the_profile_is_gone() {
    let mut bytes = Vec::new();
    let mut encoder = image::codecs::png::PngEncoder::new(&mut bytes);
    encoder.set_icc_profile(moxcms::ColorProfile::new_display_p3().encode().unwrap()).unwrap();
    let muted: DynamicImage = RgbImage::from_pixel(16, 16, Rgb([200, 60, 60])).into();
    encoder.write_image(muted.as_bytes(), 16, 16, image::ExtendedColorType::Rgb8).unwrap();
    let clean = clean(&bytes, 100, CAPS).unwrap();
    let [red, green, _, _] = image::load_from_memory(&clean.bytes).unwrap().get_pixel(8, 8).0;
    assert!(red > 206 && green < 55, "this red of Display P3 is a stronger red in sRGB, not {red} {green}");
}

#[test]
fn a_picture_that_moves_is_refused_because_one_frame_is_another_picture() {
    let mut gif = Vec::new();
    {
        let mut encoder = image::codecs::gif::GifEncoder::new(&mut gif);
        encoder.encode_frames([image::Frame::new(scene(8, 8).to_rgba8()), image::Frame::new(see_through(8, 8).to_rgba8())]).unwrap();
    }
    assert_eq!(clean(&gif, 100, CAPS), Err(Error::Unsupported(Some("GIF động"))));
    let apng = with_chunk(&file(&scene(8, 8), ImageFormat::Png), b"acTL", &[0, 0, 0, 2, 0, 0, 0, 0]);
    assert_eq!(clean(&apng, 100, CAPS), Err(Error::Unsupported(Some("PNG động"))));
}

#[test]
fn a_picture_that_was_cut_short_is_damaged_wherever_the_cut_is() {
    let preview = [b"Exif\0\0".to_vec(), exif(1, Place::Unknown), jpeg(8, 8)].concat();
    let files = [
        ("JPEG", jpeg(64, 48)),
        ("JPEG with a whole preview in it", with_segments(&jpeg(64, 48), &[segment(0xe1, &preview)])),
        ("PNG", file(&scene(64, 48), ImageFormat::Png)),
        ("WebP", file(&scene(64, 48), ImageFormat::WebP)),
        ("GIF", file(&scene(64, 48), ImageFormat::Gif)),
    ];
    for (name, whole) in files {
        assert!(clean(&whole, 100, CAPS).is_ok(), "{name} must be whole before it is cut");
        for tenth in 3..10 {
            let cut = &whole[..whole.len() * tenth / 10];
            assert_eq!(clean(cut, 100, CAPS), Err(Error::Corrupt), "{name} cut at {tenth} tenths");
        }
    }
}

#[test]
fn data_behind_the_end_of_a_jpeg_does_no_harm_and_does_not_pass() {
    let trailed = [jpeg(64, 48), b"vi tri: 21.01, 105.80".to_vec()].concat();
    assert!(!holds(&clean(&trailed, 100, CAPS).unwrap().bytes, b"vi tri"));
}

#[test]
fn a_bomb_is_refused_by_its_header() {
    let header = [30_000u32.to_be_bytes(), 30_000u32.to_be_bytes()].concat();
    let png = [
        &b"\x89PNG\r\n\x1a\n"[..],
        &chunk(b"IHDR", &[&header[..], &[8, 6, 0, 0, 0]].concat()),
        &chunk(b"IDAT", &[0; 16]),
        &chunk(b"IEND", &[]),
    ]
    .concat();
    let too_many = Err(Error::TooManyPixels { pixels: 900_000_000, limit: CAPS.pixels });
    assert_eq!(clean(&png, 100, CAPS), too_many);
    assert_eq!(rendition(&png, 100, CAPS), too_many);

    let mut gif = file(&scene(8, 8), ImageFormat::Gif);
    gif[6..10].copy_from_slice(&[0x30, 0x75, 0x30, 0x75]);
    assert_eq!(clean(&gif, 100, CAPS), too_many, "a GIF's screen counts, not its frame");

    let mut jpeg = jpeg(8, 8);
    let frame = jpeg.windows(2).position(|window| window == [0xff, 0xc0]).unwrap();
    jpeg[frame + 5..frame + 9].copy_from_slice(&[0x75, 0x30, 0x75, 0x30]);
    assert_eq!(clean(&jpeg, 100, CAPS), too_many);

    let caps = Caps { pixels: 63, ..CAPS };
    assert_eq!(clean(&file(&scene(8, 8), ImageFormat::Png), 100, caps), Err(Error::TooManyPixels { pixels: 64, limit: 63 }));
    assert!(clean(&file(&scene(8, 8), ImageFormat::Png), 100, Caps { pixels: 64, ..CAPS }).is_ok(), "the limit itself is allowed");
}

#[test]
fn a_rendition_is_narrower_and_of_the_same_kind_and_never_wider() {
    let photograph = clean(&jpeg(400, 200), 2000, CAPS).unwrap();
    let logo = clean(&file(&see_through(400, 200), ImageFormat::Png), 2000, CAPS).unwrap();
    for (source, media_type) in [(&photograph, "image/jpeg"), (&logo, "image/png")] {
        for (width, expected) in [(100, (100, 50)), (400, (400, 200)), (4000, (400, 200)), (0, (1, 1))] {
            let narrow = rendition(&source.bytes, width, CAPS).unwrap();
            assert_eq!((narrow.width, narrow.height), expected);
            assert_eq!(narrow.media_type, media_type);
            assert_eq!(image::load_from_memory(&narrow.bytes).unwrap().dimensions(), expected);
        }
    }
    let opaque = rendition(&file(&scene(40, 20), ImageFormat::Png), 10, CAPS).unwrap();
    assert_eq!(opaque.media_type, "image/png", "a rendition does not change its kind");
}

/// Bytes that begin like a picture, so that the decoders get to see them.
fn almost_a_picture() -> impl Strategy<Value = Vec<u8>> {
    let files = vec![
        photograph(24, 16, 6, Place::Recorded),
        file(&scene(24, 16), ImageFormat::Png),
        file(&see_through(24, 16), ImageFormat::WebP),
        file(&scene(24, 16), ImageFormat::Gif),
    ];
    let damage = proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 0..8);
    (proptest::sample::select(files), damage, any::<proptest::sample::Index>()).prop_map(|(mut bytes, damage, cut)| {
        damage.into_iter().for_each(|(at, byte)| {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        });
        let kept = cut.index(bytes.len() * 2).max(1).min(bytes.len());
        bytes.truncate(kept);
        bytes
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn damaged_files_are_answered_and_never_panic(bytes in prop_oneof![almost_a_picture(), any::<Vec<u8>>()], name in ".{0,8}(jpg|png)?") {
        let caps = Caps { pixels: 1_000_000, ..CAPS };
        let _ = probe(&bytes, &name, caps);
        let _ = rendition(&bytes, 7, caps);
        if let Ok(clean) = clean(&bytes, 16, caps) {
            prop_assert!(clean.width.max(clean.height) <= 16);
            prop_assert!(!holds(&clean.bytes, b"Exif"));
        }
    }
}

#[test]
fn a_part_is_cut_out_of_the_picture_as_a_person_sees_it() {
    let part = |x, y, width, height| Some(Part { x, y, width, height });
    let sideways = photograph(400, 200, 6, Place::Recorded);
    for (why, bytes, turns, part, size, colour) in [
        ("all of it", jpeg(400, 200), 0, None, (400, 200), "red"),
        ("its upper right quarter", jpeg(400, 200), 0, part(5_000, 0, 5_000, 5_000), (200, 100), "green"),
        ("its lower half", jpeg(400, 200), 0, part(0, 5_000, 10_000, 5_000), (400, 100), "blue"),
        ("turned once, what was at the lower left is at the upper left", jpeg(400, 200), 1, None, (200, 400), "blue"),
        ("turned once, then its upper right quarter", jpeg(400, 200), 1, part(5_000, 0, 5_000, 5_000), (100, 200), "red"),
        ("turned twice", jpeg(400, 200), 2, None, (400, 200), "blue"),
        ("a camera's own turn comes first", sideways, 3, part(0, 0, 5_000, 5_000), (200, 100), "red"),
    ] {
        let cut = cut(&bytes, turns, part, 2_560, CAPS).expect(why);
        assert_eq!((cut.width, cut.height), size, "{why}");
        assert_eq!(colour_at(&cut, 10, 10), colour, "{why}");
    }
}

#[test]
fn a_part_of_nothing_is_still_a_picture_and_a_large_one_is_made_smaller() {
    let sliver = Some(Part { x: 10_000, y: 10_000, width: 1, height: 1 });
    let cut_out = cut(&jpeg(40, 20), 0, sliver, 2_560, CAPS).expect("one pixel is left");
    assert_eq!((cut_out.width, cut_out.height), (1, 1));
    let small = cut(&jpeg(400, 200), 0, Some(Part { x: 0, y: 0, width: 10_000, height: 5_000 }), 100, CAPS).expect("a picture");
    assert_eq!((small.width, small.height, small.done.resized), (100, 25, true));
}

#[test]
fn what_a_camera_wrote_beside_the_pixels_is_not_in_a_part_either() {
    let cut = cut(&photograph(400, 200, 1, Place::Recorded), 0, None, 2_560, CAPS).expect("a picture");
    assert!(cut.done.location_removed && !holds(&cut.bytes, b"Exif"));
}
