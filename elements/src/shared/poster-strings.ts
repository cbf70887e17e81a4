import { filled, type Words } from './words.js';

/** What the poster says before the customizer is there, in every language: it is in the first script that a page loads. */
const en = {
  personalise: 'Personalise',
  from: 'from',
  tap: 'Tap to make it yours',
  ask: 'Describe your idea, and see it at once',
  ways: ['Write a name, a date, a few words', 'Add a picture or a motif', 'Or just describe your idea'] as readonly string[],
  loading: 'One moment…',
  failed: 'That did not load. Check your connection and try again.',
  retry: 'Try again',
};

export type PosterStrings = typeof en;

const STRINGS: Readonly<Record<string, PosterStrings>> = {
  en,
  fr: {
    personalise: 'Personnaliser',
    from: 'dès',
    tap: 'Touchez pour le rendre unique',
    ask: 'Décrivez votre idée et voyez-la aussitôt',
    ways: ['Écrivez un nom, une date, quelques mots', 'Ajoutez une image ou un motif', 'Ou décrivez simplement votre idée'],
    loading: 'Un instant…',
    failed: 'Le chargement a échoué. Vérifiez votre connexion et réessayez.',
    retry: 'Réessayer',
  },
  de: {
    personalise: 'Gestalten',
    from: 'ab',
    tap: 'Antippen und selbst gestalten',
    ask: 'Beschreibe deine Idee und sieh sie sofort',
    ways: ['Schreib einen Namen, ein Datum, ein paar Worte', 'Füge ein Bild oder ein Motiv ein', 'Oder beschreibe einfach deine Idee'],
    loading: 'Einen Moment …',
    failed: 'Das ließ sich nicht laden. Prüfe deine Verbindung und versuche es noch einmal.',
    retry: 'Noch einmal versuchen',
  },
  es: {
    personalise: 'Personalizar',
    from: 'desde',
    tap: 'Toca para hacerlo tuyo',
    ask: 'Describe tu idea y mírala al momento',
    ways: ['Escribe un nombre, una fecha, unas palabras', 'Añade una imagen o un dibujo', 'O simplemente describe tu idea'],
    loading: 'Un momento…',
    failed: 'No se pudo cargar. Comprueba tu conexión e inténtalo de nuevo.',
    retry: 'Intentar de nuevo',
  },
  it: {
    personalise: 'Personalizza',
    from: 'da',
    tap: 'Tocca per renderlo tuo',
    ask: 'Descrivi la tua idea e guardala subito',
    ways: ['Scrivi un nome, una data, qualche parola', 'Aggiungi un’immagine o una grafica', 'Oppure descrivi la tua idea'],
    loading: 'Un attimo…',
    failed: 'Il caricamento non è riuscito. Controlla la connessione e riprova.',
    retry: 'Riprova',
  },
  ar: {
    personalise: 'خصّصه',
    from: 'من',
    tap: 'المس لتجعله لك',
    ask: 'صف فكرتك وشاهدها فورًا',
    ways: ['اكتب اسمًا أو تاريخًا أو كلمات', 'أضف صورة أو رسمًا', 'أو صف فكرتك فحسب'],
    loading: 'لحظة…',
    failed: 'تعذّر التحميل. تحقّق من اتصالك وحاول مجددًا.',
    retry: 'حاول مجددًا',
  },
};

/** The poster's words for a BCP 47 tag, English when there are none, with the brand's own in their place. */
export function posterStrings(locale: string, own: Words): PosterStrings {
  const language = locale.toLowerCase().split('-')[0]!;
  return filled(Object.hasOwn(STRINGS, language) ? STRINGS[language]! : en, own['poster']);
}
