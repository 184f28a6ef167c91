//! From bytes to upright pixels, with every check before the memory that it saves.

use std::{
    io::Cursor,
    panic::{AssertUnwindSafe, catch_unwind},
};

use image::{
    AnimationDecoder, DynamicImage, ImageDecoder, ImageError, Limits,
    codecs::{gif::GifDecoder, jpeg::JpegDecoder, png::PngDecoder, webp::WebPDecoder},
    imageops::FilterType,
    metadata::Orientation,
};

use crate::{
    Caps, Done, Error, colour, jpeg,
    kind::{self, Format},
    metadata,
};

/// Memory that a decoder may take besides eight bytes a pixel (four channels of sixteen bits).
const DECODER_MEMORY: u64 = 64 << 20;

/// A picture as it lies in the file.
pub(crate) struct Decoded {
    pub(crate) format: Format,
    pub(crate) pixels: DynamicImage,
    /// What will be gone from it.
    pub(crate) done: Done,
    orientation: Orientation,
    profile: Option<Vec<u8>>,
}

impl Decoded {
    /// Width and height as a person sees the picture.
    pub(crate) fn upright_dimensions(&self) -> (u32, u32) {
        let (width, height) = (self.pixels.width(), self.pixels.height());
        if lies_on_its_side(self.orientation) { (height, width) } else { (width, height) }
    }

    /// The picture in sRGB, turned upright, and made to fit into `room` when that is given.
    pub(crate) fn upright(self, room: Option<(u32, u32)>) -> DynamicImage {
        let mut pixels = match room {
            // Made smaller first: there is less to turn and to convert.
            Some((width, height)) if lies_on_its_side(self.orientation) => self.pixels.resize(height, width, FilterType::Lanczos3),
            Some((width, height)) => self.pixels.resize(width, height, FilterType::Lanczos3),
            None => self.pixels,
        };
        if let Some(profile) = self.profile {
            pixels = colour::to_srgb(pixels, &profile);
        }
        pixels.apply_orientation(self.orientation);
        pixels
    }
}

fn lies_on_its_side(orientation: Orientation) -> bool {
    use Orientation::{FlipHorizontal, FlipVertical, NoTransforms, Rotate90, Rotate90FlipH, Rotate180, Rotate270, Rotate270FlipH};
    match orientation {
        Rotate90 | Rotate270 | Rotate90FlipH | Rotate270FlipH => true,
        NoTransforms | Rotate180 | FlipHorizontal | FlipVertical => false,
    }
}

/// Decodes a picture that keeps to the caps.
pub(crate) fn picture(bytes: &[u8], caps: Caps) -> Result<Decoded, Error> {
    let format = kind::of(bytes, caps)?;
    // A decoder that trips over its own assertion has met a damaged file; the officer's other work goes on.
    catch_unwind(AssertUnwindSafe(|| decode(bytes, format, caps))).unwrap_or(Err(Error::Corrupt))
}

fn decode(bytes: &[u8], format: Format, caps: Caps) -> Result<Decoded, Error> {
    let limits = limits(caps);
    match format {
        Format::Jpeg => {
            if !jpeg::is_whole(bytes) {
                return Err(Error::Corrupt);
            }
            read(JpegDecoder::new(Cursor::new(bytes)).map_err(refused)?, format, caps)
        }
        Format::Png => {
            let decoder = PngDecoder::with_limits(Cursor::new(bytes), limits).map_err(refused)?;
            match decoder.is_apng() {
                Ok(true) => Err(Error::Unsupported(Some("PNG động"))),
                _ => read(decoder, format, caps),
            }
        }
        Format::Webp => {
            let decoder = WebPDecoder::new(Cursor::new(bytes)).map_err(refused)?;
            if decoder.has_animation() { Err(Error::Unsupported(Some("WebP động"))) } else { read(decoder, format, caps) }
        }
        Format::Gif => {
            let open = || GifDecoder::new(Cursor::new(bytes)).map_err(refused);
            let mut frames = open()?;
            within(&frames, caps)?;
            frames.set_limits(limits).map_err(refused)?;
            // The first frame alone would be another picture than the one the officer chose.
            match frames.into_frames().nth(1) {
                None => read(open()?, format, caps),
                Some(Ok(_)) => Err(Error::Unsupported(Some("GIF động"))),
                Some(Err(_)) => Err(Error::Corrupt),
            }
        }
        Format::Pdf | Format::Recording(_) => Err(Error::Unsupported(Some(format.name()))),
    }
}

fn read(mut decoder: impl ImageDecoder, format: Format, caps: Caps) -> Result<Decoded, Error> {
    within(&decoder, caps)?;
    decoder.set_limits(limits(caps)).map_err(refused)?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let done = Done { rotated: orientation != Orientation::NoTransforms, ..metadata::found(&mut decoder) };
    let profile = decoder.icc_profile().unwrap_or_default();
    let pixels = DynamicImage::from_decoder(decoder).map_err(refused)?;
    Ok(Decoded { format, pixels, done, orientation, profile })
}

/// Whether the header's dimensions keep to the caps.
fn within(decoder: &impl ImageDecoder, caps: Caps) -> Result<(), Error> {
    let (width, height) = decoder.dimensions();
    match u64::from(width) * u64::from(height) {
        0 => Err(Error::Corrupt),
        pixels if pixels > caps.pixels => Err(Error::TooManyPixels { pixels, limit: caps.pixels }),
        _ => Ok(()),
    }
}

fn limits(caps: Caps) -> Limits {
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(caps.pixels.saturating_mul(8).saturating_add(DECODER_MEMORY));
    limits
}

fn refused(error: ImageError) -> Error {
    match error {
        ImageError::Unsupported(_) => Error::Unsupported(None),
        _ => Error::Corrupt,
    }
}
