import type { FindingStrings } from './strings-findings.js';
import type { Values } from './strings.js';

/** What is wrong with a field, beside it. */
const fieldIssue: Record<string, (values: Values) => string> = {
  missing: () => 'rellénalo.',
  'too-short': (v) => `${v.limit} caracteres como mínimo.`,
  'too-long': (v) => `${v.limit} caracteres como máximo.`,
  'too-many-lines': (v) => `${v.limit} líneas como máximo.`,
  letters: () => 'solo letras.',
  digits: () => 'solo cifras.',
  'letters-digits': () => 'solo letras y cifras.',
  'not-a-choice': () => 'ya no se ofrece, elige otra vez.',
  'wrong-kind': () => 'rellénalo de nuevo.',
  gone: () => 'este campo ya no existe, lo que dice no se hará.',
  'too-much': () => 'hay demasiado texto en los campos, escribe menos.',
};

export const findingsEs: FindingStrings = {
  remedy: {
    'low-dpi': (v) => `Dejarla en ${v.width} mm de ancho`,
    'outside-print-area': () => 'Moverlo adentro',
    'outside-safe-zone': () => 'Meterlo un poco',
    'text-too-small': () => 'Agrandar',
    'stroke-too-thin': () => 'Engrosar',
    'colour-not-available': (v) =>
      v.colour === 'picture' ? `Hacerla en ${v.nearest}` : v.nearest ? `Usar ${v.nearest}` : 'Cambiar el color',
    'code-invalid': (v) =>
      v.reason === 'empty' ? 'Quitarlo' : v.reason === 'check-digit' ? `Poner ${v.expected}` : 'Convertirlo en código QR',
    'code-too-small': (v) => `Dejarlo en ${v.width} mm de ancho`,
    'code-contrast': () => 'Oscuro sobre claro',
    'code-covered': () => 'Traer el código al frente',
    'placeholder-left': () => 'Escribir lo tuyo',
    'field-empty': () => 'Rellenar',
    'field-invalid': () => 'Empezar de nuevo',
    'glyph-missing': () => 'Quitarlo',
    'required-empty': () => 'Rellenar',
    'empty-text': () => 'Escribir',
    'text-overflow': () => 'Ajustar al marco',
    'font-unknown': () => 'Usar otra letra',
    'asset-missing': () => 'Quitarla',
    'option-invalid': () => 'Usar la habitual',
    'layer-locked': () => 'Restablecer',
  },
  finding: {
    'low-dpi': (v) => `Esta imagen se verá borrosa a este tamaño (${v.dpi} ppp). Déjala en ${v.width} mm de ancho o elige una más grande.`,
    'outside-print-area': (v) => `${v.name} se sale de la zona que podemos fabricar.`,
    'outside-safe-zone': (v) => `${v.name} está cerca del borde y podría cortarse.`,
    'text-too-small': (v) => `${v.name} es demasiado pequeño para quedar bien. Las letras necesitan al menos ${v.required} mm.`,
    'stroke-too-thin': (v) => `Una línea de ${v.name} es demasiado fina.`,
    'colour-not-available': (v) =>
      v.colour === 'picture'
        ? v.nearest
          ? `Una foto no se puede hacer aquí tal cual; sus partes oscuras sí, en ${v.nearest}.`
          : 'Aquí no se pueden hacer fotos. Usa texto o dibujos.'
        : v.nearest
          ? `No podemos hacer este color. ${v.nearest} es el más parecido.`
          : 'Aquí no podemos hacer este color.',
    'code-invalid': (v) =>
      v.reason === 'empty'
        ? 'Este código aún no dice nada. Rellénalo o quítalo.'
        : v.reason === 'check-digit'
          ? `La última cifra de este número debería ser ${v.expected}.`
          : v.reason === 'length'
            ? 'Un EAN-13 tiene 12 cifras y una de control.'
            : v.reason === 'too-long'
              ? 'Es más de lo que cabe en el código. Hazlo más corto.'
              : 'El código no admite estos caracteres.',
    'code-too-small': (v) =>
      `Puede que los móviles no lean este código: es demasiado fino. Déjalo en ${v.width} mm de ancho o haz que diga menos.`,
    'code-contrast': (v) =>
      v.reason === 'inverted'
        ? 'Muchos móviles no leen claro sobre oscuro. Hazlo oscuro sobre claro.'
        : 'Este código destaca demasiado poco para leerse.',
    'code-covered': (v) => `${v.other} está sobre este código o sobre el borde vacío que necesita.`,
    'placeholder-left': (v) => `«${v.text}» es solo un ejemplo. Escribe lo tuyo o quítalo.`,
    'field-empty': (v) => `Falta rellenar: ${v.name}.`,
    'field-invalid': (v) => `${v.name}: ${fieldIssue[v.issue ?? '']?.(v) ?? 'rellénalo de nuevo.'}`,
    'row-invalid': (v) => `Fila ${v.row}, ${v.name}: ${fieldIssue[v.issue ?? '']?.(v) ?? 'rellénalo de nuevo.'}`,
    'variable-unknown': (v) => `No hay ningún campo «${v.field}»: las llaves se hacen tal como están escritas.`,
    'glyph-missing': (v) => `Esta letra no tiene «${v.characters}». Elige otra letra o quítalo.`,
    'required-empty': (v) => `Falta rellenar: ${v.name}.`,
    'empty-text': () => 'Este texto está vacío. Escribe algo o elimínalo.',
    'text-overflow': (v) => `${v.name} no cabe en su marco. Hazlo más corto o más pequeño.`,
    'transparent-edge': (v) => `${v.name} tiene partes transparentes en el borde; ahí puede verse el producto.`,
    'font-unknown': () => 'Esta letra ya no se ofrece. Elige otra.',
    'asset-missing': () => 'Esta imagen ya no está. Añádela de nuevo o quítala.',
    'option-invalid': (v) => `${v.name}: esta opción ya no está disponible. Elige otra vez.`,
    'side-unknown': () => 'Este producto no tiene esa cara.',
    'layer-locked': (v) => `${v.name} forma parte del producto. Restablécelo.`,
    'nothing-designed': () => 'Añade un texto, una imagen o un dibujo.',
  },
};
