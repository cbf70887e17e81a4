import { wordSet } from './vocabulary.js';
import type { Token } from './tokens.js';

export type Language = 'en' | 'fr';

const FRENCH = wordSet(
  'le | la | les | un | une | des | du | de | d | l | et | en | au | aux | sur | avec | dans | pour | sans | est | mon | ma | mes | je | ecris | ecrire | grave | gravez | graver | mets | ajoute | imprime | inscris | prenom | nom | texte | couleur | profondeur | fermoir | coeur | etoile | lune | soleil | argent | rouge | noir | bleu | vert | blanc | rose | petit | grand | plus | gras | cursif | police | lettres | centre | gauche | droite | haut | bas | taille | enleve | retire | supprime | efface | remplace | change | or | et | joyeux | bonne | milieu | fleur | chat | chien | poitrine | dos | cm | ou',
);
const ENGLISH = wordSet(
  'the | a | an | of | and | in | on | at | to | with | for | my | i | is | it | engrave | write | put | add | print | text | name | font | letters | colour | color | depth | clasp | heart | star | moon | sun | silver | gold | red | black | blue | green | white | pink | small | big | bigger | smaller | bold | script | center | centre | left | right | top | bottom | size | remove | delete | replace | change | make | happy | birthday | flower | cat | dog | chest | back | please | deep | steel | or',
);

/** Whether an alias is a French word for sure. */
export const isFrench = (alias: string): boolean => /[éèêàùçôîûœ]/i.test(alias) || FRENCH.has(alias.toLowerCase());

/** The language that the instructions are in; what stands in quotes does not count. */
export function detectLanguage(tokens: readonly Token[]): Language {
  let score = 0;
  for (const { kind, word, raw } of tokens) {
    if (kind !== 'word') continue;
    if (FRENCH.has(word)) score++;
    if (ENGLISH.has(word)) score--;
    if (/[éèêàùçôîûœ]/i.test(raw)) score += 0.6;
  }
  return score > 0 ? 'fr' : 'en';
}
