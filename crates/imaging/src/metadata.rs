//! What a picture says beside its pixels, so that the officer can be told what was taken out.

use image::ImageDecoder;

use crate::Done;

/// What of `decoder`'s metadata the clean picture will not have. Metadata too broken to be read is metadata all the same.
pub(crate) fn found(decoder: &mut impl ImageDecoder) -> Done {
    let exif = decoder.exif_metadata().unwrap_or_default();
    let xmp = decoder.xmp_metadata().unwrap_or_default();
    let iptc = decoder.iptc_metadata().unwrap_or_default();
    Done {
        location_removed: exif.as_deref().is_some_and(exif_names_a_place) || xmp.as_deref().is_some_and(xmp_names_a_place),
        metadata_removed: exif.is_some() || xmp.is_some() || iptc.is_some(),
        ..Done::default()
    }
}

/// Whether the GPS part of the EXIF data holds anything.
fn exif_names_a_place(data: &[u8]) -> bool {
    // Some writers keep the header of the JPEG segment.
    let data = data.strip_prefix(b"Exif\0\0").unwrap_or(data);
    let read = exif::Reader::new().continue_on_error(true).read_raw(data.to_vec());
    let read = read.or_else(|error| error.distill_partial_result(|_| {}));
    read.is_ok_and(|exif| exif.fields().any(|field| field.tag.context() == exif::Context::Gps))
}

/// XMP repeats the place under the names that EXIF gives it (XMP specification part 2, section 8.2).
fn xmp_names_a_place(data: &[u8]) -> bool {
    let name = b"GPSLatitude";
    data.windows(name.len()).any(|window| window == name)
}
