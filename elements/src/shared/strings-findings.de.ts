import type { FindingStrings } from './strings-findings.js';
import type { Values } from './strings.js';

/** What is wrong with a field, beside it. */
const fieldIssue: Record<string, (values: Values) => string> = {
  missing: () => 'bitte ausfüllen.',
  'too-short': (v) => `mindestens ${v.limit} Zeichen.`,
  'too-long': (v) => `höchstens ${v.limit} Zeichen.`,
  'too-many-lines': (v) => `höchstens ${v.limit} Zeilen.`,
  letters: () => 'nur Buchstaben.',
  digits: () => 'nur Ziffern.',
  'letters-digits': () => 'nur Buchstaben und Ziffern.',
  'not-a-choice': () => 'das gibt es nicht mehr, bitte neu wählen.',
  'wrong-kind': () => 'bitte neu ausfüllen.',
  gone: () => 'dieses Feld gibt es nicht mehr, sein Inhalt wird nicht hergestellt.',
  'too-much': () => 'in den Feldern steht zu viel Text, schreibe weniger.',
};

export const findingsDe: FindingStrings = {
  remedy: {
    'low-dpi': (v) => `Auf ${v.width} mm Breite setzen`,
    'outside-print-area': () => 'Nach innen schieben',
    'outside-safe-zone': () => 'Etwas nach innen',
    'text-too-small': () => 'Vergrößern',
    'stroke-too-thin': () => 'Dicker machen',
    'colour-not-available': (v) => (v.colour === 'picture' ? `In ${v.nearest} machen` : v.nearest ? `${v.nearest} nehmen` : 'Farbe ändern'),
    'code-invalid': (v) =>
      v.reason === 'empty' ? 'Entfernen' : v.reason === 'check-digit' ? `${v.expected} nehmen` : 'QR-Code daraus machen',
    'code-too-small': (v) => `Auf ${v.width} mm Breite setzen`,
    'code-contrast': () => 'Dunkel auf hell',
    'code-covered': () => 'Code nach vorne holen',
    'placeholder-left': () => 'Eigenes schreiben',
    'field-empty': () => 'Ausfüllen',
    'field-invalid': () => 'Neu beginnen',
    'glyph-missing': () => 'Weglassen',
    'required-empty': () => 'Ausfüllen',
    'empty-text': () => 'Schreiben',
    'text-overflow': () => 'Passend verkleinern',
    'font-unknown': () => 'Andere Schrift nehmen',
    'asset-missing': () => 'Entfernen',
    'option-invalid': () => 'Übliche Auswahl nehmen',
    'layer-locked': () => 'Zurücksetzen',
  },
  finding: {
    'low-dpi': (v) =>
      `Dieses Bild wird in dieser Größe unscharf (${v.dpi} dpi). Setze es auf ${v.width} mm Breite oder wähle ein größeres.`,
    'outside-print-area': (v) => `${v.name} ragt über die Fläche hinaus, die wir herstellen können.`,
    'outside-safe-zone': (v) => `${v.name} ist nah am Rand und könnte abgeschnitten werden.`,
    'text-too-small': (v) => `${v.name} ist zu klein, um gut zu werden. Buchstaben brauchen mindestens ${v.required} mm.`,
    'stroke-too-thin': (v) => `Eine Linie in ${v.name} ist zu dünn.`,
    'colour-not-available': (v) =>
      v.colour === 'picture'
        ? v.nearest
          ? `Ein Foto lässt sich hier nicht so herstellen; seine dunklen Teile schon, in ${v.nearest}.`
          : 'Fotos lassen sich hier nicht herstellen. Nimm Text oder Motive.'
        : v.nearest
          ? `Diese Farbe können wir nicht herstellen. ${v.nearest} kommt ihr am nächsten.`
          : 'Diese Farbe können wir hier nicht herstellen.',
    'code-invalid': (v) =>
      v.reason === 'empty'
        ? 'Dieser Code sagt noch nichts. Fülle ihn aus oder entferne ihn.'
        : v.reason === 'check-digit'
          ? `Die letzte Ziffer dieser Nummer müsste ${v.expected} sein.`
          : v.reason === 'length'
            ? 'Eine EAN-13 hat 12 Ziffern und eine Prüfziffer.'
            : v.reason === 'too-long'
              ? 'Das ist mehr, als der Code fassen kann. Mach es kürzer.'
              : 'Diese Zeichen kann der Code nicht fassen.',
    'code-too-small': (v) =>
      `Handys lesen diesen Code vielleicht nicht: Er ist zu fein. Setze ihn auf ${v.width} mm Breite oder lass ihn weniger sagen.`,
    'code-contrast': (v) =>
      v.reason === 'inverted'
        ? 'Viele Handys lesen hell auf dunkel nicht. Mach ihn dunkel auf hell.'
        : 'Dieser Code hebt sich zu wenig ab, um gelesen zu werden.',
    'code-covered': (v) => `${v.other} liegt auf diesem Code oder auf dem leeren Rand, den er braucht.`,
    'placeholder-left': (v) => `„${v.text}“ ist nur ein Beispiel. Schreibe etwas Eigenes oder entferne es.`,
    'field-empty': (v) => `${v.name} muss noch ausgefüllt werden.`,
    'field-invalid': (v) => `${v.name}: ${fieldIssue[v.issue ?? '']?.(v) ?? 'neu ausfüllen.'}`,
    'row-invalid': (v) => `Zeile ${v.row}, ${v.name}: ${fieldIssue[v.issue ?? '']?.(v) ?? 'neu ausfüllen.'}`,
    'variable-unknown': (v) => `Ein Feld „${v.field}“ gibt es nicht: Die Klammern werden so hergestellt, wie sie dastehen.`,
    'glyph-missing': (v) => `Diese Schrift kennt „${v.characters}“ nicht. Wähle eine andere Schrift oder lass es weg.`,
    'required-empty': (v) => `${v.name} muss noch ausgefüllt werden.`,
    'empty-text': () => 'Dieser Text ist leer. Schreibe etwas oder entferne ihn.',
    'text-overflow': (v) => `${v.name} passt nicht in den Rahmen. Mach es kürzer oder kleiner.`,
    'transparent-edge': (v) => `${v.name} ist am Rand durchsichtig; dort kann das Produkt zu sehen sein.`,
    'font-unknown': () => 'Diese Schrift gibt es nicht mehr. Wähle eine andere.',
    'asset-missing': () => 'Dieses Bild ist nicht mehr da. Füge es neu ein oder entferne es.',
    'option-invalid': (v) => `${v.name}: Diese Auswahl gibt es nicht mehr. Wähle neu.`,
    'side-unknown': () => 'Dieses Produkt hat keine solche Seite.',
    'layer-locked': (v) => `${v.name} gehört zum Produkt. Setze es zurück.`,
    'nothing-designed': () => 'Füge einen Text, ein Bild oder ein Motiv ein.',
  },
};
