import type { FieldIssue } from '@luneo/sdk/design/field-checks.js';
import { filled, type Words } from '../../shared/words.js';

/** Words of the form, which the whole editor does not need. */
export interface FormWords {
  fields: string;
  optional: string;
  /** What is written of what may be. */
  count: (written: number, most: number) => string;
  left: (left: number) => string;
  choose: string;
  choosePicture: string;
  changePicture: string;
  removePicture: string;
  sending: (percent: number) => string;
  failedPicture: (why: string) => string;
  preview: (product: string, side: string) => string;
  stillWrong: (fields: number) => string;
  nearer: string;
  issue: Record<FieldIssue['kind'], (limit: number) => string>;
}

const en: FormWords = {
  fields: 'Make it yours',
  optional: 'optional',
  count: (written, most) => `${written} / ${most}`,
  left: (left) => (left === 1 ? '1 character left' : `${left} characters left`),
  choose: 'Choose…',
  choosePicture: 'Choose a picture',
  changePicture: 'Change picture',
  removePicture: 'Remove picture',
  sending: (percent) => `Uploading, ${percent} %`,
  failedPicture: (why) => `The picture could not be added. ${why}`,
  preview: (product, side) => `Preview of ${product}, ${side}`,
  stillWrong: (fields) => (fields === 1 ? 'One field needs your attention.' : `${fields} fields need your attention.`),
  nearer: 'Look closer',
  issue: {
    missing: () => 'Please fill this in.',
    'too-short': (limit) => `Write at least ${limit} characters.`,
    'too-long': (limit) => `Write at most ${limit} characters.`,
    'too-many-lines': (limit) => (limit === 1 ? 'Write it on one line.' : `Write at most ${limit} lines.`),
    letters: () => 'Use letters only.',
    digits: () => 'Use digits only.',
    'letters-digits': () => 'Use letters and digits only.',
    'not-a-choice': () => 'This is not offered any more. Choose again.',
    'wrong-kind': () => 'Please fill this in again.',
  },
};

const fr: FormWords = {
  fields: 'Personnalisez',
  optional: 'facultatif',
  count: (written, most) => `${written} / ${most}`,
  left: (left) => (left < 2 ? `${left} caractère restant` : `${left} caractères restants`),
  choose: 'Choisir…',
  choosePicture: 'Choisir une image',
  changePicture: 'Changer l’image',
  removePicture: 'Retirer l’image',
  sending: (percent) => `Envoi, ${percent} %`,
  failedPicture: (why) => `L’image n’a pas pu être ajoutée. ${why}`,
  preview: (product, side) => `Aperçu : ${product}, ${side}`,
  stillWrong: (fields) => (fields === 1 ? 'Un champ est à revoir.' : `${fields} champs sont à revoir.`),
  nearer: 'Voir de plus près',
  issue: {
    missing: () => 'Veuillez remplir ce champ.',
    'too-short': (limit) => `Écrivez au moins ${limit} caractères.`,
    'too-long': (limit) => `Écrivez ${limit} caractères au plus.`,
    'too-many-lines': (limit) => (limit === 1 ? 'Écrivez sur une seule ligne.' : `Écrivez ${limit} lignes au plus.`),
    letters: () => 'Des lettres seulement.',
    digits: () => 'Des chiffres seulement.',
    'letters-digits': () => 'Des lettres et des chiffres seulement.',
    'not-a-choice': () => 'Ce choix n’est plus proposé. Choisissez à nouveau.',
    'wrong-kind': () => 'Veuillez remplir ce champ de nouveau.',
  },
};

const ar: FormWords = {
  fields: 'اجعله خاصًا بك',
  optional: 'اختياري',
  count: (written, most) => `${written} / ${most}`,
  left: (left) => `الأحرف المتبقية: ${left}`,
  choose: 'اختر…',
  choosePicture: 'اختر صورة',
  changePicture: 'غيّر الصورة',
  removePicture: 'أزل الصورة',
  sending: (percent) => `جارٍ الرفع، ${percent}٪`,
  failedPicture: (why) => `تعذّرت إضافة الصورة. ${why}`,
  preview: (product, side) => `معاينة ${product}، ${side}`,
  stillWrong: (fields) => (fields === 1 ? 'حقل واحد يحتاج إلى انتباهك.' : `عدد الحقول التي تحتاج إلى انتباهك: ${fields}.`),
  nearer: 'انظر عن قرب',
  issue: {
    missing: () => 'يرجى ملء هذا الحقل.',
    'too-short': (limit) => `اكتب ${limit} أحرف على الأقل.`,
    'too-long': (limit) => `اكتب ${limit} أحرف على الأكثر.`,
    'too-many-lines': (limit) => (limit === 1 ? 'اكتب في سطر واحد.' : `اكتب ${limit} أسطر على الأكثر.`),
    letters: () => 'استخدم الحروف فقط.',
    digits: () => 'استخدم الأرقام فقط.',
    'letters-digits': () => 'استخدم الحروف والأرقام فقط.',
    'not-a-choice': () => 'لم يعد هذا متاحًا. اختر من جديد.',
    'wrong-kind': () => 'يرجى ملء هذا الحقل من جديد.',
  },
};

