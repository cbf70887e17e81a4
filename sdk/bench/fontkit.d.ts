/** The part of fontkit (PDFKit's layout engine, without types of its own) that the bench calls. */
declare module 'fontkit' {
  export interface Font {
    layout(text: string): { advanceWidth: number; positions: unknown[]; bbox: unknown };
  }
  export function create(bytes: Uint8Array): Font;
}
