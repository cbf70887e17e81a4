import type { FindingStrings } from './strings-findings.js';
import type { Values } from './strings.js';

/** What is wrong with a field, beside it. */
const fieldIssue: Record<string, (values: Values) => string> = {
  missing: () => 'da compilare.',
  'too-short': (v) => `almeno ${v.limit} caratteri.`,
  'too-long': (v) => `al massimo ${v.limit} caratteri.`,
  'too-many-lines': (v) => `al massimo ${v.limit} righe.`,
  letters: () => 'solo lettere.',
  digits: () => 'solo cifre.',
  'letters-digits': () => 'solo lettere e cifre.',
  'not-a-choice': () => 'non è più disponibile, scegli di nuovo.',
  'wrong-kind': () => 'compila di nuovo.',
  gone: () => 'questo campo non c’è più, ciò che dice non viene realizzato.',
  'too-much': () => 'c’è troppo testo nei campi, scrivi di meno.',
};

export const findingsIt: FindingStrings = {
  remedy: {
    'low-dpi': (v) => `Porta a ${v.width} mm di larghezza`,
    'outside-print-area': () => 'Sposta all’interno',
    'outside-safe-zone': () => 'Sposta un po’ all’interno',
    'text-too-small': () => 'Ingrandisci',
    'stroke-too-thin': () => 'Rendi più spesso',
    'colour-not-available': (v) =>
      v.colour === 'picture' ? `Realizzala in ${v.nearest}` : v.nearest ? `Usa ${v.nearest}` : 'Cambia colore',
    'code-invalid': (v) => (v.reason === 'empty' ? 'Rimuovilo' : v.reason === 'check-digit' ? `Metti ${v.expected}` : 'Fanne un codice QR'),
    'code-too-small': (v) => `Porta a ${v.width} mm di larghezza`,
    'code-contrast': () => 'Scuro su chiaro',
    'code-covered': () => 'Porta il codice in primo piano',
    'placeholder-left': () => 'Scrivi il tuo',
    'field-empty': () => 'Compila',
    'field-invalid': () => 'Ricomincia',
    'glyph-missing': () => 'Togli',
    'required-empty': () => 'Compila',
    'empty-text': () => 'Scrivi',
    'text-overflow': () => 'Adatta alla cornice',
    'font-unknown': () => 'Usa un altro carattere',
    'asset-missing': () => 'Rimuovi',
    'option-invalid': () => 'Usa quella abituale',
    'layer-locked': () => 'Ripristina',
  },
  finding: {
    'low-dpi': (v) =>
      `Questa immagine risulterà sfocata a questa dimensione (${v.dpi} dpi). Portala a ${v.width} mm di larghezza o scegline una più grande.`,
    'outside-print-area': (v) => `${v.name} esce dall’area che possiamo realizzare.`,
    'outside-safe-zone': (v) => `${v.name} è vicino al bordo e potrebbe essere tagliato.`,
    'text-too-small': (v) => `${v.name} è troppo piccolo per venire bene. Le lettere devono essere di almeno ${v.required} mm.`,
    'stroke-too-thin': (v) => `Una linea di ${v.name} è troppo sottile.`,
    'colour-not-available': (v) =>
      v.colour === 'picture'
        ? v.nearest
          ? `Una foto qui non si può realizzare così com’è; le sue parti scure sì, in ${v.nearest}.`
          : 'Qui non si possono realizzare foto. Usa testo o grafiche.'
        : v.nearest
          ? `Non possiamo realizzare questo colore. ${v.nearest} è il più vicino.`
          : 'Qui non possiamo realizzare questo colore.',
    'code-invalid': (v) =>
      v.reason === 'empty'
        ? 'Questo codice non dice ancora niente. Compilalo o rimuovilo.'
        : v.reason === 'check-digit'
          ? `L’ultima cifra di questo numero dovrebbe essere ${v.expected}.`
          : v.reason === 'length'
            ? 'Un EAN-13 ha 12 cifre e una di controllo.'
            : v.reason === 'too-long'
              ? 'È più di quanto il codice possa contenere. Accorcialo.'
              : 'Il codice non può contenere questi caratteri.',
    'code-too-small': (v) =>
      `I telefoni potrebbero non leggere questo codice: è troppo fine. Portalo a ${v.width} mm di larghezza o fagli dire meno.`,
    'code-contrast': (v) =>
      v.reason === 'inverted'
        ? 'Molti telefoni non leggono chiaro su scuro. Fallo scuro su chiaro.'
        : 'Questo codice risalta troppo poco per essere letto.',
    'code-covered': (v) => `${v.other} sta su questo codice o sul bordo vuoto di cui ha bisogno.`,
    'placeholder-left': (v) => `«${v.text}» è solo un esempio. Scrivi il tuo testo o rimuovilo.`,
    'field-empty': (v) => `Resta da compilare: ${v.name}.`,
    'field-invalid': (v) => `${v.name}: ${fieldIssue[v.issue ?? '']?.(v) ?? 'compila di nuovo.'}`,
    'row-invalid': (v) => `Riga ${v.row}, ${v.name}: ${fieldIssue[v.issue ?? '']?.(v) ?? 'compila di nuovo.'}`,
    'variable-unknown': (v) => `Non c’è nessun campo «${v.field}»: le parentesi vengono realizzate così come sono scritte.`,
    'glyph-missing': (v) => `Questo carattere non ha «${v.characters}». Scegli un altro carattere o toglilo.`,
    'required-empty': (v) => `Resta da compilare: ${v.name}.`,
    'empty-text': () => 'Questo testo è vuoto. Scrivi qualcosa o rimuovilo.',
    'text-overflow': (v) => `${v.name} non sta nella sua cornice. Accorcialo o rimpiccioliscilo.`,
    'transparent-edge': (v) => `${v.name} ha parti trasparenti al bordo; lì può vedersi il prodotto.`,
    'font-unknown': () => 'Questo carattere non è più disponibile. Scegline un altro.',
    'asset-missing': () => 'Questa immagine non c’è più. Aggiungila di nuovo o rimuovila.',
    'option-invalid': (v) => `${v.name}: questa scelta non è più disponibile. Scegli di nuovo.`,
    'side-unknown': () => 'Questo prodotto non ha quel lato.',
    'layer-locked': (v) => `${v.name} fa parte del prodotto. Ripristinalo.`,
    'nothing-designed': () => 'Aggiungi un testo, un’immagine o una grafica.',
  },
};
