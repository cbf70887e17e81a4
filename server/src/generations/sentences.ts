import { languageOf, type Language } from './language.js';

/** What a shopper is told when a description cannot be made, in their own language. `{n}` and `{most}` are figures. */
const SENTENCES = {
  tooLong: {
    en: 'The description has {n} characters; {most} is the most. Say it more briefly.',
    fr: 'La description a {n} caractères ; {most} au plus. Dites-le plus brièvement.',
    de: 'Die Beschreibung hat {n} Zeichen, höchstens {most} sind möglich. Bitte kürzer.',
    es: 'La descripción tiene {n} caracteres; el máximo es {most}. Dígalo más brevemente.',
    it: 'La descrizione ha {n} caratteri; il massimo è {most}. Ditelo più brevemente.',
    ar: 'يحتوي الوصف على {n} حرفًا والحد الأقصى {most}. يرجى الاختصار.',
  },
  controls: {
    en: 'The description contains control characters. Type it as plain text.',
    fr: 'La description contient des caractères de contrôle. Écrivez-la en texte simple.',
    de: 'Die Beschreibung enthält Steuerzeichen. Bitte als einfachen Text eingeben.',
    es: 'La descripción contiene caracteres de control. Escríbala como texto sencillo.',
    it: 'La descrizione contiene caratteri di controllo. Scrivetela come testo semplice.',
    ar: 'يحتوي الوصف على محارف تحكم. يرجى كتابته كنص عادي.',
  },
  empty: {
    en: 'The description is empty. Say what you would like.',
    fr: 'La description est vide. Dites ce que vous souhaitez.',
    de: 'Die Beschreibung ist leer. Sagen Sie, was Sie möchten.',
    es: 'La descripción está vacía. Diga lo que desea.',
    it: 'La descrizione è vuota. Dite che cosa desiderate.',
    ar: 'الوصف فارغ. اكتب ما تريده.',
  },
  rejected: {
    en: 'We cannot make this wording. Please choose other words.',
    fr: 'Nous ne pouvons pas réaliser cette formulation. Choisissez d’autres mots.',
    de: 'Diese Wortwahl können wir nicht umsetzen. Bitte wählen Sie andere Worte.',
    es: 'No podemos realizar este texto. Elija otras palabras, por favor.',
    it: 'Non possiamo realizzare questo testo. Scegliete altre parole.',
    ar: 'لا يمكننا تنفيذ هذه الصياغة. يرجى اختيار كلمات أخرى.',
  },
  blocked: {
    en: 'This brand does not make designs with these words. Please choose others.',
    fr: 'Cette marque ne réalise pas de créations avec ces mots. Choisissez-en d’autres.',
    de: 'Diese Marke fertigt keine Designs mit diesen Worten. Bitte wählen Sie andere.',
    es: 'Esta marca no hace diseños con estas palabras. Elija otras, por favor.',
    it: 'Questo marchio non realizza creazioni con queste parole. Sceglietene altre.',
    ar: 'لا تنفذ هذه العلامة تصاميم بهذه الكلمات. يرجى اختيار غيرها.',
  },
  noPictures: {
    en: 'This shop cannot make pictures from words (image generation is not configured). Upload a picture, or ask for a text or one of our motifs.',
    fr: 'Cette boutique ne peut pas créer d’images à partir de mots. Importez une image, ou demandez un texte ou l’un de nos motifs.',
    de: 'Dieser Shop kann keine Bilder aus Worten machen. Laden Sie ein Bild hoch oder wünschen Sie einen Text oder eines unserer Motive.',
    es: 'Esta tienda no puede crear imágenes a partir de palabras. Suba una imagen o pida un texto o uno de nuestros motivos.',
    it: 'Questo negozio non può creare immagini dalle parole. Caricate un’immagine, o chiedete un testo o uno dei nostri motivi.',
    ar: 'لا يستطيع هذا المتجر إنشاء صور من الكلمات. ارفع صورة أو اطلب نصًا أو أحد رسومنا.',
  },
  consent: {
    en: 'Your picture would be sent to a service that makes pictures. Please agree to that first.',
    fr: 'Votre photo serait envoyée à un service de création d’images. Donnez d’abord votre accord.',
    de: 'Ihr Bild würde an einen Dienst gesendet, der Bilder erzeugt. Bitte stimmen Sie dem zuerst zu.',
    es: 'Su foto se enviaría a un servicio que crea imágenes. Dé primero su consentimiento.',
    it: 'La vostra foto verrebbe inviata a un servizio che crea immagini. Date prima il vostro consenso.',
    ar: 'سترسل صورتك إلى خدمة لإنشاء الصور. يرجى الموافقة أولًا.',
  },
  exhausted: {
    en: 'The budget for this is used up for now. Try again later, or write and draw in the editor.',
    fr: 'Le budget prévu est épuisé pour le moment. Réessayez plus tard, ou écrivez et dessinez dans l’éditeur.',
    de: 'Das Budget dafür ist im Moment aufgebraucht. Versuchen Sie es später oder gestalten Sie im Editor.',
    es: 'El presupuesto está agotado por ahora. Inténtelo más tarde, o escriba y dibuje en el editor.',
    it: 'Il budget per ora è esaurito. Riprovate più tardi, o scrivete e disegnate nell’editor.',
    ar: 'نفدت الميزانية المخصصة لذلك حاليًا. حاول لاحقًا أو اكتب وارسم في المحرر.',
  },
  failed: {
    en: 'The service that makes this does not answer. Please try again in a few minutes.',
    fr: 'Le service qui crée cela ne répond pas. Réessayez dans quelques minutes.',
    de: 'Der Dienst dafür antwortet nicht. Bitte versuchen Sie es in einigen Minuten erneut.',
    es: 'El servicio que lo crea no responde. Inténtelo de nuevo en unos minutos.',
    it: 'Il servizio che lo crea non risponde. Riprovate tra qualche minuto.',
    ar: 'الخدمة المسؤولة لا تستجيب. يرجى المحاولة بعد بضع دقائق.',
  },
  internal: {
    en: 'Something went wrong on our side. Please try again.',
    fr: 'Une erreur s’est produite de notre côté. Veuillez réessayer.',
    de: 'Bei uns ist etwas schiefgegangen. Bitte versuchen Sie es erneut.',
    es: 'Algo ha fallado por nuestra parte. Inténtelo de nuevo.',
    it: 'Qualcosa è andato storto da parte nostra. Riprovate.',
    ar: 'حدث خطأ من جانبنا. يرجى المحاولة مرة أخرى.',
  },
  painted: {
    en: 'A picture was made: {what}.',
    fr: 'Une image a été créée : {what}.',
    de: 'Ein Bild wurde erstellt: {what}.',
    es: 'Se ha creado una imagen: {what}.',
    it: 'È stata creata un’immagine: {what}.',
    ar: 'تم إنشاء صورة: {what}.',
  },
  sketched: {
    en: 'Drawn by rules from our own motifs, not by a picture service.',
    fr: 'Dessiné par règles à partir de nos motifs, sans service d’images.',
    de: 'Nach Regeln aus unseren Motiven gezeichnet, nicht von einem Bilddienst.',
    es: 'Dibujado con reglas a partir de nuestros motivos, sin servicio de imágenes.',
    it: 'Disegnato con regole dai nostri motivi, senza un servizio di immagini.',
    ar: 'مرسوم بقواعد من رسومنا وليس بخدمة صور.',
  },
  draft: {
    en: 'This is a draft: good to look at, not to print.',
    fr: 'Ceci est un brouillon : à regarder, pas à imprimer.',
    de: 'Dies ist ein Entwurf: zum Ansehen, nicht zum Drucken.',
    es: 'Esto es un borrador: para ver, no para imprimir.',
    it: 'Questa è una bozza: da guardare, non da stampare.',
    ar: 'هذه مسودة: للعرض وليست للطباعة.',
  },
  enlarged: {
    en: 'Painted at {native} dpi and enlarged to {dpi} dpi for this size.',
    fr: 'Peint à {native} dpi et agrandi à {dpi} dpi pour cette taille.',
    de: 'Mit {native} dpi gemalt und für diese Größe auf {dpi} dpi vergrößert.',
    es: 'Pintado a {native} ppp y ampliado a {dpi} ppp para este tamaño.',
    it: 'Dipinto a {native} dpi e ingrandito a {dpi} dpi per questa misura.',
    ar: 'رُسمت بدقة {native} نقطة في البوصة وكُبّرت إلى {dpi} لهذا المقاس.',
  },
} as const satisfies Record<string, Record<Language, string>>;

export type Sentence = keyof typeof SENTENCES;

/** A sentence in the language of `prompt`. */
export function say(prompt: string, sentence: Sentence, values: Readonly<Record<string, string | number>> = {}): string {
  const text: string = SENTENCES[sentence][languageOf(prompt.slice(0, 4_000))];
  return text.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
}
