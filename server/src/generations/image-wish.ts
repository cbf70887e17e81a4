/** A picture that a description asks for. */
export interface ImageWish {
  /** What it shows and how, in the shopper's words. */
  subject: string;
  /** Words beside it that are to be composed as text and motifs; empty: nothing else was asked for. */
  rest: string;
  /** Asked for as painted or photographed; otherwise a motif of ours may do as well ("a drawing of a heart"). */
  isPainterly: boolean;
  /** The motif alone, without a ground. */
  isCutOut: boolean;
  /** It is about a picture that is there: "my photo as a watercolour". */
  isAboutPhoto: boolean;
}

const any = (text: string): string =>
  text
    .trim()
    .split(/\s*\|\s*/)
    .join('|');
const START = '(?<![\\p{L}\\p{N}])';
const END = '(?![\\p{L}\\p{N}])';

/** Ways to paint that no vector motif has. Folded, in English, French, German, Spanish, Italian and Arabic. */
const PAINTERLY = any(
  `watercolou?rs?|oil paintings?|acrylic paintings?|paintings? of|photo ?realistic|photorealism|hyper ?realistic|photographs?|photos? of|
   pencil sketch(?:es)?|charcoal drawings?|pixel art|digital art|anime style|manga style|comic style|3d render(?:ing)?|in the style of|
   aquarelles?|peintures? (?:d(?:e|u|es|['’])|a l['’]huile)|tableaux? d(?:e|u|es|['’])|photos? d(?:e|u|es|['’])|photorealistes?|hyperrealistes?|croquis|fusain|art numerique|style manga|dans le style|
   aquarell\\p{L}*|olgemalde|gemalde|fotorealistisch\\p{L}*|fotos? v(?:on|om)|bleistiftzeichnung|im stil|
   acuarelas?|oleos?|pinturas? de|fotorrealistas?|fotos? de|al estilo|
   acquerell\\p{L}*|dipint\\p{L}*|fotorealistic\\p{L}*|foto d(?:i|el|ella)|nello stile|
   لوحه|الوان مائيه|صوره فوتوغرافيه`,
);
/** Pictures in general: of what our motifs have, a motif does. */
const PICTURE = any(
  `(?:illustrations?|pictures?|images?|drawings?|sketch(?:es)?|portraits?|artworks?) of|
   (?:illustrations?|images?|dessins?|portraits?) d(?:e|u|es|['’])|
   (?:illustration|bild|zeichnung|portrat) (?:von|vom|eines|einer)|
   (?:ilustracion|imagen|dibujo|retrato) de|(?:illustrazione|immagine|disegno|ritratto) d(?:i|el|ella|i un)|
   (?:صوره|رسمه?) ل?`,
);
const PAINT = new RegExp(`${START}(?:${PAINTERLY.replaceAll(/\s*\n\s*/g, '')})${END}`, 'u');
const DRAW = new RegExp(`${START}(?:${PICTURE.replaceAll(/\s*\n\s*/g, '')})(?![\\p{N}])`, 'u');
/** A picture that is there already, to be made anew. */
const THEIRS =
  /(?<!\p{L})(?:my|our|this|the|ma|mon|notre|cette|ce|la|mein(?:e|em|en)?|unser\p{L}*|dies\p{L}*|mi|nuestra|esta|mia|questa|nostra) (?:photos?|pictures?|portraits?|images?|fotos?|bild|bilder|foto|imagen|immagine)(?!\p{L})|صورتي/u;
/** Said of a picture that stays as it is: moved, cut, taken away. */
const HANDLING =
  /(?<!\p{L})(?:move|crop|remove|delete|rotate|resize|center|centre|put|place|bigger|smaller|larger|deplace|enleve|retire|supprime|tourne|centre|mets|agrandis|place|plus (?:grande?|petite?)|verschieb\p{L}*|entfern\p{L}*|losch\p{L}*|mueve|quita|borra|sposta|togli|rimuovi)(?!\p{L})/u;
const CUT_OUT =
  /(?<!\p{L})(?:cut ?out|no background|without (?:a )?background|transparent|sticker|detoure|sans fond|freigestellt|ohne hintergrund|sin fondo|senza sfondo)(?!\p{L})/u;
/** `with "Anna" below`, `et écris « Léa »`: where the words for a text begin, before their quotation. */
const JOINT =
  /[\s,;.]*(?<!\p{L})(?:with(?: the (?:text|words?|name))?|and|saying|that says|reading|avec(?: le (?:texte|mot|nom|prenom))?|et|mit(?: dem (?:text|namen))?|und|con(?: el (?:texto|nombre)| il (?:testo|nome))?|y|e|مع)(?:\s+(?:write|engrave|add|print|put|ecris|écris|grave|ajoute|imprime|mets|schreib\p{L}*|escribe|graba|scrivi))?(?:\s+(?:the (?:text|words?|name)|le (?:texte|mot|nom)))?\s*$/iu;
const QUOTED = /[«“"„][^»”"“]+[»”"“]|(?<![\p{L}\p{N}])['‘][^'’]+['’](?!\p{L})/gu;

/** Same length as its input, so that places in one are places in the other. */
const fold = (text: string): string =>
  Array.from(text, (letter) => {
    const bare = letter.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
    const plain = bare === 'ة' ? 'ه' : bare;
    return plain.length === letter.length ? plain : letter;
  }).join('');

/**
 * The picture that a description asks for, or null when it asks for text, motifs and changes only. What stands in quotes is never
 * a wish: "Write 'photo of the year'" is a text.
 */
export function readImageWish(prompt: string): ImageWish | null {
  const plain = fold(prompt);
  const said = blank(plain);
  const paints = PAINT.exec(said);
  const isAboutPhoto = THEIRS.test(said) && !HANDLING.test(said);
  const found = paints ?? DRAW.exec(said);
  if (!found) return null;
  if (THEIRS.test(said) && !isAboutPhoto) return null;
  const { subject, rest } = split(prompt);
  if (subject.replaceAll(/[^\p{L}]/gu, '').length < 3) return null;
  return { subject, rest, isPainterly: paints !== null, isCutOut: CUT_OUT.test(said), isAboutPhoto };
}

/** Quotations become spaces of the same length. */
const blank = (text: string): string => text.replaceAll(QUOTED, (quoted) => ' '.repeat(quoted.length));

/** Cuts off from where a quoted text is introduced to its end; a quotation that begins the description is cut off to the wish. */
function split(prompt: string): { subject: string; rest: string } {
  const first = prompt.search(QUOTED);
  if (first < 0) return { subject: prompt.trim(), rest: '' };
  const before = prompt.slice(0, first);
  const joint = JOINT.exec(before)?.index ?? before.length;
  const subject = before.slice(0, joint).trim();
  if (PAINT.test(fold(subject)) || DRAW.test(fold(subject))) return { subject, rest: prompt.slice(joint).replace(/^[\s,;.]+/, '') };
  // The picture comes after the text: "Write 'Anna' and an aquarelle of a fox".
  const last = [...prompt.matchAll(QUOTED)].at(-1)!;
  const end = last.index + last[0].length;
  return {
    subject: prompt
      .slice(end)
      .replace(/^[\s,;.]*(?:and|with|et|avec|und|mit|y|con|e)?\s+/i, '')
      .trim(),
    rest: prompt.slice(0, end),
  };
}
