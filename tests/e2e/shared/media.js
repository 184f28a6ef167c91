// Media made for the tests: a photograph as a camera writes it, with a place in it, and a small PDF.

/** A JPEG of `width` × `height` with some detail, drawn and encoded by the browser. */
export async function drawJpeg(page, width, height) {
  const base64 = await page.evaluate(async ([width, height]) => {
    const canvas = document.createElement('canvas');
    canvas.width = width;
    canvas.height = height;
    const pen = canvas.getContext('2d');
    const sky = pen.createLinearGradient(0, 0, 0, height);
    sky.addColorStop(0, '#8fb8d8');
    sky.addColorStop(0.6, '#f3e3c3');
    sky.addColorStop(1, '#5a7f4a');
    pen.fillStyle = sky;
    pen.fillRect(0, 0, width, height);
    for (let i = 0; i < 400; i++) {
      pen.fillStyle = `hsl(${(i * 47) % 360} 45% ${30 + (i % 5) * 10}%)`;
      pen.beginPath();
      pen.arc((i * 7919) % width, (i * 6271) % height, 20 + (i % 60), 0, 7);
      pen.fill();
    }
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.9));
    const bytes = new Uint8Array(await blob.arrayBuffer());
    let text = '';
    for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
    return btoa(text);
  }, [width, height]);
  return Buffer.from(base64, 'base64');
}

/** What the camera calls itself in the metadata below; no served picture may contain it. */
export const CAMERA = 'MayAnhThuNghiem';

/** Puts an Exif segment with the camera's name and a place in Huế right behind the start of a JPEG (Exif 2.32, section 4). */
export function withPlace(jpeg) {
  const entry = (tag, type, count, value) => {
    const bytes = Buffer.alloc(12);
    bytes.writeUInt16LE(tag, 0);
    bytes.writeUInt16LE(type, 2);
    bytes.writeUInt32LE(count, 4);
    if (Buffer.isBuffer(value)) value.copy(bytes, 8);
    else bytes.writeUInt32LE(value, 8);
    return bytes;
  };
  const directory = (entries) => {
    const count = Buffer.alloc(2);
    count.writeUInt16LE(entries.length);
    return Buffer.concat([count, ...entries, Buffer.alloc(4)]);
  };
  const degrees = (...values) => {
    const bytes = Buffer.alloc(24);
    values.forEach((value, at) => {
      bytes.writeUInt32LE(value, at * 8);
      bytes.writeUInt32LE(1, at * 8 + 4);
    });
    return bytes;
  };
  const ASCII = 2, LONG = 4, RATIONAL = 5;
  const camera = Buffer.from(`${CAMERA}\0`);
  const sizeOf = (entries) => 2 + entries * 12 + 4;
  const cameraAt = 8 + sizeOf(2);
  const gpsAt = cameraAt + camera.length;
  const latitudeAt = gpsAt + sizeOf(4);
  const tiff = Buffer.concat([
    Buffer.from('II*\0\x08\0\0\0', 'latin1'),
    directory([entry(0x010f, ASCII, camera.length, cameraAt), entry(0x8825, LONG, 1, gpsAt)]),
    camera,
    directory([
      entry(1, ASCII, 2, Buffer.from('N\0')),
      entry(2, RATIONAL, 3, latitudeAt),
      entry(3, ASCII, 2, Buffer.from('E\0')),
      entry(4, RATIONAL, 3, latitudeAt + 24),
    ]),
    degrees(16, 28, 5),
    degrees(107, 34, 43),
  ]);
  const payload = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(payload.length + 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), head, payload, jpeg.subarray(2)]);
}

/** Whether bytes still tell of a camera or a place: an Exif segment of JPEG, WebP or PNG, XMP, or the camera's name anywhere. */
export function tellsTooMuch(bytes) {
  const text = bytes.toString('latin1');
  return ['Exif\0\0', 'EXIF', 'eXIf', 'http://ns.adobe.com/xap', CAMERA].some((sign) => text.includes(sign));
}

/** A one-page PDF whose cross-reference table is right. */
export function smallPdf(words = 'Ke hoach cong bo') {
  const stream = `BT /F1 18 Tf 72 720 Td (${words}) Tj ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let text = '%PDF-1.4\n';
  const starts = objects.map((object, at) => {
    const start = text.length;
    text += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return start;
  });
  const table = text.length;
  const rows = starts.map((start) => `${String(start).padStart(10, '0')} 00000 n \n`).join('');
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`;
  return Buffer.from(text, 'latin1');
}
