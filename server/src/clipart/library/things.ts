import type { Clipart } from '@luneo/sdk/contracts/products.js';
import { bar, box, circle, ellipse, hole, ring } from './draw.js';

export const things: readonly Clipart[] = [
  {
    id: 'music',
    name: 'Music note',
    category: 'Life',
    aliases: ['music', 'music note', 'note', 'notes', 'melody', 'musique', 'note de musique', 'mélodie'],
    viewBox: [100, 100],
    paths: [
      {
        d: ellipse(22, 80, 17, 12.5, -18) + ellipse(76, 70, 17, 12.5, -18) + 'M32 19L93 6V24L93 70H86V27L39 37V80H32Z',
        fill: '#3d405b',
      },
    ],
  },
  {
    id: 'camera',
    name: 'Camera',
    category: 'Life',
    aliases: ['camera', 'photo camera', 'photographer', 'appareil photo', 'caméra', 'photographe'],
    viewBox: [100, 100],
    paths: [
      {
        d:
          'M12 26H27L34 15C35 13.500 36.500 13 38 13H62C63.500 13 65 13.500 66 15L73 26H88C93.500 26 97 29.500 97 35V78C97 83.500 93.500 87 88 87H12C6.500 87 3 83.500 3 78V35C3 29.500 6.500 26 12 26Z' +
          hole(50, 55, 24) +
          hole(85, 38, 4),
        fill: '#3d405b',
      },
      { d: ring(50, 55, 18, 7), fill: '#3d405b' },
    ],
  },
  {
    id: 'coffee',
    name: 'Coffee',
    category: 'Life',
    aliases: ['coffee', 'coffee cup', 'cup', 'tea cup', 'mug', 'café', 'tasse'],
    viewBox: [100, 100],
    paths: [
      {
        d: 'M10 42H74V48H80C90 48 97 54 97 63C97 73 89 79 79 79H70C65 86 58 90 50 90H34C20 90 10 80 10 66ZM74 55V66C74 68.500 73.700 70.500 73 72H79C85 72 89.500 68.500 89.500 63C89.500 58 85.500 55 80 55Z',
        fill: '#7b4b35',
      },
      {
        d: 'M26 34C20 27 31 22 26 10C36 18 26 25 32 34ZM44 34C37 25 49 19 43 4C55 14 44 23 50 34ZM61 34C55 27 66 22 61 10C71 18 61 25 67 34Z',
        fill: '#c59b7f',
      },
    ],
  },
  {
    id: 'bicycle',
    name: 'Bicycle',
    category: 'Life',
    aliases: ['bicycle', 'bike', 'cycling', 'cyclist', 'vélo', 'bicyclette', 'cycliste'],
    viewBox: [100, 74],
    paths: [
      { d: ring(21, 52, 20, 4) + ring(79, 52, 20, 4), fill: '#2c4a6b' },
      {
        d:
          bar(21, 52, 36, 24, 4) +
          bar(36, 24, 66, 22, 4) +
          bar(66, 22, 47, 52, 4) +
          bar(47, 52, 21, 52, 4) +
          bar(47, 52, 34, 14, 4) +
          bar(79, 52, 63, 8, 4) +
          bar(63, 8, 74, 5, 4) +
          bar(27, 13, 42, 13, 4.5) +
          circle(47, 52, 5.5),
        fill: '#d1495b',
      },
    ],
  },
  {
    id: 'rocket',
    name: 'Rocket',
    category: 'Life',
    aliases: ['rocket', 'spaceship', 'space', 'fusée', 'espace'],
    viewBox: [100, 100],
    paths: [
      { d: 'M50 2C66 14 72 32 70 52L66 72H34L30 52C28 32 34 14 50 2Z' + hole(50, 36, 9.5), fill: '#4a6b82' },
      { d: 'M27 48L29.500 69L14 82C12 66 16 55 27 48ZM73 48L70.500 69L86 82C88 66 84 55 73 48Z', fill: '#d1495b' },
      { d: 'M39 76H61C62 86 57 93 50 98C43 93 38 86 39 76Z', fill: '#f2a541' },
    ],
  },
  {
    id: 'football',
    name: 'Ball',
    category: 'Life',
    aliases: ['ball', 'football', 'soccer', 'ballon', 'foot'],
    viewBox: [100, 100],
    paths: [
      {
        d:
          ring(50, 50, 47, 5) +
          'M50 31L68 44L61 65H39L32 44Z' +
          'M47 31L47 12L38 8L62 8L53 12V31ZM67 41L85 35L86 25L96 46L87 41L69 47ZM59 64L70 79L80 76L63 92L65 82L54 67ZM41 64L30 79L20 76L37 92L35 82L46 67ZM33 41L15 35L14 25L4 46L13 41L31 47Z',
        fill: '#2b2d42',
      },
    ],
  },
  {
    id: 'gift',
    name: 'Gift',
    category: 'Life',
    aliases: ['gift', 'present', 'birthday', 'cadeau', 'anniversaire gift'],
    viewBox: [100, 100],
    paths: [
      { d: box(6, 34, 38, 16, 3) + box(56, 34, 38, 16, 3) + box(11, 54, 33, 40, 3) + box(56, 54, 33, 40, 3), fill: '#d1495b' },
      {
        d:
          box(46, 34, 8, 60, 1) +
          'M50 31C40 31 22 29 22 17C22 10 27 6 33 6C43 6 48 18 50 27C52 18 57 6 67 6C73 6 78 10 78 17C78 29 60 31 50 31ZM45 25C42 18 38 13 33 13C30 13 28.500 14.500 28.500 17C28.500 22 37 24.500 45 25ZM55 25C63 24.500 71.500 22 71.500 17C71.500 14.500 70 13 67 13C62 13 58 18 55 25Z',
        fill: '#e9b44c',
      },
    ],
  },
  {
    id: 'plane',
    name: 'Plane',
    category: 'Life',
    aliases: ['plane', 'airplane', 'aeroplane', 'avion'],
    viewBox: [100, 100],
    paths: [
      {
        d: 'M50 2C54 2 57 8 57 16V37L97 62V71L57 59V82L69 91V97L50 92L31 97V91L43 82V59L3 71V62L43 37V16C43 8 46 2 50 2Z',
        fill: '#4a6b82',
      },
    ],
  },
];
