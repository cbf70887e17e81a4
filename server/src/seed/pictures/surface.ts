/** Shared by all product pictures: a warm, softly lit table top, drawn the same way each time. */
export function surface(width: number, height: number, light = '#f6f0e8', dark = '#ddd0c0'): string {
  return `
<defs>
  <radialGradient id="bg" cx="0.42" cy="0.36" r="0.9">
    <stop offset="0" stop-color="${light}"/><stop offset="0.55" stop-color="${mix(light, dark, 0.42)}"/><stop offset="1" stop-color="${dark}"/>
  </radialGradient>
  <filter id="plaster" x="0" y="0" width="100%" height="100%" color-interpolation-filters="sRGB">
    <feTurbulence type="fractalNoise" baseFrequency="0.009 0.013" numOctaves="4" seed="11" result="n"/>
    <feDiffuseLighting in="n" surfaceScale="5" diffuseConstant="1.05" lighting-color="#ffffff"><feDistantLight azimuth="235" elevation="62"/></feDiffuseLighting>
  </filter>
  <filter id="grain" x="0" y="0" width="100%" height="100%" color-interpolation-filters="sRGB">
    <feTurbulence type="fractalNoise" baseFrequency="0.8" numOctaves="2" seed="4"/>
    <feColorMatrix values="0 0 0 0 0.5  0 0 0 0 0.45  0 0 0 0 0.4  0 0 0 0.22 -0.06"/>
  </filter>
</defs>
<rect width="${width}" height="${height}" fill="url(#bg)"/>
<rect width="${width}" height="${height}" filter="url(#plaster)" opacity="0.16" style="mix-blend-mode:multiply"/>
<rect width="${width}" height="${height}" filter="url(#grain)" opacity="0.5"/>`;
}

/** `t` of the way from one `#rrggbb` to another. */
export function mix(from: string, to: string, t: number): string {
  const part = (hex: string, i: number): number => Number.parseInt(hex.slice(1 + i * 2, 3 + i * 2), 16);
  const channel = (i: number): string =>
    Math.round(part(from, i) + (part(to, i) - part(from, i)) * t)
      .toString(16)
      .padStart(2, '0');
  return `#${channel(0)}${channel(1)}${channel(2)}`;
}
