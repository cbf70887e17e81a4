import type { ProductOption } from '@luneo/sdk/design/template.js';
import { isFrench, type Language } from './language.js';
import { fold } from './tokens.js';

const number = (value: number, language: Language): string => {
  const text = String(Math.round(value * 100) / 100);
  return language === 'fr' ? text.replace('.', ',') : text;
};
const short = (text: string): string => (text.length > 60 ? `${text.slice(0, 57)}…` : text).replaceAll('\n', ' ');

interface Called {
  name: string;
  aliases: readonly string[];
}

/** A thing's name in the prompt's language: as the shopper called it, else the first alias that is French for sure. */
function nameIn(language: Language, prompt: string): (thing: Called) => string {
  if (language === 'en') return ({ name }) => name;
  const folded = ` ${fold(prompt).replaceAll(/[^\p{L}\p{N}]+/gu, ' ')} `;
  const isTyped = (alias: string): boolean => alias.length > 1 && folded.includes(` ${fold(alias).replaceAll(/[^\p{L}\p{N}]+/gu, ' ')} `);
  return ({ name, aliases }) => {
    const typed = aliases.filter(isTyped).toSorted((a, b) => b.length - a.length)[0];
    const found = typed ?? aliases.find(isFrench) ?? name;
    return found.charAt(0).toUpperCase() + found.slice(1);
  };
}

/** One short sentence for each thing that was understood, in the prompt's language. */
export function notesIn(language: Language, prompt = '') {
  const fr = language === 'fr';
  const called = nameIn(language, prompt);
  const quoted = (text: string): string => (fr ? `« ${short(text)} »` : `“${short(text)}”`);
  const unit = (option: ProductOption): string => (option.kind === 'number' && option.unit === 'mm' ? ' mm' : '');
  const say = (value: string | number | boolean, option: ProductOption): string => {
    if (option.kind === 'choice') {
      const choice = option.choices.find((each) => each.id === value);
      return choice ? called(choice) : String(value);
    }
    return `${number(Number(value), language)}${unit(option)}`;
  };
  return {
    text: (text: string, font: string, zone: Called | null) => {
      const where = zone ? ` (${called(zone)})` : '';
      return fr ? `${quoted(text)} en ${font}${where}.` : `${quoted(text)} in ${font}${where}.`;
    },
    changedText: (to: string) => (fr ? `Le texte est maintenant ${quoted(to)}.` : `The text is now ${quoted(to)}.`),
    motif: (motif: Called, count: number) => {
      const name = called(motif);
      const times = count > 1 ? `${count} × ` : '';
      return fr ? `Motif ajouté : ${times}${name}.` : `Added: ${times}${name}.`;
    },
    swapped: (motif: Called) => (fr ? `Motif remplacé par : ${called(motif)}.` : `Motif replaced by: ${called(motif)}.`),
    option: (option: ProductOption, value: string | number | boolean) =>
      fr ? `${called(option)} : ${say(value, option)}.` : `${option.name}: ${say(value, option)}.`,
    clamped: (option: ProductOption & { kind: 'number' }, asked: number, value: number) => {
      const [a, min, max, got] = [asked, option.min, option.max, value].map((each) => number(each, language));
      const u = unit(option);
      return fr
        ? `${called(option)} : ${a}${u} n’est pas possible (de ${min} à ${max}${u}), nous avons mis ${got}${u}.`
        : `${option.name}: ${a}${u} is not possible (${min} to ${max}${u}), so it is ${got}${u}.`;
    },
    tooLarge: (asked: number, got: number) =>
      fr
        ? `${number(asked, language)} mm ne tient pas ici : ${number(got, language)} mm.`
        : `${number(asked, language)} mm does not fit here, so it is ${number(got, language)} mm.`,
    removed: (name: string) => (fr ? `Retiré : ${short(name)}.` : `Removed: ${short(name)}.`),
    updated: (name: string) => (fr ? `Modifié : ${quoted(name)}.` : `Changed: ${quoted(name)}.`),
    noSuchPlace: (place: string) =>
      fr
        ? `Il n’y a pas de « ${place} » ici : nous avons choisi la place habituelle.`
        : `There is no “${place}” here, so the usual place was taken.`,
    readable: (name: string) =>
      fr
        ? `${quoted(name)} change de couleur pour rester lisible.`
        : `${quoted(name)} has another colour now, so that it can still be read.`,
    oneColour: () =>
      fr
        ? 'Ce procédé n’a qu’une couleur : la couleur demandée a été laissée de côté.'
        : 'This process has one colour, so the colour you named was left out.',
    tooMany: (most: number) =>
      fr
        ? `C’est trop pour une seule description : au plus ${most} textes et motifs à la fois.`
        : `This is too much for one description: at most ${most} texts and motifs at a time.`,
    unknown: () =>
      fr
        ? 'Nous n’avons pas compris. Essayez par exemple : Écris « Jessica » en cursif, centré, avec un cœur.'
        : 'We did not understand that. Try for example: Write “Jessica” in script, centred, with a heart.',
    nothingThere: () =>
      fr
        ? 'Il n’y a rien de tel sur le produit. Essayez par exemple : Écris « Jessica » en cursif, centré.'
        : 'There is nothing like that on the product yet. Try for example: Write “Jessica” in script, centred.',
  };
}
export type Notes = ReturnType<typeof notesIn>;
