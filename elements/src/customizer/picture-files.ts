import { LuneoError } from '@luneo/sdk';

/** What the file dialogue offers: what the API takes, and HEIC, which some browsers read. */
export const ACCEPT = 'image/png,image/jpeg,image/webp,image/avif,image/svg+xml,image/heic,image/heif,.heic,.heif';
export const MAX_BYTES = 25_000_000;

const SENT = /^image\/(png|jpeg|webp|avif|svg\+xml)$/;
const FROM_PHONES = /^image\/hei[cf](-sequence)?$/;

/** Windows and some file managers do not know the type of a HEIC file. */
const isFromPhone = (file: Blob, name: string): boolean =>
  FROM_PHONES.test(file.type) || ((file.type === '' || file.type === 'application/octet-stream') && /\.hei[cf]$/i.test(name));

/** Whether it may be a picture that can be used; decided by type and name, before anything is read. */
export const isPicture = (file: Blob, name: string): boolean => SENT.test(file.type) || isFromPhone(file, name);

/** What the API would refuse is refused here already, so that nobody waits for it. */
export function refuse(file: Blob, name: string): LuneoError | null {
  if (!isPicture(file, name)) return new LuneoError('unsupported-media-type', 'Choose a PNG, JPEG, WebP, AVIF or SVG picture.');
  if (file.size > MAX_BYTES) return new LuneoError('payload-too-large', 'Choose a picture of at most 25 MB.');
  return null;
}

/** The file as the API takes it: a HEIC photo as PNG, where the browser can read it; else throws `unsupported-media-type`. */
export async function toSend(file: Blob, name: string): Promise<Blob> {
  if (!isFromPhone(file, name)) return file;
  const { readable } = await import('./read-heic.js');
  return readable(file);
}
