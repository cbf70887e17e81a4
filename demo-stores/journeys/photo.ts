import { createCanvas } from '@napi-rs/canvas';

/** A photo of a beach at dusk, 2400 × 1800 px, drawn here so that no picture has to be kept in git. */
export async function makePhoto(): Promise<Buffer> {
  const [width, height] = [2400, 1800];
  const canvas = createCanvas(width, height);
  const ctx = canvas.getContext('2d');
  const sky = ctx.createLinearGradient(0, 0, 0, height);
  for (const [at, colour] of [
    [0, '#22345e'],
    [0.45, '#e58a6b'],
    [0.6, '#f6d38b'],
    [0.62, '#356077'],
    [0.8, '#7fb0b4'],
    [0.81, '#d8bf95'],
    [1, '#b89767'],
  ] as const)
    sky.addColorStop(at, colour);
  ctx.fillStyle = sky;
  ctx.fillRect(0, 0, width, height);
  ctx.fillStyle = '#fff3d0';
  ctx.beginPath();
  ctx.arc(1500, 980, 120, 0, 2 * Math.PI);
  ctx.fill();
  ctx.strokeStyle = '#ffffff';
  ctx.lineWidth = 6;
  for (let wave = 0; wave < 9; wave++) {
    ctx.beginPath();
    for (let x = 0; x <= width; x += 24) ctx.lineTo(x, 1180 + wave * 32 + 9 * Math.sin(x / 90 + wave));
    ctx.stroke();
  }
  return canvas.encode('jpeg', 92);
}
