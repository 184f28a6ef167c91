//! Colours that every screen shows alike.
//!
//! A camera's or monitor's colour profile says how its numbers are meant; it may also name the device and is dropped with all other
//! metadata. The pixels are converted to sRGB first, which is what a picture without a profile means, so that a telephone's wide-gamut
//! picture does not turn pale.

use image::DynamicImage;
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

/// The picture in sRGB; unchanged when the profile is of no use.
pub(crate) fn to_srgb(pixels: DynamicImage, profile: &[u8]) -> DynamicImage {
    converted(&pixels, profile).unwrap_or(pixels)
}

fn converted(pixels: &DynamicImage, profile: &[u8]) -> Option<DynamicImage> {
    let from = ColorProfile::new_from_slice(profile).ok()?;
    // Grey stays grey, and the decoder has already made RGB of what was printed in four inks.
    if from.color_space != DataColorSpace::Rgb || !pixels.color().has_color() {
        return None;
    }
    let to = ColorProfile::new_srgb();
    if pixels.color().has_alpha() {
        let transform = from.create_transform_8bit(Layout::Rgba, &to, Layout::Rgba, TransformOptions::default()).ok()?;
        let given = pixels.to_rgba8();
        let mut taken = given.clone();
        transform.transform(&given, &mut taken).ok()?;
        Some(DynamicImage::ImageRgba8(taken))
    } else {
        let transform = from.create_transform_8bit(Layout::Rgb, &to, Layout::Rgb, TransformOptions::default()).ok()?;
        let given = pixels.to_rgb8();
        let mut taken = given.clone();
        transform.transform(&given, &mut taken).ok()?;
        Some(DynamicImage::ImageRgb8(taken))
    }
}
