import type { Clipart } from '@luneo/sdk/contracts/products.js';
import { bar, box, circle, ellipse, polygon, ring } from './draw.js';

export const symbols: readonly Clipart[] = [
  {
    id: 'heart',
    name: 'Heart',
    category: 'Love',
    aliases: ['heart', 'hearts', 'love heart', 'coeur', 'cœur', 'coeurs'],
    viewBox: [100, 100],
    paths: [
      {
        d: 'M50 92C20 70 4 53 4 33C4 18 15 7 29 7C38 7 46 12 50 20C54 12 62 7 71 7C85 7 96 18 96 33C96 53 80 70 50 92Z',
        fill: '#d1495b',
      },
    ],
  },
  {
    id: 'infinity',
    name: 'Infinity',
    category: 'Love',
    aliases: ['infinity', 'infinite', 'forever sign', 'infini', 'symbole infini'],
    viewBox: [100, 100],
    paths: [
      {
        d: 'M26 26C38 26 45 34 50 40C55 34 62 26 74 26C88 26 98 37 98 50C98 63 88 74 74 74C62 74 55 66 50 60C45 66 38 74 26 74C12 74 2 63 2 50C2 37 12 26 26 26ZM26 36C18 36 12 42 12 50C12 58 18 64 26 64C33 64 38 57 43.500 50C38 43 33 36 26 36ZM74 36C67 36 62 43 56.500 50C62 57 67 64 74 64C82 64 88 58 88 50C88 42 82 36 74 36Z',
        fill: '#3d405b',
      },
    ],
  },
  {
    id: 'diamond',
    name: 'Diamond',
    category: 'Love',
    aliases: ['diamond', 'gem', 'jewel', 'diamant', 'pierre précieuse', 'gemme'],
    viewBox: [100, 100],
    paths: [
      {
        d:
          polygon([
            [24, 14],
            [44, 14],
            [32, 36],
            [5, 36],
          ]) +
          polygon([
            [56, 14],
            [76, 14],
            [95, 36],
            [68, 36],
          ]),
        fill: '#6fb7c9',
      },
      {
        d: polygon([
          [50, 16],
          [63, 36],
          [37, 36],
        ]),
        fill: '#9fd3e0',
      },
      {
        d:
          polygon([
            [5, 40],
            [32, 40],
            [45, 84],
          ]) +
          polygon([
            [95, 40],
            [68, 40],
            [55, 84],
          ]),
        fill: '#4f9fb5',
      },
      {
        d: polygon([
          [36, 40],
          [64, 40],
          [50, 90],
        ]),
        fill: '#6fb7c9',
      },
    ],
  },
  {
    id: 'ring',
    name: 'Wedding rings',
    category: 'Love',
    aliases: ['rings', 'wedding rings', 'wedding', 'alliances', 'anneaux', 'mariage'],
    viewBox: [100, 100],
    paths: [
      { d: ring(34, 54, 31, 6), fill: '#c9a227' },
      {
        d: 'M66 23A31 31 0 1 1 51.500 81.400L54.600 76.200A25 25 0 1 0 54.600 31.800L51.500 26.600A31 31 0 0 1 66 23Z',
        fill: '#c9a227',
      },
    ],
  },
  {
    id: 'crown',
    name: 'Crown',
    category: 'Symbols',
    aliases: ['crown', 'king', 'queen', 'princess crown', 'couronne', 'roi', 'reine'],
    viewBox: [100, 100],
    paths: [
      {
        d: 'M14 76L7 35L29 53L50 22L71 53L93 35L86 76Z' + circle(7, 27, 5.5) + circle(50, 13, 6.5) + circle(93, 27, 5.5),
        fill: '#d9a441',
      },
      { d: box(14, 81, 72, 9, 3), fill: '#d9a441' },
    ],
  },
  {
    id: 'anchor',
    name: 'Anchor',
    category: 'Symbols',
    aliases: ['anchor', 'ancre', 'ancre marine', 'sailor'],
    viewBox: [100, 100],
    paths: [
      {
        d:
          ring(50, 14, 11, 5) +
          box(46, 23, 8, 66, 2) +
          box(31, 32, 38, 7.5, 3.5) +
          'M5 66L17 51L28 67L22.500 67C26 80 36 87 50 88C64 87 74 80 77.500 67L72 67L83 51L95 66L88 66.500C84 86 69 96 50 98C31 96 16 86 12 66.500Z',
        fill: '#2c4a6b',
      },
    ],
  },
  {
    id: 'arrow',
    name: 'Arrow',
    category: 'Symbols',
    aliases: ['arrow', 'arrows', 'flèche', 'flèches'],
    viewBox: [100, 30],
    paths: [
      {
        d: 'M99 15L80 4L84.500 13H24V17H84.500L80 26Z' + 'M1 4H7L15 13H9Z M1 26H7L15 17H9Z M10 4H16L24 13H18Z M10 26H16L24 17H18Z',
        fill: '#3d405b',
      },
    ],
  },
  {
    id: 'compass',
    name: 'Compass',
    category: 'Symbols',
    aliases: ['compass', 'compass rose', 'travel', 'boussole', 'rose des vents', 'voyage'],
    viewBox: [100, 100],
    paths: [
      { d: ring(50, 50, 33, 4), fill: '#2c4a6b' },
      { d: 'M50 1L58 42L99 50L58 58L50 99L42 58L1 50L42 42Z' + ellipse(50, 50, 5, 5, 0, true), fill: '#2c4a6b' },
    ],
  },
  {
    id: 'peace',
    name: 'Peace',
    category: 'Symbols',
    aliases: ['peace', 'peace sign', 'paix', 'hippie'],
    viewBox: [100, 100],
    paths: [
      {
        d: ring(50, 50, 47, 8) + box(46, 6, 8, 88, 1) + bar(50, 50, 19, 79, 8) + bar(50, 50, 81, 79, 8),
        fill: '#4f8a5b',
      },
    ],
  },
];
