import { Lexicon } from './lexicon.js';

const list = (text: string): string[] => text.split('|').map((word) => word.trim());
const lexicon = <T>(rows: readonly (readonly [string, T])[]): Lexicon<T> =>
  new Lexicon(rows.flatMap(([phrases, value]) => list(phrases).map((phrase) => [phrase, value] as const)));
export const wordSet = (text: string): ReadonlySet<string> => new Set(list(text));

export type FontWish = { style: 'sans' | 'serif' | 'script' | 'display' | 'mono' } | { arabic: true } | { bold: true } | { italic: true };

/** How letters may look. */
export const FONTS = lexicon<FontWish>([
  [
    'script | cursive | cursif | cursives | cursifs | calligraphy | calligraphic | calligraphie | calligraphique | handwriting | handwritten | hand written | hand lettered | manuscrit | manuscrite | manuscrites | ecriture manuscrite | ecriture a la main | a la main | anglaise | lettres liees | romantic | romantique',
    { style: 'script' },
  ],
  [
    'serif | lettres romaines | romaines | avec empattements | a empattements | empattement | classic | classique | roman | traditional | traditionnel | traditionnelle',
    { style: 'serif' },
  ],
  [
    'sans serif | sans | sans empattement | sans empattements | sanserif | modern | moderne | clean | minimal | minimaliste | minimalist | simple | block letters | lettres baton | baton',
    { style: 'sans' },
  ],
  ['display | poster | affiche | decorative | decoratif | decorative | titling | inscriptional | monumental', { style: 'display' }],
  ['monospace | mono | typewriter | machine a ecrire', { style: 'mono' }],
  ['arabic | arabe | naskh', { arabic: true }],
  ['bold | boldface | gras | grasse | en gras | heavy | thick | epais | epaisse | strong', { bold: true }],
  ['italic | italics | italique | en italique | slanted', { italic: true }],
]);

export const CASES = lexicon<'upper' | 'lower' | 'none'>([
  [
    'uppercase | upper case | all caps | in caps | capital letters | capitals | majuscules | majuscule | en majuscules | capitales | en capitales | lettres capitales',
    'upper',
  ],
  ['lowercase | lower case | minuscules | minuscule | en minuscules', 'lower'],
]);

/** Factor on the size. `relative` changes what is there. */
export interface SizeWish {
  factor: number;
  relative: boolean;
}
const size = (factor: number, relative = false): SizeWish => ({ factor, relative });
export const SIZES = lexicon<SizeWish>([
  ['too small | too little | trop petit | trop petite | trop petits | pas assez grand | not big enough', size(1.35, true)],
  ['too big | too large | trop grand | trop grande | trop gros | trop grosse', size(0.72, true)],
  ['big | large letters | large text | grand | grande | grands | gros | grosse | grosses | en grand | en gros', size(1.3)],
  [
    'very big | very large | huge | giant | enormous | tres grand | tres gros | enorme | geant | immense | as big as possible | le plus grand possible',
    size(1.7),
  ],
  ['small | little | petit | petite | petits | petites | en petit', size(0.65)],
  ['tiny | very small | minuscule | tres petit | tout petit | minuscules lettres', size(0.45)],
  [
    'bigger | larger | enlarge | increase | grow | increase the size | plus grand | plus grande | plus grands | plus gros | plus grosse | agrandis | agrandir | agrandit | agrandissez | grossis | augmente | augmenter | augmentez',
    size(1.25, true),
  ],
  ['much bigger | much larger | a lot bigger | beaucoup plus grand | beaucoup plus gros | bien plus grand', size(1.6, true)],
  ['a bit bigger | slightly bigger | a little bigger | un peu plus grand | un peu plus gros', size(1.12, true)],
  ['twice as big | twice as large | double the size | double | deux fois plus grand | deux fois plus gros', size(2, true)],
  ['half the size | half as big | halve | deux fois plus petit | moitie moins grand', size(0.5, true)],
  [
    'smaller | shrink | reduce | decrease | plus petit | plus petite | plus petits | moins grand | moins gros | reduis | reduire | reduisez | rapetisse | diminue | diminuer',
    size(0.8, true),
  ],
  ['much smaller | a lot smaller | beaucoup plus petit | bien plus petit', size(0.6, true)],
  ['a bit smaller | slightly smaller | a little smaller | un peu plus petit', size(0.88, true)],
]);

export type Spot = 'left' | 'right' | 'top' | 'bottom' | 'centre';
/** Places on any product. */
export const SPOTS = lexicon<Spot>([
  ['left | gauche | lefthand', 'left'],
  ['right | droite | righthand', 'right'],
  ['top | upper | haut', 'top'],
  ['bottom | lower | bas', 'bottom'],
  ['center | centre | centered | centred | centree | centrees | centres | middle | milieu | centering | centrer', 'centre'],
]);

