import type { FieldIssue } from '@luneo/sdk/design/field-checks.js';

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

/** By the primary subtag of a BCP 47 tag; English without one of ours. */
export function formWords(locale: string): FormWords {
  const language = locale.toLowerCase().split('-')[0];
  return language === 'fr' ? fr : language === 'ar' ? ar : en;
}
