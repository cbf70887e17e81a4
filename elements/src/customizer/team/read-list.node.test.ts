import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ProductTemplate } from '@luneo/sdk/design/template.js';
import { sampleProduct } from '../testing/product.js';
import { MAX_LIST_BYTES, readList, textOfFile } from './read-list.js';

const base = sampleProduct().template;
const template: ProductTemplate = {
  ...base,
  team: true,
  variables: [
    { kind: 'text', name: 'name', label: 'Nom', required: true, maxLength: 12 },
    { kind: 'text', name: 'number', label: 'Numéro', required: false, maxLength: 2, characters: 'digits' },
    { kind: 'choice', name: 'role', label: 'Role', required: false, choices: [{ id: 'goal', name: 'Goalkeeper' }] },
  ],
};
const read = (text: string) => {
  const { rows, issues } = readList(text, template);
  return {
    rows: rows.map(({ values, options, quantity }) => [values, options ?? null, quantity]),
    issues: issues.map(({ kind, row, what }) => `${kind} ${row} ${what}`),
  };
};

test('reads commas, semicolons and tabs, quotes, a byte order mark and headings in any order or language', () => {
  const expected = {
    rows: [
      [{ name: 'Ana "La" B, C', number: '7', role: 'goal' }, { colour: 'black' }, 2],
      [{ name: 'Zoë' }, null, 1],
    ],
    issues: [],
  };
  assert.deepEqual(read('Nom,Numéro,role,colour,qty\n"Ana ""La"" B, C",7,goalkeeper,Black,2\nZoë,,,,'), expected);
  assert.deepEqual(read('\uFEFFquantité;Role;NUMÉRO;colour;nom\r\n2;Goalkeeper;7;black;"Ana ""La"" B, C"\r\n\r\n;;;;Zoë\r\n'), expected);
  assert.deepEqual(read('Nom\tnumber\trole\tColour\tQuantity\n"Ana ""La"" B, C"\t7\tgoal\tBLACK\t2\nZoë'), expected);
  assert.deepEqual(read('Ana,7\nBen,8').rows, [
    [{ name: 'Ana', number: '7' }, null, 1],
    [{ name: 'Ben', number: '8' }, null, 1],
  ]);
});

test('says what it could not use, with the line of the spreadsheet', () => {
  assert.deepEqual(read('Nom,Taille,colour,qty\nAna,M,Mauve,many\nBen,L,black,3').issues, [
    'unknown-column null Taille',
    'not-offered 2 Mauve',
    'quantity 2 many',
  ]);
  assert.deepEqual(read('number\n7').issues, ['missing-column null Nom']);
  assert.deepEqual(read('Nom,number\n"Ana,7\nBen,8').issues, ['unreadable 2 ']);
  assert.deepEqual(read(' \n\n').issues, ['empty null ']);
  assert.deepEqual(read('Nom,number').issues, ['empty null ']);
});

test('a hundred thousand rows are told to be too many, and none is taken', () => {
  const many = `Nom,number\n${'Ana,7\n'.repeat(100_000)}`;
  assert.deepEqual(read(many), { rows: [], issues: ['too-many null 200'] });
  assert.equal(readList(`Nom\n${'Ana\n'.repeat(200)}`, template).rows.length, 200);
});

test('reads files as UTF-8, else as an old spreadsheet wrote them, and no file that is no list', async () => {
  assert.equal(await textOfFile(new Blob(['\uFEFFZoë'])), 'Zoë');
  assert.equal(await textOfFile(new Blob([Uint8Array.of(0x5a, 0x6f, 0xeb)])), 'Zoë');
  assert.equal(await textOfFile(new Blob([new Uint8Array(MAX_LIST_BYTES + 1)])), null);
});

test('names that mean something to JavaScript are names of people', () => {
  assert.deepEqual(read('Nom,__proto__,constructor\nconstructor,x,y').rows, [[{ name: 'constructor' }, null, 1]]);
});
