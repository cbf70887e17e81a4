import type { Clipart } from '@luneo/sdk/contracts/products.js';
import { around, bar, circle, crescent, ellipse, petal, polar, polygon, star } from './draw.js';

/** Motifs are drawn in a 100 × 100 box, each fill apart from the next so that they also read in one colour. */
export const nature: readonly Clipart[] = [
  {
    id: 'moon',
    name: 'Moon',
    category: 'Sky',
    aliases: ['moon', 'crescent', 'lune', 'croissant de lune', 'croissant'],
    viewBox: [100, 100],
    paths: [{ d: crescent([48, 52, 43], [65, 37, 36]), fill: '#e9b44c' }],
  },
  {
    id: 'sun',
    name: 'Sun',
    category: 'Sky',
    aliases: ['sun', 'sunshine', 'soleil'],
    viewBox: [100, 100],
    paths: [
      { d: circle(50, 50, 21), fill: '#f2a541' },
      {
        d: around(12, (a) => {
          const long = a % 60 === 0;
          return polygon([polar(50, 50, 27, a - 7), polar(50, 50, long ? 48 : 41, a), polar(50, 50, 27, a + 7)]);
        }),
        fill: '#f2a541',
      },
    ],
  },
  {
    id: 'star',
    name: 'Star',
    category: 'Sky',
    aliases: ['star', 'stars', 'etoile', 'étoile', 'étoiles'],
    viewBox: [100, 100],
    paths: [{ d: star(50, 53, 5, 48, 20.5), fill: '#e9b44c' }],
  },
  {
    id: 'sparkles',
    name: 'Sparkles',
    category: 'Sky',
    aliases: ['sparkles', 'sparkle', 'glitter', 'constellation', 'scintillement', 'paillettes'],
    viewBox: [100, 100],
    paths: [
      {
        d: 'M40 16C43 44 50 52 78 56C50 60 43 68 40 96C37 68 30 60 2 56C30 52 37 44 40 16Z',
        fill: '#e9b44c',
      },
      { d: 'M80 4C81.500 17 85 21 98 23C85 25 81.500 29 80 42C78.500 29 75 25 62 23C75 21 78.500 17 80 4Z', fill: '#e9b44c' },
    ],
  },
  {
    id: 'cloud',
    name: 'Cloud',
    category: 'Sky',
    aliases: ['cloud', 'clouds', 'nuage', 'nuages'],
    viewBox: [100, 100],
    paths: [
      {
        d: 'M26 80C13 80 3 71 3 59C3 48 11 40 22 39C25 26 36 18 49 18C63 18 74 27 77 40C89 41 97 49 97 60C97 71 88 80 76 80Z',
        fill: '#8fb8de',
      },
    ],
  },
  {
    id: 'snowflake',
    name: 'Snowflake',
    category: 'Sky',
    aliases: ['snowflake', 'snow', 'winter', 'flocon', 'flocon de neige', 'neige'],
    viewBox: [100, 100],
    paths: [
      {
        d: around(6, (a) => {
          const [x, y] = polar(50, 50, 46, a);
          const near = polar(50, 50, 20, a);
          const far = polar(50, 50, 32, a);
          const b1 = polar(50, 50, 36, a - 19);
          const b2 = polar(50, 50, 36, a + 19);
          const s1 = polar(50, 50, 45, a - 14);
          const s2 = polar(50, 50, 45, a + 14);
          return (
            bar(50, 50, x, y, 5) + bar(...near, ...b1, 4.4) + bar(...near, ...b2, 4.4) + bar(...far, ...s1, 3.8) + bar(...far, ...s2, 3.8)
          );
        }),
        fill: '#5b9bd5',
      },
    ],
  },
  {
    id: 'bolt',
    name: 'Lightning bolt',
    category: 'Sky',
    aliases: ['bolt', 'lightning', 'lightning bolt', 'thunder', 'éclair', 'foudre'],
    viewBox: [100, 100],
    paths: [{ d: 'M60 3L17 56H43L35 97L83 39H55L60 3Z', fill: '#f2a541' }],
  },
  {
    id: 'leaf',
    name: 'Leaf',
    category: 'Plants',
    aliases: ['leaf', 'leaves', 'feuille', 'feuilles', 'feuillage'],
    viewBox: [100, 100],
    paths: [
      { d: 'M17 75C6 38 38 6 91 8C64 27 38 49 17 75Z', fill: '#4f8a5b' },
      { d: 'M23 82C44 55 68 32 95 13C96 62 66 98 23 82Z', fill: '#4f8a5b' },
      { d: bar(6, 96, 21, 78, 4), fill: '#4f8a5b' },
    ],
  },
  {
    id: 'flower',
    name: 'Flower',
    category: 'Plants',
    aliases: ['flower', 'daisy', 'blossom', 'flowers', 'fleur', 'fleurs', 'marguerite'],
    viewBox: [100, 100],
    paths: [
      { d: around(6, (a) => petal(50, 50, a, 15, 48, 29)), fill: '#e27d92' },
      { d: circle(50, 50, 11), fill: '#e9b44c' },
    ],
  },
  {
    id: 'tulip',
    name: 'Tulip',
    category: 'Plants',
    aliases: ['tulip', 'rose flower', 'tulipe'],
    viewBox: [100, 100],
    paths: [
      { d: 'M50 4C58 12 63 20 65 28L78 12C83 34 78 56 52 58H48C22 56 17 34 22 12L35 28C37 20 42 12 50 4Z', fill: '#d1495b' },
      { d: bar(50, 62, 50, 96, 5), fill: '#4f8a5b' },
      { d: 'M54 94C56 76 68 66 86 64C86 82 74 93 54 94Z', fill: '#4f8a5b' },
      { d: 'M46 94C44 80 34 72 18 70C19 85 29 94 46 94Z', fill: '#4f8a5b' },
    ],
  },
  {
    id: 'tree',
    name: 'Tree',
    category: 'Plants',
    aliases: ['tree', 'pine', 'fir', 'forest', 'arbre', 'sapin', 'forêt'],
    viewBox: [100, 100],
    paths: [
      {
        d: 'M50 3L71 31H61L79 54H67L88 80H12L33 54H21L39 31H29Z',
        fill: '#3f7d58',
      },
      { d: 'M44 83H56V97H44Z', fill: '#8a5a3c' },
    ],
  },
  {
    id: 'mountain',
    name: 'Mountain',
    category: 'Outdoors',
    aliases: ['mountain', 'mountains', 'peak', 'alps', 'montagne', 'montagnes', 'sommet'],
    viewBox: [100, 100],
    paths: [
      { d: 'M36 14L50 40L43 47L36 40L28 48L22 40Z', fill: '#a9bfcf' },
      { d: 'M19.500 44.500L28 54L36 46L43 53L52.500 43.500L60 57L69 41L98 88H2Z', fill: '#4a6b82' },
    ],
  },
  {
    id: 'wave',
    name: 'Wave',
    category: 'Outdoors',
    aliases: ['wave', 'waves', 'sea', 'ocean', 'surf', 'vague', 'vagues', 'mer', 'océan'],
    viewBox: [100, 100],
    paths: [
      {
        d: 'M3 74C5 38 29 15 57 15C77 15 90 28 90 43C90 54 82 61 73 61C65 61 59 55 59 48C59 43 62 39 66 37C54 34 44 43 45 56C46 68 60 75 97 74V80C60 84 30 84 3 80Z',
        fill: '#2f7f9e',
      },
      { d: 'M3 86C30 90 62 90 97 86V93C62 97 30 97 3 93Z', fill: '#2f7f9e' },
    ],
  },
  {
    id: 'flame',
    name: 'Flame',
    category: 'Outdoors',
    aliases: ['flame', 'fire', 'flamme', 'feu'],
    viewBox: [100, 100],
    paths: [
      {
        d: 'M52 3C58 22 84 36 84 64C84 84 69 97 50 97C31 97 16 84 16 64C16 50 24 42 30 32C33 40 36 44 41 46C39 30 42 14 52 3ZM51 52C44 61 36 66 36 76C36 84 42 89 50 89C58 89 64 84 64 76C64 66 54 62 51 52Z',
        fill: '#e4572e',
      },
      { d: ellipse(50, 78, 8, 7), fill: '#f2a541' },
    ],
  },
];
