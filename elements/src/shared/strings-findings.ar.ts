import type { FindingStrings } from './strings-findings.js';
import type { Values } from './strings.js';

const fieldIssue: Record<string, (values: Values) => string> = {
  missing: () => 'املأه.',
  'too-short': (v) => `${v.limit} أحرف على الأقل.`,
  'too-long': (v) => `${v.limit} أحرف على الأكثر.`,
  'too-many-lines': (v) => `${v.limit} أسطر على الأكثر.`,
  letters: () => 'حروف فقط.',
  digits: () => 'أرقام فقط.',
  'letters-digits': () => 'حروف وأرقام فقط.',
  'not-a-choice': () => 'لم يعد هذا الخيار متاحًا، اختر من جديد.',
  'wrong-kind': () => 'املأه من جديد.',
  gone: () => 'لم يعد هذا الحقل موجودًا، ولن يُصنع ما كُتب فيه.',
  'too-much': () => 'النص في الحقول أكثر من اللازم، اكتب أقل.',
};

export const findingsAr: FindingStrings = {
  remedy: {
    'low-dpi': (v) => `اجعل عرضها ${v.width} مم`,
    'outside-print-area': () => 'أعده إلى الداخل',
    'outside-safe-zone': () => 'أدخله قليلًا',
    'text-too-small': () => 'كبّره',
    'stroke-too-thin': () => 'اجعله أسمك',
    'colour-not-available': (v) => (v.colour === 'picture' ? `نفّذها بلون ${v.nearest}` : v.nearest ? `استخدم ${v.nearest}` : 'غيّر اللون'),
    'glyph-missing': () => 'احذفها',
    'required-empty': () => 'املأه',
    'empty-text': () => 'اكتب',
    'text-overflow': () => 'صغّره ليتّسع',
    'font-unknown': () => 'استخدم خطًا آخر',
    'code-invalid': (v) => (v.reason === 'empty' ? 'احذفه' : v.reason === 'check-digit' ? `اجعله ${v.expected}` : 'اجعله رمز QR'),
    'code-too-small': (v) => `اجعل عرضه ${v.width} مم`,
    'code-contrast': () => 'داكن على فاتح',
    'code-covered': () => 'ضع الرمز في الأمام',
    'asset-missing': () => 'احذفها',
    'option-invalid': () => 'استخدم الخيار المعتاد',
    'layer-locked': () => 'أعده كما كان',
    'placeholder-left': () => 'اكتب نصّك',
    'field-empty': () => 'املأه',
    'field-invalid': () => 'ابدأ من جديد',
  },
  finding: {
    'low-dpi': (v) => `ستبدو هذه الصورة ضبابية بهذا الحجم (${v.dpi} نقطة/بوصة). اجعل عرضها ${v.width} مم أو اختر صورة أكبر.`,
    'outside-print-area': (v) => `${v.name} يتجاوز المساحة الممكنة.`,
    'outside-safe-zone': (v) => `${v.name} قريب من الحافة وقد يُقصّ.`,
    'text-too-small': (v) => `${v.name} صغير جدًا. تحتاج الأحرف إلى ${v.required} مم على الأقل.`,
    'stroke-too-thin': (v) => `خط في ${v.name} رفيع جدًا.`,
    'colour-not-available': (v) =>
      v.colour === 'picture'
        ? v.nearest
          ? `لا يمكن تنفيذ الصورة كما هي؛ يمكن تنفيذ أجزائها الداكنة بلون ${v.nearest}.`
          : 'لا يمكن تنفيذ الصور هنا. استخدم نصًا أو رسمًا بدلًا منها.'
        : v.nearest
          ? `لا يمكننا تنفيذ هذا اللون. الأقرب إليه ${v.nearest}.`
          : 'لا يمكننا تنفيذ هذا اللون هنا.',
    'glyph-missing': (v) => `لن يُصنع شيء من «${v.characters}» لأن هذا الخط لا يحتوي عليها. اكتبها بخط آخر أو احذفها.`,
    'required-empty': (v) => `يجب ملء ${v.name}.`,
    'empty-text': () => 'هذا النص فارغ. اكتب شيئًا أو احذفه.',
    'text-overflow': (v) => `${v.name} لا يتّسع في إطاره. اختصره أو صغّره.`,
    'transparent-edge': (v) => `لـ${v.name} أجزاء شفافة عند الحافة؛ قد يظهر المنتج هناك.`,
    'code-invalid': (v) =>
      v.reason === 'empty'
        ? 'هذا الرمز لا يقول شيئًا بعد. املأه أو احذفه.'
        : v.reason === 'check-digit'
          ? `يجب أن يكون الرقم الأخير ${v.expected}.`
          : v.reason === 'length'
            ? 'رقم EAN-13 هو 12 رقمًا ورقم تحقق.'
            : v.reason === 'too-long'
              ? 'هذا أكثر مما يتسع له الرمز. اختصره.'
              : 'هذا الرمز لا يقبل هذه الأحرف.',
    'code-too-small': (v) => `قد لا تقرأ الهواتف هذا الرمز لأنه دقيق جدًا. اجعل عرضه ${v.width} مم أو اختصر ما يقوله.`,
    'code-contrast': (v) =>
      v.reason === 'inverted' ? 'كثير من الهواتف لا يقرأ الفاتح على الداكن. اجعله داكنًا على فاتح.' : 'لا يبرز هذا الرمز بما يكفي ليُقرأ.',
    'code-covered': (v) => `${v.other} يغطي هذا الرمز أو الهامش الفارغ الذي يحتاجه.`,
    'font-unknown': () => 'لم يعد هذا الخط متاحًا. اختر غيره.',
    'asset-missing': () => 'لم تعد هذه الصورة موجودة. أضفها مجددًا أو احذفها.',
    'option-invalid': (v) => `${v.name}: لم يعد هذا الخيار متاحًا. اختر من جديد.`,
    'side-unknown': () => 'ليس لهذا المنتج وجه كهذا.',
    'layer-locked': (v) => `${v.name} جزء من المنتج. أعده كما كان.`,
    'nothing-designed': () => 'أضف نصًا أو صورة أو رسمًا.',
    'placeholder-left': (v) => `«${v.text}» مجرّد مثال. اكتب كلماتك أو احذفه.`,
    'field-empty': (v) => `لم يُملأ ${v.name} بعد.`,
    'field-invalid': (v) => `${v.name}: ${fieldIssue[v.issue ?? '']?.(v) ?? 'املأه من جديد.'}`,
    'row-invalid': (v) => `السطر ${v.row}، ${v.name}: ${fieldIssue[v.issue ?? '']?.(v) ?? 'املأه من جديد.'}`,
    'variable-unknown': (v) => `لا يوجد حقل باسم «${v.field}»: ستُصنع الأقواس كما كُتبت.`,
  },
};
