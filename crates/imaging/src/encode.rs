//! From pixels to a file with nothing in it but pixels.

use image::{
    DynamicImage, ExtendedColorType, ImageEncoder,
    codecs::{
        jpeg::JpegEncoder,
        png::{CompressionType, FilterType, PngEncoder},
    },
};

use crate::{Clean, Done, Error, kind::Format};

/// Where JPEG artefacts stop being seen in photographs and files are still small.
const JPEG_QUALITY: u8 = 85;

/// Whether any pixel lets the page shine through.
pub(crate) fn is_see_through(pixels: &DynamicImage) -> bool {
    pixels.color().has_alpha() && pixels.to_rgba8().pixels().any(|pixel| pixel.0[3] != u8::MAX)
}

/// Writes a picture as JPEG or, for any other format, as PNG.
pub(crate) fn clean(pixels: &DynamicImage, target: Format, done: Done) -> Result<Clean, Error> {
    let (width, height) = (pixels.width(), pixels.height());
    let mut bytes = Vec::new();
    let written = match (target, pixels.color().has_color()) {
        (Format::Jpeg, true) => {
            JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY).write_image(&pixels.to_rgb8(), width, height, ExtendedColorType::Rgb8)
        }
        (Format::Jpeg, false) => {
            JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY).write_image(&pixels.to_luma8(), width, height, ExtendedColorType::L8)
        }
        _ => {
            let encoder = PngEncoder::new_with_quality(&mut bytes, CompressionType::Default, FilterType::Adaptive);
            if pixels.color().has_alpha() {
                encoder.write_image(&pixels.to_rgba8(), width, height, ExtendedColorType::Rgba8)
            } else {
                encoder.write_image(&pixels.to_rgb8(), width, height, ExtendedColorType::Rgb8)
            }
        }
    };
    // Writing to memory fails for dimensions that the format cannot hold, and those come from the file.
    written.map_err(|_| Error::Corrupt)?;
    let media_type = if target == Format::Jpeg { "image/jpeg" } else { "image/png" };
    Ok(Clean { bytes, media_type, width, height, done })
}
