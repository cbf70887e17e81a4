import type { SignInWords } from './words.js';

export const words: SignInWords = {
  signIn: 'تسجيل الدخول',
  signingIn: 'جارٍ تسجيل الدخول …',
  email: 'البريد الإلكتروني',
  password: 'كلمة المرور',
  forgot: 'نسيت كلمة المرور؟',
  newHere: 'جديد هنا؟',
  registerBrand: 'سجّل علامتك',
  or: 'أو',
  with: (provider) => `المتابعة باستخدام ${provider}`,
  codeHeading: 'التحقق بخطوتين',
  codeText: 'أدخل الأرقام الستة التي يعرضها تطبيق المصادقة الآن.',
  code: 'الرمز',
  recoveryText: 'أدخل أحد رموز الاسترداد التي احتفظت بها. يعمل مرة واحدة.',
  recoveryCode: 'رمز الاسترداد',
  useRecovery: 'استخدم رمز استرداد',
  useCode: 'استخدم تطبيق المصادقة',
  verify: 'متابعة',
  wrongCode: 'هذا الرمز لا يعمل. تتغيّر الرموز كل 30 ثانية: جرّب المعروض الآن.',
  providerFailed: 'لم يُدخلك المزوّد. استخدم كلمة مرورك ثم اربطه من حسابك.',
  otherAccount: 'استخدم حسابًا آخر',
};
