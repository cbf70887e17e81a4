import { LuneoError } from '@luneo/sdk';
import { loadImage } from './pictures.js';
import { writePng } from './write-png.js';

/** PNG of a HEIC photo by the browser's own decoder. Throws `unsupported-media-type` where it has none. */
export async function readable(file: Blob): Promise<Blob> {
  const url = URL.createObjectURL(file);
  try {
    return await writePng(await loadImage(url));
  } catch {
    throw new LuneoError(
      'unsupported-media-type',
      'This browser cannot read HEIC photos. Share the photo as JPEG (on an iPhone: Settings, Camera, Formats, Most Compatible), or open this page in Safari.',
    );
  } finally {
    URL.revokeObjectURL(url);
  }
}