const de: FormWords = {
  fields: 'Mach es zu deinem',
  optional: 'freiwillig',
  count: (written, most) => `${written} / ${most}`,
  left: (left) => (left === 1 ? 'noch 1 Zeichen' : `noch ${left} Zeichen`),
  choose: 'Auswählen …',
  choosePicture: 'Bild auswählen',
  changePicture: 'Anderes Bild',
  removePicture: 'Bild entfernen',
  sending: (percent) => `Wird hochgeladen, ${percent} %`,
  failedPicture: (why) => `Das Bild konnte nicht eingefügt werden. ${why}`,
  preview: (product, side) => `Vorschau: ${product}, ${side}`,
  stillWrong: (fields) => (fields === 1 ? 'Ein Feld braucht noch einen Blick.' : `${fields} Felder brauchen noch einen Blick.`),
  nearer: 'Näher ansehen',
  issue: {
    missing: () => 'Bitte ausfüllen.',
    'too-short': (limit) => `Schreibe mindestens ${limit} Zeichen.`,
    'too-long': (limit) => `Schreibe höchstens ${limit} Zeichen.`,
    'too-many-lines': (limit) => (limit === 1 ? 'Schreibe es in eine Zeile.' : `Schreibe höchstens ${limit} Zeilen.`),
    letters: () => 'Nur Buchstaben.',
    digits: () => 'Nur Ziffern.',
    'letters-digits': () => 'Nur Buchstaben und Ziffern.',
    'not-a-choice': () => 'Das gibt es nicht mehr. Wähle neu.',
    'wrong-kind': () => 'Bitte neu ausfüllen.',
  },
};

const es: FormWords = {
  fields: 'Hazlo tuyo',
  optional: 'opcional',
  count: (written, most) => `${written} / ${most}`,
  left: (left) => (left === 1 ? 'queda 1 carácter' : `quedan ${left} caracteres`),
  choose: 'Elegir…',
  choosePicture: 'Elegir una imagen',
  changePicture: 'Cambiar la imagen',
  removePicture: 'Quitar la imagen',
  sending: (percent) => `Subiendo, ${percent} %`,
  failedPicture: (why) => `No se pudo añadir la imagen. ${why}`,
  preview: (product, side) => `Vista previa: ${product}, ${side}`,
  stillWrong: (fields) => (fields === 1 ? 'Hay un campo por revisar.' : `Hay ${fields} campos por revisar.`),
  nearer: 'Ver de cerca',
  issue: {
    missing: () => 'Rellena este campo.',
    'too-short': (limit) => `Escribe al menos ${limit} caracteres.`,
    'too-long': (limit) => `Escribe ${limit} caracteres como máximo.`,
    'too-many-lines': (limit) => (limit === 1 ? 'Escríbelo en una sola línea.' : `Escribe ${limit} líneas como máximo.`),
    letters: () => 'Solo letras.',
    digits: () => 'Solo cifras.',
    'letters-digits': () => 'Solo letras y cifras.',
    'not-a-choice': () => 'Ya no se ofrece. Elige otra vez.',
    'wrong-kind': () => 'Rellena este campo de nuevo.',
  },
};

const it: FormWords = {
  fields: 'Rendilo tuo',
  optional: 'facoltativo',
  count: (written, most) => `${written} / ${most}`,
  left: (left) => (left === 1 ? 'resta 1 carattere' : `restano ${left} caratteri`),
  choose: 'Scegli…',
  choosePicture: 'Scegli un’immagine',
  changePicture: 'Cambia immagine',
  removePicture: 'Togli l’immagine',
  sending: (percent) => `Caricamento, ${percent} %`,
  failedPicture: (why) => `Non è stato possibile aggiungere l’immagine. ${why}`,
  preview: (product, side) => `Anteprima: ${product}, ${side}`,
  stillWrong: (fields) => (fields === 1 ? 'C’è un campo da rivedere.' : `Ci sono ${fields} campi da rivedere.`),
  nearer: 'Guarda da vicino',
  issue: {
    missing: () => 'Compila questo campo.',
    'too-short': (limit) => `Scrivi almeno ${limit} caratteri.`,
    'too-long': (limit) => `Scrivi al massimo ${limit} caratteri.`,
    'too-many-lines': (limit) => (limit === 1 ? 'Scrivilo su una sola riga.' : `Scrivi al massimo ${limit} righe.`),
    letters: () => 'Solo lettere.',
    digits: () => 'Solo cifre.',
    'letters-digits': () => 'Solo lettere e cifre.',
    'not-a-choice': () => 'Non è più disponibile. Scegli di nuovo.',
    'wrong-kind': () => 'Compila di nuovo questo campo.',
  },
};

const TABLES: Readonly<Record<string, FormWords>> = { en, fr, de, es, it, ar };

/** By the primary subtag of a BCP 47 tag; English without one of ours. `own`: the shop's words in their place. */
export function formWords(locale: string, own: Words = {}): FormWords {
  const language = locale.toLowerCase().split('-')[0]!;
  return filled(Object.hasOwn(TABLES, language) ? TABLES[language]! : en, own['form']);
}
