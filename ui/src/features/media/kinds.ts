// What a media type is called, and whether it can be played.
import { m } from '../../paraglide/messages.js';

const NAMES: Record<string, string> = {
  'application/pdf': 'PDF',
  'video/mp4': 'MP4',
  'video/quicktime': 'MOV',
  'video/webm': 'WebM',
  'audio/mp4': 'M4A',
  'audio/mpeg': 'MP3',
  'audio/ogg': 'OGG',
  'audio/wav': 'WAV',
  'image/jpeg': 'JPEG',
  'image/png': 'PNG',
  'image/webp': 'WebP',
  'image/gif': 'GIF',
};

export type Family = 'picture' | 'video' | 'sound' | 'file';

export function family(mediaType: string): Family {
  const [first] = mediaType.split('/');
  return first === 'image' ? 'picture' : first === 'video' ? 'video' : first === 'audio' ? 'sound' : 'file';
}

/** The kind in words: “Video MP4”, “PDF”. */
export function kindWords(mediaType: string): string {
  const kind = NAMES[mediaType] ?? '';
  const words = { picture: () => m.media_kind_picture({ kind }), video: () => m.media_kind_video({ kind }), sound: () => m.media_kind_sound({ kind }), file: () => (kind === '' ? m.media_kind_file() : kind) };
  return words[family(mediaType)]().trim();
}
