import type { Font } from '@luneo/sdk/contracts/products.js';

export interface CatalogueFont {
  id: string;
  family: string;
  style: Font['style'];
  /** TrueType file inside an `@expo-google-fonts` package (SIL Open Font License 1.1). */
  file: string;
}

/** Fonts of the demo brand: one or two for every way that words may ask for. */
export const FONTS: readonly CatalogueFont[] = [
  { id: 'fnt_inter', family: 'Inter', style: 'sans', file: 'inter/500Medium/Inter_500Medium.ttf' },
  { id: 'fnt_interbold', family: 'Inter Bold', style: 'sans', file: 'inter/800ExtraBold/Inter_800ExtraBold.ttf' },
  { id: 'fnt_playfair', family: 'Playfair Display', style: 'serif', file: 'playfair-display/500Medium/PlayfairDisplay_500Medium.ttf' },
  {
    id: 'fnt_playfairitalic',
    family: 'Playfair Italic',
    style: 'serif',
    file: 'playfair-display/500Medium_Italic/PlayfairDisplay_500Medium_Italic.ttf',
  },
  { id: 'fnt_greatvibes', family: 'Great Vibes', style: 'script', file: 'great-vibes/400Regular/GreatVibes_400Regular.ttf' },
  { id: 'fnt_dancing', family: 'Dancing Script', style: 'script', file: 'dancing-script/600SemiBold/DancingScript_600SemiBold.ttf' },
  { id: 'fnt_cinzel', family: 'Cinzel', style: 'display', file: 'cinzel/500Medium/Cinzel_500Medium.ttf' },
  { id: 'fnt_oswald', family: 'Oswald', style: 'display', file: 'oswald/500Medium/Oswald_500Medium.ttf' },
  { id: 'fnt_naskh', family: 'Noto Naskh Arabic', style: 'serif', file: 'noto-naskh-arabic/500Medium/NotoNaskhArabic_500Medium.ttf' },
];
