import type { TryWords } from './words.js';

export const words: TryWords = {
  title: (name) => `تجربة «${name}»`,
  loading: 'تجربة',
  test: 'كما يراه المتسوّقون تمامًا. التصاميم والطلبات هنا بيانات اختبار، أما ما يُنشأ بالكلمات فيُحتسب من ميزانيتك.',
  draft: 'مسودة',
  published: 'منشور',
  back: 'تعديل المنتج',
  size: 'عرض الصفحة',
  sizes: { full: 'كامل', phone: 'هاتف' },
  language: 'لغة المتسوّق',
  afresh: 'البدء من جديد',
  changed: 'تغيّر المنتج في علامة تبويب أخرى.',
  reload: 'إظهار التغيير',
  ordered: 'تم تقديم طلب الاختبار.',
  openOrder: 'فتح الطلب',
  signIn: 'سجّل الدخول أولًا ثم جرّب المنتج.',
  toSignIn: 'تسجيل الدخول',
  noProduct: 'هذه الصفحة لا تذكر المنتج المراد تجربته.',
  toProducts: 'كل المنتجات',
  noBundle: 'تعذّر تحميل المخصِّص. تحقّق من وجود ‎/cdn/v1/luneo.js ثم أعد المحاولة.',
};
