import type { Clipart } from '@luneo/sdk/contracts/products.js';
import { bar, ellipse, hole } from './draw.js';

export const animals: readonly Clipart[] = [
  {
    id: 'paw',
    name: 'Paw print',
    category: 'Animals',
    aliases: ['paw', 'paw print', 'pawprint', 'patte', 'empreinte', 'patte de chien', 'patte de chat'],
    viewBox: [100, 100],
    paths: [
      {
        d:
          'M50 49C64 49 83 67 83 80C83 90 75 94 66 91.500C60 90 55 89 50 89C45 89 40 90 34 91.500C25 94 17 90 17 80C17 67 36 49 50 49Z' +
          ellipse(16, 46, 9, 13, -18) +
          ellipse(36.5, 23, 10, 15, -6) +
          ellipse(63.5, 23, 10, 15, 6) +
          ellipse(84, 46, 9, 13, 18),
        fill: '#6b4f3f',
      },
    ],
  },
  {
    id: 'cat',
    name: 'Cat',
    category: 'Animals',
    aliases: ['cat', 'kitten', 'kitty', 'chat', 'chaton', 'chatte'],
    viewBox: [100, 100],
    paths: [
      {
        d:
          'M17 9L39 27C46 24.800 54 24.800 61 27L83 9C86.500 6.500 90 8 90 13V55C90 77 72 93 50 93C28 93 10 77 10 55V13C10 8 13.500 6.500 17 9Z' +
          ellipse(33, 54, 6, 8, 0, true) +
          ellipse(67, 54, 6, 8, 0, true) +
          'M44 66C42 66 41.500 68 43 69.500L48 74V77C44 80 39 79.500 36 76L33.500 78.500C38 84 45.500 84.500 50 80.500C54.500 84.500 62 84 66.500 78.500L64 76C61 79.500 56 80 52 77V74L57 69.500C58.500 68 58 66 56 66Z',
        fill: '#3d405b',
      },
    ],
  },
  {
    id: 'dog',
    name: 'Dog',
    category: 'Animals',
    aliases: ['dog', 'puppy', 'chien', 'chiot', 'chienne'],
    viewBox: [100, 100],
    paths: [
      { d: 'M29 14C14 12 3 28 3 47C3 62 9 70 15 70C21 70 24 61 24 50C24 37 28 26 34 18C33 15.500 31.500 14.300 29 14Z', fill: '#8a5a3c' },
      {
        d: 'M71 14C86 12 97 28 97 47C97 62 91 70 85 70C79 70 76 61 76 50C76 37 72 26 66 18C67 15.500 68.500 14.300 71 14Z',
        fill: '#8a5a3c',
      },
      {
        d:
          'M50 13C55 13 59.500 14.500 63 18C69 26 72 38 72 50C72 58 74 64 74 72C74 86 63 94 50 94C37 94 26 86 26 72C26 64 28 58 28 50C28 38 31 26 37 18C40.500 14.500 45 13 50 13Z' +
          hole(40, 47, 4.6) +
          hole(60, 47, 4.6) +
          'M43 62C39 62 38 66 41 69L48 74.500V79C44.500 82 40 81.500 37 78.500L34.800 81C39.500 86 46 86 50 82.500C54 86 60.500 86 65.200 81L63 78.500C60 81.500 55.500 82 52 79V74.500L59 69C62 66 61 62 57 62Z',
        fill: '#b9855c',
      },
    ],
  },
  {
    id: 'butterfly',
    name: 'Butterfly',
    category: 'Animals',
    aliases: ['butterfly', 'butterflies', 'papillon', 'papillons'],
    viewBox: [100, 100],
    paths: [
      {
        d:
          'M54 47C57 26 73 10 95 10C99 30 91 50 72 54C65 55.500 58 54 54 51Z' +
          'M46 47C43 26 27 10 5 10C1 30 9 50 28 54C35 55.500 42 54 46 51Z',
        fill: '#7a5ea8',
      },
      {
        d:
          'M54 56C64 59 76 57 83 64C89 75 79 91 69 89C59 87 55 73 54 62Z' + 'M46 56C36 59 24 57 17 64C11 75 21 91 31 89C41 87 45 73 46 62Z',
        fill: '#b08fd8',
      },
      {
        d: ellipse(50, 57, 2.6, 24) + bar(49.5, 33, 39, 17, 2) + bar(50.5, 33, 61, 17, 2),
        fill: '#4a3b66',
      },
    ],
  },
  {
    id: 'bird',
    name: 'Bird',
    category: 'Animals',
    aliases: ['bird', 'birds', 'dove', 'swallow', 'oiseau', 'oiseaux', 'colombe', 'hirondelle'],
    viewBox: [100, 100],
    paths: [
      {
        d:
          'M3 40C19 35 30 39 38 49C38 30 50 12 73 5C68 20 69 31 76 39C84 35 92 38 97 44C91 46 87 49 85 54C82 75 63 89 38 86C29 85 21 81 16 76C29 77 39 73 44 66C26 67 10 58 3 40Z' +
          hole(80, 45, 2.2),
        fill: '#3d7ea6',
      },
    ],
  },
  {
    id: 'fish',
    name: 'Fish',
    category: 'Animals',
    aliases: ['fish', 'poisson', 'poissons'],
    viewBox: [100, 100],
    paths: [
      {
        d:
          'M4 50C14 28 34 20 50 23C62 25 71 33 78 42L95 28C99 25 101 27 99 32C94 44 94 56 99 68C101 73 99 75 95 72L78 58C71 67 62 75 50 77C34 80 14 72 4 50Z' +
          hole(22, 46, 3.6) +
          'M36 33C43 43 43 57 36 67L40 69C49 58 49 42 40 31Z',
        fill: '#e07a5f',
      },
    ],
  },
];
