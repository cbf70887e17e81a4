import type { ListIssue } from './read-list.js';

export interface TeamWords {
  title: string;
  hint: string;
  open: string;
  paste: string;
  pasteHint: (columns: string) => string;
  file: string;
  take: string;
  addRow: string;
  removeRow: (row: number) => string;
  preview: (row: number) => string;
  previewing: string;
  row: string;
  quantity: string;
  pieces: (rows: number, pieces: number) => string;
  clear: string;
  taken: (rows: number) => string;
  issue: Record<ListIssue['kind'], (what: string) => string>;
  inLine: (line: number, says: string) => string;
  refused: string;
}

const en: TeamWords = {
  title: 'Names and numbers',
  hint: 'One design, a line for each person.',
  open: 'Order for a team',
  paste: 'Paste a list',
  pasteHint: (columns) => `One line per person: ${columns}. Straight from your spreadsheet is fine.`,
  file: 'Choose a CSV file',
  take: 'Use this list',
  addRow: 'Add a person',
  removeRow: (row) => `Remove row ${row}`,
  preview: (row) => `Show row ${row} on the product`,
  previewing: 'shown',
  row: 'Row',
  quantity: 'Quantity',
  pieces: (rows, pieces) => `${rows} ${rows === 1 ? 'row' : 'rows'}, ${pieces} ${pieces === 1 ? 'piece' : 'pieces'}`,
  clear: 'Remove the list',
  taken: (rows) => `${rows} rows were taken over.`,
  issue: {
    empty: () => 'There is nothing in this list.',
    'too-many': (most) => `This list is too long: at most ${most} rows fit one design. Split it and order in parts.`,
    'too-large': () => 'This file is too large for a list of names. Save only the columns that are needed.',
    unreadable: () => 'A quotation mark is not closed here, so the rest may be wrong.',
    'unknown-column': (what) => `The column “${what}” was left out: the product has no such field.`,
    'missing-column': (what) => `There is no column “${what}”. Fill it in below, or add it to your list.`,
    'not-offered': (what) => `“${what}” is not offered; the usual choice was taken.`,
    quantity: (what) => `“${what}” is no quantity; 1 was taken.`,
  },
  inLine: (line, says) => `Line ${line}: ${says}`,
  refused: 'The list could not be taken over. Your design is as it was.',
};
const fr: TeamWords = {
  title: 'Noms et numéros',
  hint: 'Un seul modèle, une ligne par personne.',
  open: 'Commander pour une équipe',
  paste: 'Coller une liste',
  pasteHint: (columns) => `Une ligne par personne : ${columns}. Directement depuis votre tableur.`,
  file: 'Choisir un fichier CSV',
  take: 'Utiliser cette liste',
  addRow: 'Ajouter une personne',
  removeRow: (row) => `Retirer la ligne ${row}`,
  preview: (row) => `Voir la ligne ${row} sur le produit`,
  previewing: 'affichée',
  row: 'Ligne',
  quantity: 'Quantité',
  pieces: (rows, pieces) => `${rows} ligne${rows > 1 ? 's' : ''}, ${pieces} pièce${pieces > 1 ? 's' : ''}`,
  clear: 'Retirer la liste',
  taken: (rows) => `${rows} lignes reprises.`,
  issue: {
    empty: () => 'Cette liste est vide.',
    'too-many': (most) => `Cette liste est trop longue : ${most} lignes au plus par modèle. Partagez-la et commandez en plusieurs fois.`,
    'too-large': () => 'Ce fichier est trop volumineux pour une liste de noms. N’enregistrez que les colonnes utiles.',
    unreadable: () => 'Un guillemet n’est pas fermé ici, la suite est peut-être fausse.',
    'unknown-column': (what) => `La colonne « ${what} » a été ignorée : le produit n’a pas ce champ.`,
    'missing-column': (what) => `Il manque la colonne « ${what} ». Remplissez-la ci-dessous ou ajoutez-la à votre liste.`,
    'not-offered': (what) => `« ${what} » n’est pas proposé ; le choix habituel a été pris.`,
    quantity: (what) => `« ${what} » n’est pas une quantité ; 1 a été pris.`,
  },
  inLine: (line, says) => `Ligne ${line} : ${says}`,
  refused: 'La liste n’a pas pu être reprise. Votre création est restée telle quelle.',
};
const ar: TeamWords = {
  title: 'الأسماء والأرقام',
  hint: 'تصميم واحد، وسطر لكل شخص.',
  open: 'اطلب لفريق',
  paste: 'ألصق قائمة',
  pasteHint: (columns) => `سطر لكل شخص: ${columns}. يمكنك النسخ مباشرة من جدولك.`,
  file: 'اختر ملف CSV',
  take: 'استخدم هذه القائمة',
  addRow: 'أضف شخصًا',
  removeRow: (row) => `احذف السطر ${row}`,
  preview: (row) => `اعرض السطر ${row} على المنتج`,
  previewing: 'معروض',
  row: 'السطر',
  quantity: 'الكمية',
  pieces: (rows, pieces) => `الأسطر: ${rows}، القطع: ${pieces}`,
  clear: 'احذف القائمة',
  taken: (rows) => `عدد الأسطر المأخوذة: ${rows}.`,
  issue: {
    empty: () => 'لا شيء في هذه القائمة.',
    'too-many': (most) => `القائمة طويلة جدًا: ${most} سطر على الأكثر لكل تصميم. قسّمها واطلب على دفعات.`,
    'too-large': () => 'الملف أكبر من قائمة أسماء. احفظ الأعمدة اللازمة فقط.',
    unreadable: () => 'علامة اقتباس غير مغلقة هنا، وقد يكون الباقي خاطئًا.',
    'unknown-column': (what) => `أُهمل العمود «${what}»: لا يوجد حقل كهذا في المنتج.`,
    'missing-column': (what) => `لا يوجد عمود «${what}». املأه أدناه أو أضفه إلى قائمتك.`,
    'not-offered': (what) => `«${what}» غير متاح، فأُخذ الخيار المعتاد.`,
    quantity: (what) => `«${what}» ليست كمية، فأُخذ 1.`,
  },
  inLine: (line, says) => `السطر ${line}: ${says}`,
  refused: 'تعذّر أخذ القائمة. تصميمك كما كان.',
};

/** By the primary subtag of a BCP 47 tag; English without one of ours. */
export function teamWords(locale: string): TeamWords {
  const language = locale.toLowerCase().split('-')[0];
  return language === 'fr' ? fr : language === 'ar' ? ar : en;
}