export type Relation = 'above' | 'below' | 'before' | 'after' | 'beside' | 'around' | 'between';
/** Where a motif goes as seen from the text. */
export const RELATIONS = lexicon<Relation>([
  ['above | over it | on top of | au dessus | au dessus de | dessus | surmonte de | surmontant', 'above'],
  [
    'below | under | underneath | beneath | on the second line | on the line below | sur la deuxieme ligne | sur la ligne du dessous | plus bas dessous | sous | en dessous | au dessous | dessous',
    'below',
  ],
  [
    'before | in front of | left of | to the left of | on the left of | avant | a gauche de | a gauche du | devant le texte | at the beginning | at the start | au debut',
    'before',
  ],
  ['after | right of | to the right of | on the right of | behind it | apres | a droite de | a droite du | at the end | a la fin', 'after'],
  ['beside | next to | by the side of | near | a cote | a cote de | a cote du', 'beside'],
  [
    'both sides | each side | either side | on both sides | on either side | de chaque cote | des deux cotes | de part et d autre | at each end | at both ends | on each end | on both ends | a chaque bout | a chaque extremite | aux deux bouts | aux deux extremites | around it | around | autour | entouree de | entoure de | entoures de | surrounded by',
    'around',
  ],
  [
    'between | in between | between them | entre | entre les deux | au milieu des deux | separes par | separees par | separated by',
    'between',
  ],
]);

/** sRGB of colour words that need no product. */
export const COLOURS = lexicon<{ hex: string; en: string; fr: string }>(
  (
    [
      ['black | noir | noire | noirs | noires', '#1d1d21', 'black', 'noir'],
      ['white | blanc | blanche | blancs | blanches', '#ffffff', 'white', 'blanc'],
      ['grey | gray | gris | grise', '#8b8f96', 'grey', 'gris'],
      ['red | rouge | rouges | scarlet | vermillon', '#d0312d', 'red', 'rouge'],
      ['dark red | burgundy | bordeaux | rouge fonce', '#7a1f2b', 'burgundy', 'bordeaux'],
      ['orange | oranges | ginger | roux | rousse', '#ef7d22', 'orange', 'orange'],
      ['coral | corail | salmon | saumon', '#f26b5b', 'coral', 'corail'],
      ['yellow | jaune | jaunes', '#f4c430', 'yellow', 'jaune'],
      ['gold | golden | dore | doree | dores | dorees', '#c9a227', 'gold', 'doré'],
      ['silver | argente | argentee', '#b4b8bf', 'silver', 'argenté'],
      ['green | vert | verte | verts | vertes', '#2e8b57', 'green', 'vert'],
      ['dark green | forest green | vert fonce | vert sapin', '#1f4d36', 'dark green', 'vert foncé'],
      ['light green | mint | mint green | menthe | vert clair', '#9fd8b5', 'mint', 'vert clair'],
      ['turquoise | teal | cyan', '#1fa3a3', 'turquoise', 'turquoise'],
      ['blue | bleu | bleue | bleus | bleues', '#2563c9', 'blue', 'bleu'],
      ['navy | navy blue | dark blue | marine | bleu marine | bleu fonce', '#1f2f54', 'navy', 'bleu marine'],
      ['light blue | sky blue | bleu ciel | bleu clair', '#86bfe8', 'light blue', 'bleu ciel'],
      ['purple | violet | violette | mauve | lilac | lilas', '#7a4fb0', 'purple', 'violet'],
      ['pink | rose | roses', '#e87fa6', 'pink', 'rose'],
      ['fuchsia | magenta | hot pink', '#d6247f', 'fuchsia', 'fuchsia'],
      ['brown | marron | brun | brune', '#7b4b2e', 'brown', 'marron'],
      ['beige | cream | creme | ivory | ivoire', '#ead9bd', 'cream', 'crème'],
    ] as const
  ).map(([phrases, hex, en, fr]) => [phrases, { hex, en, fr }] as const),
);

