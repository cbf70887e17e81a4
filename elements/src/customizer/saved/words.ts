import type { ShareKind } from '@luneo/sdk/contracts/saved.js';
import { filled, type Words } from '../../shared/words.js';

export interface SavedWords {
  versions: string;
  versionHint: string;
  name: string;
  keep: string;
  keeping: (name: string) => string;
  restore: string;
  restoreNamed: (name: string) => string;
  restored: (name: string) => string;
  remove: (name: string) => string;
  removed: (name: string) => string;
  sure: string;
  links: string;
  linkHint: string;
  kind: Record<ShareKind, string>;
  kindHint: Record<ShareKind, string>;
  lasts: string;
  days: (days: number) => string;
  always: string;
  make: string;
  address: string;
  copy: string;
  copied: string;
  made: string;
  send: string;
  end: string;
  ended: string;
  until: (date: string) => string;
  open: string;
  full: string;
  failed: string;
}

const en: SavedWords = {
  versions: 'Versions',
  versionHint: 'Keep the design as it is now, and come back to it whenever you like.',
  name: 'Name of the version',
  keep: 'Keep',
  keeping: (name) => `“${name}” is kept.`,
  restore: 'Go back to it',
  restoreNamed: (name) => `Go back to “${name}”`,
  restored: (name) => `This is “${name}” again. Undo brings back what was here.`,
  remove: (name) => `Remove “${name}”`,
  removed: (name) => `“${name}” was removed.`,
  sure: 'Remove for good',
  links: 'Share',
  linkHint: 'Whoever has the link sees the design as it is then. Nobody sees your name or your team list.',
  kind: { view: 'To look at', remix: 'To make their own' },
  kindHint: { view: 'They see it and can turn it round.', remix: 'They may go on from a copy. Yours stays as it is.' },
  lasts: 'The link works for',
  days: (days) => `${days} days`,
  always: 'as long as I like',
  make: 'Make a link',
  address: 'Address of the link',
  copy: 'Copy link',
  copied: 'The link is copied.',
  made: 'The link is ready below.',
  send: 'Send',
  end: 'End link',
  ended: 'The link opens nothing any more.',
  until: (date) => `until ${date}`,
  open: 'no end',
  full: 'There are as many as a design can have. Remove one first.',
  failed: 'That did not work. Look at your connection and try again.',
};
const fr: SavedWords = {
  versions: 'Versions',
  versionHint: 'Gardez le modèle tel qu’il est maintenant et revenez-y quand vous voulez.',
  name: 'Nom de la version',
  keep: 'Garder',
  keeping: (name) => `« ${name} » est gardée.`,
  restore: 'Y revenir',
  restoreNamed: (name) => `Revenir à « ${name} »`,
  restored: (name) => `Voici de nouveau « ${name} ». Annuler ramène ce qui était là.`,
  remove: (name) => `Supprimer « ${name} »`,
  removed: (name) => `« ${name} » a été supprimée.`,
  sure: 'Supprimer pour de bon',
  links: 'Partager',
  linkHint: 'Qui a le lien voit le modèle tel qu’il est à ce moment-là. Personne ne voit votre nom ni la liste de l’équipe.',
  kind: { view: 'À regarder', remix: 'À reprendre' },
  kindHint: { view: 'On le voit sous toutes ses faces.', remix: 'On peut continuer sur une copie. Le vôtre ne change pas.' },
  lasts: 'Le lien fonctionne',
  days: (days) => `${days} jours`,
  always: 'aussi longtemps que je veux',
  make: 'Créer un lien',
  address: 'Adresse du lien',
  copy: 'Copier le lien',
  copied: 'Le lien est copié.',
  made: 'Le lien est prêt ci-dessous.',
  send: 'Envoyer',
  end: 'Fermer le lien',
  ended: 'Le lien n’ouvre plus rien.',
  until: (date) => `jusqu’au ${date}`,
  open: 'sans fin',
  full: 'Un modèle ne peut pas en avoir plus. Supprimez-en d’abord.',
  failed: 'Cela n’a pas marché. Vérifiez votre connexion et réessayez.',
};
const de: SavedWords = {
  versions: 'Versionen',
  versionHint: 'Behalte den Entwurf, wie er jetzt ist, und komm jederzeit darauf zurück.',
  name: 'Name der Version',
  keep: 'Behalten',
  keeping: (name) => `„${name}“ ist gesichert.`,
  restore: 'Dorthin zurück',
  restoreNamed: (name) => `Zurück zu „${name}“`,
  restored: (name) => `Das ist wieder „${name}“. Rückgängig bringt, was hier war.`,
  remove: (name) => `„${name}“ entfernen`,
  removed: (name) => `„${name}“ wurde entfernt.`,
  sure: 'Endgültig entfernen',
  links: 'Teilen',
  linkHint: 'Wer den Link hat, sieht den Entwurf, wie er dann ist. Niemand sieht deinen Namen oder deine Teamliste.',
  kind: { view: 'Zum Ansehen', remix: 'Zum Weitermachen' },
  kindHint: { view: 'Andere sehen ihn von allen Seiten.', remix: 'Andere arbeiten an einer Kopie weiter. Deiner bleibt, wie er ist.' },
  lasts: 'Der Link gilt',
  days: (days) => `${days} Tage`,
  always: 'solange ich möchte',
  make: 'Link erstellen',
  address: 'Adresse des Links',
  copy: 'Link kopieren',
  copied: 'Der Link ist kopiert.',
  made: 'Der Link steht unten bereit.',
  send: 'Senden',
  end: 'Link beenden',
  ended: 'Der Link öffnet nichts mehr.',
  until: (date) => `bis ${date}`,
  open: 'ohne Ende',
  full: 'Mehr kann ein Entwurf nicht haben. Entferne zuerst etwas.',
  failed: 'Das hat nicht geklappt. Prüfe deine Verbindung und versuche es noch einmal.',
};
const es: SavedWords = {
  versions: 'Versiones',
  versionHint: 'Guarda el diseño como está ahora y vuelve a él cuando quieras.',
  name: 'Nombre de la versión',
  keep: 'Guardar',
  keeping: (name) => `«${name}» está guardada.`,
  restore: 'Volver a ella',
  restoreNamed: (name) => `Volver a «${name}»`,
  restored: (name) => `Esto es otra vez «${name}». Deshacer trae lo que había aquí.`,
  remove: (name) => `Quitar «${name}»`,
  removed: (name) => `«${name}» se ha quitado.`,
  sure: 'Quitar del todo',
  links: 'Compartir',
  linkHint: 'Quien tenga el enlace ve el diseño como esté entonces. Nadie ve tu nombre ni la lista del equipo.',
  kind: { view: 'Para mirar', remix: 'Para continuar' },
  kindHint: { view: 'Lo ven por todos sus lados.', remix: 'Pueden seguir con una copia. El tuyo queda como está.' },
  lasts: 'El enlace funciona',
  days: (days) => `${days} días`,
  always: 'mientras yo quiera',
  make: 'Crear un enlace',
  address: 'Dirección del enlace',
  copy: 'Copiar enlace',
  copied: 'El enlace está copiado.',
  made: 'El enlace está listo abajo.',
  send: 'Enviar',
  end: 'Cerrar enlace',
  ended: 'El enlace ya no abre nada.',
  until: (date) => `hasta el ${date}`,
  open: 'sin fin',
  full: 'Un diseño no puede tener más. Quita antes alguno.',
  failed: 'No ha funcionado. Comprueba tu conexión e inténtalo otra vez.',
};
const it: SavedWords = {
  versions: 'Versioni',
  versionHint: 'Conserva la creazione com’è adesso e torna qui quando vuoi.',
  name: 'Nome della versione',
  keep: 'Conserva',
  keeping: (name) => `«${name}» è conservata.`,
  restore: 'Torna a questa',
  restoreNamed: (name) => `Torna a «${name}»`,
  restored: (name) => `Ecco di nuovo «${name}». Annulla riporta quello che c’era.`,
  remove: (name) => `Togli «${name}»`,
  removed: (name) => `«${name}» è stata tolta.`,
  sure: 'Togli per sempre',
  links: 'Condividi',
  linkHint: 'Chi ha il link vede la creazione com’è in quel momento. Nessuno vede il tuo nome né la lista della squadra.',
  kind: { view: 'Da guardare', remix: 'Da continuare' },
  kindHint: { view: 'La vedono da tutti i lati.', remix: 'Possono continuare su una copia. La tua resta com’è.' },
  lasts: 'Il link funziona per',
  days: (days) => `${days} giorni`,
  always: 'finché voglio',
  make: 'Crea un link',
  address: 'Indirizzo del link',
  copy: 'Copia il link',
  copied: 'Il link è copiato.',
  made: 'Il link è pronto qui sotto.',
  send: 'Invia',
  end: 'Chiudi il link',
  ended: 'Il link non apre più nulla.',
  until: (date) => `fino al ${date}`,
  open: 'senza fine',
  full: 'Una creazione non può averne di più. Prima togline uno.',
  failed: 'Non ha funzionato. Controlla la connessione e riprova.',
};
const ar: SavedWords = {
  versions: 'النسخ',
  versionHint: 'احتفظ بالتصميم كما هو الآن، وعد إليه متى شئت.',
  name: 'اسم النسخة',
  keep: 'احتفظ',
  keeping: (name) => `تم الاحتفاظ بـ«${name}».`,
  restore: 'عد إليها',
  restoreNamed: (name) => `عد إلى «${name}»`,
  restored: (name) => `هذه «${name}» من جديد. التراجع يعيد ما كان هنا.`,
  remove: (name) => `احذف «${name}»`,
  removed: (name) => `حُذفت «${name}».`,
  sure: 'احذف نهائيًا',
  links: 'المشاركة',
  linkHint: 'من لديه الرابط يرى التصميم كما هو حينها. لا يرى أحد اسمك ولا قائمة فريقك.',
  kind: { view: 'للمشاهدة', remix: 'للمتابعة عليه' },
  kindHint: { view: 'يرونه من كل جهاته.', remix: 'يمكنهم المتابعة على نسخة منه. ويبقى تصميمك كما هو.' },
  lasts: 'مدة عمل الرابط',
  days: (days) => `الأيام: ${days}`,
  always: 'إلى أن أنهيه',
  make: 'أنشئ رابطًا',
  address: 'عنوان الرابط',
  copy: 'انسخ الرابط',
  copied: 'نُسخ الرابط.',
  made: 'الرابط جاهز أدناه.',
  send: 'أرسل',
  end: 'أنهِ الرابط',
  ended: 'لم يعد الرابط يفتح شيئًا.',
  until: (date) => `حتى ${date}`,
  open: 'بلا نهاية',
  full: 'لا يمكن للتصميم أن يحمل أكثر. احذف واحدًا أولًا.',
  failed: 'لم ينجح ذلك. تحقق من اتصالك وحاول مرة أخرى.',
};

const TABLES: Readonly<Record<string, SavedWords>> = { en, fr, de, es, it, ar };

/** By the primary subtag of a BCP 47 tag; English without one of ours. `own`: the shop's words in their place. */
export function savedWords(locale: string, own: Words = {}): SavedWords {
  const language = locale.toLowerCase().split('-')[0]!;
  return filled(Object.hasOwn(TABLES, language) ? TABLES[language]! : en, own['saved']);
}
