import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDenied } from './moderation.js';

const NAMES =
  'Scunthorpe|Dickens|Cassandra|Essex|Sussex|Middlesex|Hancock|Constance|Pédro|Penistone|Cockburn|Matsushita|Clitheroe|Analise|Shiitake|Gaylord|Peacock|' +
  'Hitchcock|Arsène Wenger|Arsenal|Babcock|Concetta|Puteaux|Députée|Reputation|Pedersen|Nigel|Niquet|Montenegro|Dominique|Véronique|thérapiste|assassin|' +
  'Passion|S.O.S|A. B. C.|J M L P|L O V E|M A M A N|E S S E X|F C Nantes|12.03.1998|class of 2026';
for (const name of NAMES.split('|')) test(`lets ${name} pass`, () => assert.equal(isDenied(`Engrave '${name}' in script`), false));

const INSULTS =
  'f u c k you|F.U.C.K|fuuuck|f*ck|sh1t|b!tch|s a l o p e|c0nn4rd|connaaaard|p.u.t.e|fils de pute|n1gg3r|f-u-c-k|fυck|he1l h1tler|s4l0pe|pu\u200bte|enculé|FDP';
for (const insult of INSULTS.split('|')) test(`refuses ${insult}`, () => assert.equal(isDenied(`Engrave '${insult}' in script`), true));