export type Verb = 'write' | 'add' | 'remove' | 'replace' | 'change' | 'move' | 'rotate';
/** `write` names text next; `add` may name anything. */
export const VERBS = lexicon<Verb>([
  [
    'engrave | engraved with | printed with | grave avec | personnalise avec | write | inscribe | carve | print | spell | spell out | stamp | letter it | etch | personalise it with | personalize it with | personalise with | personalize with | have it say | say | saying | says | that says | reading | that reads | reads | grave | graver | gravez | gravé | gravée | ecris | ecrire | ecrivez | ecrit | inscris | inscrire | inscrivez | inscrit | imprime | imprimer | imprimez | marque | marquer | marquez | note | notez',
    'write',
  ],
  [
    'add | put | place | include | insert | draw | create | make me | i want | i would like | i d like | ajoute | ajouter | ajoutez | mets | mettre | mettez | met | insere | inserer | dessine | dessiner | dessinez | place | placer | placez | je veux | je voudrais | je souhaite | j aimerais',
    'add',
  ],
  [
    'remove | delete | erase | take off | take away | take out | get rid of | clear everything | clear all | retire | retirer | retirez | enleve | enlever | enlevez | supprime | supprimer | supprimez | efface | effacer | effacez | ote | oter | vire',
    'remove',
  ],
  ['replace | swap | swap out | remplace | remplacer | remplacez | substitue', 'replace'],
  [
    'change | switch | turn | make it | make | modify | set | correct | fix | rename | corrige | corriger | corrigez | transforme | modifie | modifier | modifiez | changer | changez | passe | fais | rends | rendre | met le | mets le',
    'change',
  ],
  ['move | shift | nudge | deplace | deplacer | deplacez | bouge | bouger | decale | decaler | decalez', 'move'],
  ['rotate | tilt | turn by | pivote | pivoter | incline | incliner | inclinez | penche | tourne | tourner', 'rotate'],
]);

export const CURVES = lexicon<'up' | 'down' | 'none'>([
  [
    'curved | curve | arched | arch | arc | in an arc | on an arc | curved text | circular | courbe | courbee | courbes | en arc | en arc de cercle | arque | arquee | cintre | cintree | arrondi | arrondie | in a circle | en cercle',
    'up',
  ],
  [
    'curved down | curved downwards | arched down | smile | smiling | curved upwards like a smile | courbe vers le bas | arc inverse | en sourire | upside down arc',
    'down',
  ],
  [
    'straight | remove the curve | remove the arc | remove curve | remove the arch | without curve | unarched | enleve l arc | enleve la courbe | supprime l arc | retire l arc | retire la courbe | not curved | no curve | uncurved | droit sans courbe | sans courbe | sans arc | en ligne droite',
    'none',
  ],
]);

export const ADDING = wordSet(
  'add | also | too | another | additionally | plus | keep | as well | ajoute | ajouter | ajoutez | aussi | egalement | encore | garde | gardez | rajoute | rajouter',
);
/** Nouns that a text may follow at once. */
export const TEXT_NOUNS = wordSet(
  'spelling | orthographe | number | numero | text | name | names | word | words | phrase | message | initials | initial | date | inscription | quote | lettering | engraving | caption | slogan | texte | prenom | prenoms | nom | noms | mot | mots | initiales | initiale | citation | gravure | legende | first | phrases | surname',
);
export const FONT_NOUNS = wordSet(
  'font | fonts | lettering | letters | type | typeface | typography | style | writing | handwriting | police | lettres | lettre | ecriture | chiffres | numerals | digits | caracteres | caractere | typographie | calligraphie',
);
/** Nouns after which a name comes, and nothing else. */
export const NAME_NOUNS = wordSet(
  'name | names | prenom | prenoms | nom | noms | initials | initial | initiales | initiale | surname | called | named | appelle | nomme',
);
/** What people write on gifts; found without quotes when nothing else is named. */
export const GREETINGS = lexicon<true>([
  [
    'happy birthday | merry christmas | happy new year | happy mothers day | happy fathers day | happy anniversary | congratulations | i love you | love you | je t aime | je vous aime | joyeux anniversaire | bon anniversaire | joyeux noel | bonne annee | bonne fete | bonne chance | felicitations | best mum | best mom | best dad | best friends | meilleure maman | meilleur papa | super maman | super papa | vive la | vive les | class of | team | just married | bride to be | evjf | evg | carpe diem | forever young | thank you mum | merci maman',
    true,
  ],
]);
export const PRODUCT_NOUNS = wordSet(
  'shirt | shirts | tshirt | tee | tees | top | garment | cotton | fabric | bracelet | bangle | sweater | hoodie | pull | sweat | product | maillot | chemise | produit | vetement | coton | tissu | teeshirt | jewel | bijou | plate | plaque',
);
/** Places that products may have; told when this one has not. */
export const PLACE_NOUNS = wordSet(
  'sleeve | sleeves | manche | manches | collar | neck | hood | capuche | pocket | poche | chest | poitrine | back | dos | shoulder | shoulders | epaule | epaules | inside | interieur | clasp | fermoir | chain | chaine | strap | lid | couvercle | handle',
);
export const EVERYTHING = wordSet('everything | all | tout | tous | toutes | design');
export const RESTARTS = lexicon<true>([
  [
    'start over | start again | start from scratch | from scratch | clear everything | clear all | clear the design | reset | recommence | recommencer | repars de zero | repartir de zero | on recommence',
    true,
  ],
]);
export const PICTURE_NOUNS = wordSet('image | images | photo | photos | picture | pictures | logo');
export const MOTIF_NOUNS = wordSet(
  'motif | icon | symbol | drawing | shape | clipart | illustration | icone | symbole | dessin | forme | picto | emoji',
);

