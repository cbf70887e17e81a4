import type { FilesConfig } from '../../config/files.js';
import { createDiskFiles } from './disk.js';
import type { FileStore } from './files.js';

/** The driver that the configuration names; the libraries of the others are not loaded. */
export async function openFiles(config: FilesConfig): Promise<FileStore> {
  if (config.kind === 's3') return (await import('./s3.js')).createS3Files(config);
  if (config.kind === 'cloudinary') return (await import('./cloudinary.js')).createCloudinaryFiles(config);
  return createDiskFiles(config.folder);
}
