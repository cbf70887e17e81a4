import type { Layouts } from './layouts.js';

export interface CodesOptions {
  layouts: Layouts;
  /** The encoders are here: lay codes out again. */
  onChange(): void;
  onError(error: unknown): void;
}

const RETRY_MS = 4_000;

/** Loads the encoders of QR codes and barcodes when a design first has one; what failed is tried again later. */
export function loadCodesWhenAsked({ layouts, onChange, onError }: CodesOptions): void {
  let isLoading = false;
  let failedAt = 0;
  const load = async (): Promise<void> => {
    isLoading = true;
    try {
      const { encodeCode } = await import('@luneo/sdk/layout/encode-code.js');
      layouts.setCodes(encodeCode);
      onChange();
    } catch (error) {
      failedAt = Date.now();
      onError(error);
    } finally {
      isLoading = false;
    }
  };
  layouts.onCodes = () => {
    if (!isLoading && Date.now() - failedAt > RETRY_MS) void load();
  };
}
