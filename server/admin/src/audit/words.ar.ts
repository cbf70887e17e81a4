import type { AuditWords } from './words.js';

export const words: AuditWords = {
  title: 'سجل التدقيق',
  intro: 'من فعل ماذا، الأحدث أولًا. لا يمكن تغييره.',
  what: 'ماذا',
  who: 'من',
  target: 'الموضوع',
  when: 'متى',
  from: 'من',
  empty: 'لم يحدث شيء بعد',
  emptyText: 'تظهر هنا الإجراءات الحساسة: المفاتيح والفريق والاستردادات والنشر.',
  details: 'التفاصيل',
  allNouns: 'كل شيء',
  noneFit: 'لا شيء يطابق.',
  actors: { user: 'موظف', key: 'مفتاح', shopper: 'متسوق', system: 'Luneo' },
};