export const ARTICLES = wordSet(
  'a | an | the | some | my | our | his | her | their | its | un | une | des | du | de | d | le | la | les | l | mon | ma | mes | ton | ta | tes | son | sa | ses | notre | votre | cet | cette | ce | this | that | these | of',
);
/** Articles and words that bring in something new. */
export const INTRODUCING = wordSet(
  'a | an | some | un | une | des | du | with | avec | and | et | plus | another | autre | one | two | three | four | five | six | deux | trois | quatre | cinq | petit | petite | little | small | big | grand | grande | gros',
);
export const PREPOSITIONS = wordSet(
  'in | on | at | to | near | onto | into | over | along | across | around | inside | sur | au | aux | a | dans | en | vers | par | cote | sous | pour',
);
export const JOINERS = wordSet('and | et | & | + | then | puis | also | aussi | with | avec | , | ; | . | !');
export const COUNTS = new Map<string, number>(
  (
    [
      ['one', 1],
      ['two', 2],
      ['three', 3],
      ['four', 4],
      ['five', 5],
      ['six', 6],
      ['seven', 7],
      ['eight', 8],
      ['un', 1],
      ['une', 1],
      ['deux', 2],
      ['trois', 3],
      ['quatre', 4],
      ['cinq', 5],
      ['sept', 7],
      ['huit', 8],
      ['a', 1],
      ['an', 1],
    ] as const
  ).map(([word, count]) => [word, count]),
);
/** Never the beginning of a text that was not quoted. */
export const FILLERS = wordSet(
  'it | this | that | them | something | anything | please | thanks | thank | you | svp | stp | merci | s il | ceci | cela | ca | le | la | les | lui | quelque | chose | instead | now | here | the | a | an | bit | little | more | less | plus | moins | tres | very | so | just | only | can | could | would | i | je | me | moi | deeper | deep | profond | profonde | bien | nice | beautiful | beau | belle | joli | jolie | elegant | elegante',
);

/** Names of motifs that tell more often why something is made, or for whom. */
export const OCCASIONS = wordSet(
  'birthday | anniversaire | wedding | mariage | travel | voyage | winter | king | queen | roi | reine | sailor | hippie | space | espace | present | mer | sea | love heart gift | photographer | photographe | cyclist | cycliste | note | notes | king | jewel',
);

export const EMOJI = new Map<string, string>(
  (
    [
      ['❤♥💕💖💗💙💚💛💜🖤🤍💓💞💘🫶', 'heart'],
      ['⭐🌟', 'star'],
      ['✨💫', 'sparkles'],
      ['🌙🌛🌜🌕', 'moon'],
      ['☀🌞', 'sun'],
      ['🌸🌼🌻🌺💐', 'flower'],
      ['🌷🌹', 'tulip'],
      ['🍃🍂🌿🍀', 'leaf'],
      ['🐾', 'paw'],
      ['🐱🐈😺', 'cat'],
      ['🐶🐕', 'dog'],
      ['⛰🏔🗻', 'mountain'],
      ['🌊', 'wave'],
      ['⚓', 'anchor'],
      ['👑', 'crown'],
      ['⚡', 'bolt'],
      ['♾', 'infinity'],
      ['🦋', 'butterfly'],
      ['🐦🕊', 'bird'],
      ['🌲🎄🌳', 'tree'],
      ['🎵🎶', 'music'],
      ['📷📸', 'camera'],
      ['☕🍵', 'coffee'],
      ['🚲🚴', 'bicycle'],
      ['🚀', 'rocket'],
      ['☁', 'cloud'],
      ['❄', 'snowflake'],
      ['🔥', 'flame'],
      ['💎', 'diamond'],
      ['💍', 'ring'],
      ['🐟🐠', 'fish'],
      ['🧭', 'compass'],
      ['☮', 'peace'],
      ['⚽', 'football'],
      ['🎁', 'gift'],
      ['✈', 'plane'],
      ['🏹', 'arrow'],
    ] as const
  ).flatMap(([marks, id]) => Array.from(marks).map((mark) => [mark, id] as const)),
);
