import { filled, type Words } from '../../shared/words.js';

export interface SharedWords {
  title: string;
  look: string;
  goOn: string;
  remix: string;
  own: string;
  ended: string;
  endedHint: string;
  failed: string;
}

const TABLES: Readonly<Record<string, SharedWords>> = {
  en: {
    title: 'Shared with you',
    look: 'Somebody made this and wants you to see it.',
    goOn: 'Somebody made this. Go on from a copy of your own; theirs stays as it is.',
    remix: 'Make it my own',
    own: 'Design my own',
    ended: 'This link has ended',
    endedHint: 'Ask for a new one, or begin a design of your own.',
    failed: 'That did not work. Look at your connection and try again.',
  },
  fr: {
    title: 'Partagé avec vous',
    look: 'Quelqu’un a créé ceci et souhaite vous le montrer.',
    goOn: 'Quelqu’un a créé ceci. Continuez sur votre propre copie ; la sienne ne change pas.',
    remix: 'Le reprendre',
    own: 'Créer le mien',
    ended: 'Ce lien n’est plus valable',
    endedHint: 'Demandez-en un autre ou commencez votre propre création.',
    failed: 'Cela n’a pas marché. Vérifiez votre connexion et réessayez.',
  },
  de: {
    title: 'Mit dir geteilt',
    look: 'Jemand hat das gestaltet und möchte es dir zeigen.',
    goOn: 'Jemand hat das gestaltet. Mach mit einer eigenen Kopie weiter; das Original bleibt, wie es ist.',
    remix: 'Damit weitermachen',
    own: 'Selbst gestalten',
    ended: 'Dieser Link gilt nicht mehr',
    endedHint: 'Bitte um einen neuen oder beginne einen eigenen Entwurf.',
    failed: 'Das hat nicht geklappt. Prüfe deine Verbindung und versuche es noch einmal.',
  },
  es: {
    title: 'Compartido contigo',
    look: 'Alguien ha creado esto y quiere enseñártelo.',
    goOn: 'Alguien ha creado esto. Continúa con una copia tuya; la suya queda como está.',
    remix: 'Hacerlo mío',
    own: 'Crear el mío',
    ended: 'Este enlace ya no funciona',
    endedHint: 'Pide otro o empieza tu propio diseño.',
    failed: 'No ha funcionado. Comprueba tu conexión e inténtalo otra vez.',
  },
  it: {
    title: 'Condiviso con te',
    look: 'Qualcuno ha creato questo e vuole mostrartelo.',
    goOn: 'Qualcuno ha creato questo. Continua su una copia tua; la sua resta com’è.',
    remix: 'Fallo mio',
    own: 'Crea il mio',
    ended: 'Questo link non è più valido',
    endedHint: 'Chiedine un altro o inizia una creazione tua.',
    failed: 'Non ha funzionato. Controlla la connessione e riprova.',
  },
  ar: {
    title: 'تمت مشاركته معك',
    look: 'صمّم أحدهم هذا ويريد أن تراه.',
    goOn: 'صمّم أحدهم هذا. تابع على نسخة خاصة بك، ويبقى تصميمه كما هو.',
    remix: 'اجعله لي',
    own: 'أصمّم واحدًا لي',
    ended: 'انتهى هذا الرابط',
    endedHint: 'اطلب رابطًا آخر، أو ابدأ تصميمًا خاصًا بك.',
    failed: 'لم ينجح ذلك. تحقق من اتصالك وحاول مرة أخرى.',
  },
};

/** By the primary subtag of a BCP 47 tag; English without one of ours. `own`: the shop's words in their place. */
export function sharedWords(locale: string, own: Words = {}): SharedWords {
  const language = locale.toLowerCase().split('-')[0]!;
  return filled(Object.hasOwn(TABLES, language) ? TABLES[language]! : TABLES['en']!, own['shared']);
}
