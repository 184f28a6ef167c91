//! Files as cameras and offices make them.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

/// A number that only the place recorded in [`photograph`] contains, in the byte order of the file.
pub const PLACE_MARK: [u8; 4] = 424_242_u32.to_le_bytes();

/// The smallest thing that says it is a PDF.
pub const PDF: &[u8] = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n\
trailer<</Root 1 0 R>>\n%%EOF\n";

/// A JPEG of this size that carries a place, as a phone's camera writes it (CIPA DC-008); another `shade` is another picture.
pub fn photograph(width: u32, height: u32, shade: u8) -> Vec<u8> {
    let pixels = RgbImage::from_fn(width, height, |x, y| Rgb([shade, (x % 256) as u8, (y % 256) as u8]));
    let mut jpeg = Cursor::new(Vec::new());
    DynamicImage::from(pixels).write_to(&mut jpeg, ImageFormat::Jpeg).expect("a picture in memory can be written");
    let jpeg = jpeg.into_inner();
    let place = [b"Exif\0\0", &place()[..]].concat();
    let length = u16::try_from(place.len() + 2).expect("the place is short").to_be_bytes();
    [&jpeg[..2], &[0xff, 0xe1], &length, &place, &jpeg[2..]].concat()
}

/// A TIFF of one directory that points at one with a latitude.
fn place() -> Vec<u8> {
    fn entry(tag: u16, kind: u16, count: u32, value: [u8; 4]) -> Vec<u8> {
        [&tag.to_le_bytes()[..], &kind.to_le_bytes(), &count.to_le_bytes(), &value].concat()
    }
    const GPS_AT: u32 = 8 + 2 + 12 + 4;
    const DEGREES_AT: u32 = GPS_AT + 2 + 2 * 12 + 4;
    let mut tiff = b"II*\0\x08\0\0\0".to_vec();
    tiff.extend(1u16.to_le_bytes());
    tiff.extend(entry(0x8825, 4, 1, GPS_AT.to_le_bytes()));
    tiff.extend([0; 4]);
    tiff.extend(2u16.to_le_bytes());
    tiff.extend(entry(1, 2, 2, *b"N\0\0\0"));
    tiff.extend(entry(2, 5, 3, DEGREES_AT.to_le_bytes()));
    tiff.extend([0; 4]);
    for (numerator, denominator) in [(21u32.to_le_bytes(), 1u32), (1u32.to_le_bytes(), 1), (PLACE_MARK, 10_000)] {
        tiff.extend(numerator);
        tiff.extend(denominator.to_le_bytes());
    }
    tiff
}
