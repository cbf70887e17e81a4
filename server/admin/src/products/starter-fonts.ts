import type { LuneoAdmin } from '@luneo/sdk/admin.js';
import type { Font } from '@luneo/sdk/contracts/products.js';

/** Free fonts (SIL Open Font License) that lie beside the page, one for every way that words may ask for. */
const STARTERS: readonly { file: string; family: string; style: Font['style'] }[] = [
  { file: 'Inter_500Medium.ttf', family: 'Inter', style: 'sans' },
  { file: 'PlayfairDisplay_500Medium.ttf', family: 'Playfair Display', style: 'serif' },
  { file: 'GreatVibes_400Regular.ttf', family: 'Great Vibes', style: 'script' },
  { file: 'DancingScript_600SemiBold.ttf', family: 'Dancing Script', style: 'script' },
  { file: 'Cinzel_500Medium.ttf', family: 'Cinzel', style: 'display' },
  { file: 'Oswald_500Medium.ttf', family: 'Oswald', style: 'display' },
  { file: 'NotoNaskhArabic_500Medium.ttf', family: 'Noto Naskh Arabic', style: 'serif' },
];

/** The brand's fonts; a brand without any is given the starters, so that a first product can be written on. */
export async function fontsOf(api: LuneoAdmin): Promise<readonly Font[]> {
  const { items } = await api.fonts.list();
  if (items.length > 0) return items;
  return Promise.all(
    STARTERS.map(async ({ file, family, style }) => {
      const response = await fetch(new URL(`fonts/${file}`, document.baseURI));
      if (!response.ok) throw new Error(`The font ${family} could not be loaded.`);
      return api.fonts.create(await response.blob(), { family, style });
    }),
  );
}
