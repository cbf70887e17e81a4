import type { ListIssue } from './read-list.js';
import { filled, type Words } from '../../shared/words.js';

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

const de: TeamWords = {
  title: 'Namen und Nummern',
  hint: 'Ein Entwurf, eine Zeile für jede Person.',
  open: 'Für ein Team bestellen',
  paste: 'Liste einfügen',
  pasteHint: (columns) => `Eine Zeile pro Person: ${columns}. Gern direkt aus deiner Tabelle.`,
  file: 'CSV-Datei auswählen',
  take: 'Diese Liste nehmen',
  addRow: 'Person hinzufügen',
  removeRow: (row) => `Zeile ${row} entfernen`,
  preview: (row) => `Zeile ${row} auf dem Produkt zeigen`,
  previewing: 'wird gezeigt',
  row: 'Zeile',
  quantity: 'Anzahl',
  pieces: (rows, pieces) => `${rows} ${rows === 1 ? 'Zeile' : 'Zeilen'}, ${pieces} Stück`,
  clear: 'Liste entfernen',
  taken: (rows) => `${rows} Zeilen übernommen.`,
  issue: {
    empty: () => 'Diese Liste ist leer.',
    'too-many': (most) => `Diese Liste ist zu lang: höchstens ${most} Zeilen pro Entwurf. Teile sie und bestelle in Teilen.`,
    'too-large': () => 'Diese Datei ist zu groß für eine Namensliste. Speichere nur die nötigen Spalten.',
    unreadable: () => 'Hier ist ein Anführungszeichen nicht geschlossen, der Rest kann falsch sein.',
    'unknown-column': (what) => `Die Spalte „${what}“ wurde weggelassen: Das Produkt hat kein solches Feld.`,
    'missing-column': (what) => `Es fehlt die Spalte „${what}“. Fülle sie unten aus oder ergänze sie in deiner Liste.`,
    'not-offered': (what) => `„${what}“ gibt es nicht; die übliche Auswahl wurde genommen.`,
    quantity: (what) => `„${what}“ ist keine Anzahl; 1 wurde genommen.`,
  },
  inLine: (line, says) => `Zeile ${line}: ${says}`,
  refused: 'Die Liste konnte nicht übernommen werden. Dein Entwurf ist, wie er war.',
};
const es: TeamWords = {
  title: 'Nombres y números',
  hint: 'Un solo diseño, una línea por persona.',
  open: 'Pedir para un equipo',
  paste: 'Pegar una lista',
  pasteHint: (columns) => `Una línea por persona: ${columns}. Puedes copiarla de tu hoja de cálculo.`,
  file: 'Elegir un archivo CSV',
  take: 'Usar esta lista',
  addRow: 'Añadir una persona',
  removeRow: (row) => `Quitar la fila ${row}`,
  preview: (row) => `Ver la fila ${row} en el producto`,
  previewing: 'a la vista',
  row: 'Fila',
  quantity: 'Cantidad',
  pieces: (rows, pieces) => `${rows} ${rows === 1 ? 'fila' : 'filas'}, ${pieces} ${pieces === 1 ? 'pieza' : 'piezas'}`,
  clear: 'Quitar la lista',
  taken: (rows) => `${rows} filas incorporadas.`,
  issue: {
    empty: () => 'Esta lista está vacía.',
    'too-many': (most) => `La lista es demasiado larga: ${most} filas como máximo por diseño. Divídela y pide por partes.`,
    'too-large': () => 'El archivo es demasiado grande para una lista de nombres. Guarda solo las columnas necesarias.',
    unreadable: () => 'Aquí hay una comilla sin cerrar, así que el resto puede estar mal.',
    'unknown-column': (what) => `La columna «${what}» se ha omitido: el producto no tiene ese campo.`,
    'missing-column': (what) => `Falta la columna «${what}». Rellénala abajo o añádela a tu lista.`,
    'not-offered': (what) => `«${what}» no se ofrece; se ha tomado la opción habitual.`,
    quantity: (what) => `«${what}» no es una cantidad; se ha tomado 1.`,
  },
  inLine: (line, says) => `Línea ${line}: ${says}`,
  refused: 'No se pudo incorporar la lista. Tu diseño sigue como estaba.',
};
const it: TeamWords = {
  title: 'Nomi e numeri',
  hint: 'Una sola creazione, una riga per persona.',
  open: 'Ordina per una squadra',
  paste: 'Incolla una lista',
  pasteHint: (columns) => `Una riga per persona: ${columns}. Va bene anche direttamente dal tuo foglio di calcolo.`,
  file: 'Scegli un file CSV',
  take: 'Usa questa lista',
  addRow: 'Aggiungi una persona',
  removeRow: (row) => `Togli la riga ${row}`,
  preview: (row) => `Mostra la riga ${row} sul prodotto`,
  previewing: 'mostrata',
  row: 'Riga',
  quantity: 'Quantità',
  pieces: (rows, pieces) => `${rows} ${rows === 1 ? 'riga' : 'righe'}, ${pieces} ${pieces === 1 ? 'pezzo' : 'pezzi'}`,
  clear: 'Togli la lista',
  taken: (rows) => `${rows} righe riprese.`,
  issue: {
    empty: () => 'Questa lista è vuota.',
    'too-many': (most) => `La lista è troppo lunga: al massimo ${most} righe per creazione. Dividila e ordina in più volte.`,
    'too-large': () => 'Il file è troppo grande per una lista di nomi. Salva solo le colonne necessarie.',
    unreadable: () => 'Qui una virgoletta non è chiusa, il resto potrebbe essere sbagliato.',
    'unknown-column': (what) => `La colonna «${what}» è stata tralasciata: il prodotto non ha quel campo.`,
    'missing-column': (what) => `Manca la colonna «${what}». Compilala qui sotto o aggiungila alla tua lista.`,
    'not-offered': (what) => `«${what}» non è disponibile; è stata presa la scelta abituale.`,
    quantity: (what) => `«${what}» non è una quantità; è stato preso 1.`,
  },
  inLine: (line, says) => `Riga ${line}: ${says}`,
  refused: 'Non è stato possibile riprendere la lista. La tua creazione è com’era.',
};

const TABLES: Readonly<Record<string, TeamWords>> = { en, fr, de, es, it, ar };

/** By the primary subtag of a BCP 47 tag; English without one of ours. `own`: the shop's words in their place. */
export function teamWords(locale: string, own: Words = {}): TeamWords {
  const language = locale.toLowerCase().split('-')[0]!;
  return filled(Object.hasOwn(TABLES, language) ? TABLES[language]! : en, own['team']);
}
