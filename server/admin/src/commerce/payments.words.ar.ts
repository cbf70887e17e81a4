import type { PaymentsWords } from './payments.words.js';

export const words: PaymentsWords = {
  title: 'المدفوعات',
  none: 'تُدفع الطلبات الفعلية إلى حساب Stripe خاص بك، بعد خصم رسوم المنصة. لا حساب مرتبط بعد: طلبات الاختبار تعمل بدونه، والطلبات الفعلية مرفوضة.',
  connect: 'الربط مع Stripe',
  goOn: 'المتابعة مع Stripe',
  leaves: 'يطلب Stripe في صفحته الخاصة بيانات نشاطك وحسابًا مصرفيًا ووثائق، ثم يعيدك إلى هنا.',
  notYours: 'يُعِدّ هذا أحد مديري علامتك.',
  states: { none: 'غير مرتبط', setup: 'ليس جاهزًا بعد', ready: 'جاهز' },
  ready: 'تُحصَّل الطلبات الفعلية على حساب Stripe الخاص بك، ويُصرف منه ما يبقى بعد الرسوم.',
  setup: 'الطلبات الفعلية مرفوضة حتى يقول Stripe إن الحساب جاهز.',
  asked: (when) => `سُئل Stripe ${when}`,
  again: 'سؤال Stripe من جديد',
  accountId: 'الحساب',
  connectedBy: 'ربطه',
  byBrand: 'فريقك',
  byPlatform: 'المنصة، وهي التي عيّنت هذا الحساب',
  platformSetup: 'عيّنت المنصة هذا الحساب، لذا يُعَدّ في لوحة Stripe لا هنا. افصله لتُعِدّ حسابًا خاصًا بك.',
  asks: 'ما زال Stripe يطلب',
  asksSoon: 'سيطلب Stripe أيضًا',
  kinds: {
    business: 'نوع نشاطك التجاري',
    papers: 'وثائق تثبت هويتك',
    company: 'بيانات شركتك',
    person: 'بيانات من يمثّل النشاط',
    bank: 'حساب مصرفي لتحويلاتك',
    terms: 'موافقتك على شروط Stripe',
    profile: 'ما تبيعه، وموقعك',
    statement: 'اسمك في كشوف حسابات المتسوقين',
  },
  done: 'اكتمل كل شيء: يمكن دفع الطلبات الفعلية من الآن.',
  expired: 'انتهت صلاحية صفحة Stripe. لم يضع شيء مما ملأته؛ تابع متى شئت.',
  checking: 'يتحقق Stripe مما أرسلته. يستغرق ذلك دقائق، وأحيانًا أيامًا؛ ليس عليك فعل شيء.',
  noPayouts: 'تُقبل المدفوعات، لكن Stripe يحتجز تحويلاتك حتى يصله ما يطلبه.',
  reason: (reason) => {
    if (reason === 'requirements.past_due') return null;
    if (reason === 'requirements.pending_verification') return words.checking;
    if (reason === 'under_review') return 'يراجع Stripe هذا الحساب، وسيكتب إليك إن احتاج شيئًا.';
    if (reason.startsWith('rejected')) return 'رفض Stripe هذا الحساب. اسأله عن السبب، أو اربط حسابًا آخر.';
    if (reason === 'disconnected') return 'فُصل هذا الحساب لدى Stripe. افصله هنا أيضًا ثم اربط من جديد.';
    return `لا يقبل Stripe مدفوعات لهذا الحساب: ${reason}`;
  },
  disconnect: 'فصل',
  disconnectAsk: 'فصل حساب Stripe هذا؟',
  disconnectText: 'لن يمكن دفع الطلبات الفعلية حتى يُربط حساب من جديد. يبقى الحساب وماله لك لدى Stripe.',
  disconnected: 'فُصل الحساب.',
};
