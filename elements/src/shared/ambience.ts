const CELLS = 24;

/**
 * Fills `canvas` with the light around a product picture: its border colours, carried smoothly across the middle. Stretched
 * behind the picture it lets a scene of any proportions fill the stage without a seam. Does nothing for a picture that may
 * not be read (no CORS) or cannot be loaded.
 */
export async function drawAmbience(canvas: HTMLCanvasElement, url: string): Promise<void> {
  const image = new Image();
  image.crossOrigin = 'anonymous';
  image.src = url;
  try {
    await image.decode();
    canvas.width = canvas.height = CELLS;
    const context = canvas.getContext('2d', { willReadFrequently: true })!;
    context.imageSmoothingQuality = 'high';
    context.drawImage(image, 0, 0, CELLS, CELLS);
    const pixels = context.getImageData(0, 0, CELLS, CELLS);
    spread(pixels.data);
    context.putImageData(pixels, 0, 0);
    canvas.classList.add('shown');
  } catch {
    canvas.classList.remove('shown');
  }
}

/** Replaces every inner cell by its four border cells, the near ones counting more. RGBA, in place. */
function spread(data: Uint8ClampedArray): void {
  const last = CELLS - 1;
  const at = (x: number, y: number, part: number) => data[(y * CELLS + x) * 4 + part]!;
  for (let y = 1; y < last; y++)
    for (let x = 1; x < last; x++) {
      const weights = [1 / x, 1 / (last - x), 1 / y, 1 / (last - y)];
      const sum = weights.reduce((a, b) => a + b);
      for (let part = 0; part < 4; part++) {
        const edges = [at(0, y, part), at(last, y, part), at(x, 0, part), at(x, last, part)];
        data[(y * CELLS + x) * 4 + part] = edges.reduce((total, edge, index) => total + edge * weights[index]!, 0) / sum;
      }
    }
}
