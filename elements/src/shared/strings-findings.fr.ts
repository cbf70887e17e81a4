import type { FindingStrings } from './strings-findings.js';
import type { Values } from './strings.js';

const fieldIssue: Record<string, (values: Values) => string> = {
  missing: () => 'à remplir.',
  'too-short': (v) => `au moins ${v.limit} caractères.`,
  'too-long': (v) => `${v.limit} caractères au plus.`,
  'too-many-lines': (v) => `${v.limit} lignes au plus.`,
  letters: () => 'des lettres seulement.',
  digits: () => 'des chiffres seulement.',
  'letters-digits': () => 'des lettres et des chiffres seulement.',
  'not-a-choice': () => 'ce choix n’est plus proposé, choisissez à nouveau.',
  'wrong-kind': () => 'à remplir de nouveau.',
  gone: () => 'ce champ n’existe plus, son contenu ne sera pas reproduit.',
  'too-much': () => 'il y a trop de texte dans les champs, écrivez moins.',
};

export const findingsFr: FindingStrings = {
  remedy: {
    'low-dpi': (v) => `Passer à ${v.width} mm de large`,
    'outside-print-area': () => 'Ramener à l’intérieur',
    'outside-safe-zone': () => 'Rentrer un peu',
    'text-too-small': () => 'Agrandir',
    'stroke-too-thin': () => 'Épaissir',
    'colour-not-available': (v) =>
      v.colour === 'picture' ? `La faire en ${v.nearest}` : v.nearest ? `Prendre ${v.nearest}` : 'Changer la couleur',
    'glyph-missing': () => 'Retirer ces caractères',
    'required-empty': () => 'Remplir',
    'empty-text': () => 'Écrire',
    'text-overflow': () => 'Ajuster au cadre',
    'font-unknown': () => 'Prendre une autre police',
    'code-invalid': (v) =>
      v.reason === 'empty' ? 'L’enlever' : v.reason === 'check-digit' ? `Mettre ${v.expected}` : 'En faire un code QR',
    'code-too-small': (v) => `Mettre ${v.width} mm de large`,
    'code-contrast': () => 'Sombre sur clair',
    'code-covered': () => 'Mettre le code devant',
    'asset-missing': () => 'Supprimer',
    'option-invalid': () => 'Reprendre le choix habituel',
    'layer-locked': () => 'Rétablir',
    'placeholder-left': () => 'Écrire le vôtre',
    'field-empty': () => 'Remplir',
    'field-invalid': () => 'Recommencer',
  },
  finding: {
    'low-dpi': (v) =>
      `Cette image sera floue à cette taille (${v.dpi} ppp). Passez à ${v.width} mm de large ou choisissez-en une plus grande.`,
    'outside-print-area': (v) => `${v.name} dépasse de la zone réalisable.`,
    'outside-safe-zone': (v) => `${v.name} est près du bord et pourrait être coupé.`,
    'text-too-small': (v) => `${v.name} est trop petit pour être bien réalisé. Il faut des lettres d’au moins ${v.required} mm.`,
    'stroke-too-thin': (v) => `Un trait de ${v.name} est trop fin.`,
    'colour-not-available': (v) =>
      v.colour === 'picture'
        ? v.nearest
          ? `Une photo n’est pas réalisable telle quelle ; ses parties foncées le sont, en ${v.nearest}.`
          : 'Les photos ne sont pas réalisables ici. Prenez plutôt un texte ou un motif.'
        : v.nearest
          ? `Cette couleur n’est pas réalisable. ${v.nearest} s’en approche le plus.`
          : 'Cette couleur n’est pas réalisable ici.',
    'glyph-missing': (v) => `Rien ne serait fait de « ${v.characters} » : cette police ne l’a pas. Changez de police ou retirez-le.`,
    'required-empty': (v) => `Il reste à remplir : ${v.name}.`,
    'empty-text': () => 'Ce texte est vide. Écrivez quelque chose ou supprimez-le.',
    'text-overflow': (v) => `${v.name} ne tient pas dans son cadre. Raccourcissez ou réduisez.`,
    'transparent-edge': (v) => `${v.name} a des parties transparentes au bord ; le produit peut y apparaître.`,
    'code-invalid': (v) =>
      v.reason === 'empty'
        ? 'Ce code ne dit rien encore. Remplissez-le ou enlevez-le.'
        : v.reason === 'check-digit'
          ? `Le dernier chiffre de ce numéro devrait être ${v.expected}.`
          : v.reason === 'length'
            ? 'Un EAN-13 a 12 chiffres et une clé de contrôle.'
            : v.reason === 'too-long'
              ? 'C’est plus que le code ne peut contenir. Raccourcissez.'
              : 'Ce code n’accepte pas ces caractères.',
    'code-too-small': (v) =>
      `Les téléphones risquent de ne pas lire ce code : il est trop fin. Mettez-le à ${v.width} mm de large ou dites-en moins.`,
    'code-contrast': (v) =>
      v.reason === 'inverted'
        ? 'Beaucoup de téléphones ne lisent pas le clair sur sombre. Mettez-le sombre sur clair.'
        : 'Ce code se détache trop peu pour être lu.',
    'code-covered': (v) => `${v.other} recouvre ce code ou la marge vide dont il a besoin.`,
    'font-unknown': () => 'Cette police n’est plus proposée. Choisissez-en une autre.',
    'asset-missing': () => 'Cette image n’est plus là. Ajoutez-la à nouveau ou supprimez-la.',
    'option-invalid': (v) => `${v.name} : ce choix n’est plus disponible. Choisissez à nouveau.`,
    'side-unknown': () => 'Ce produit n’a pas cette face.',
    'layer-locked': (v) => `${v.name} fait partie du produit. Rétablissez-le.`,
    'nothing-designed': () => 'Ajoutez un texte, une image ou un motif.',
    'placeholder-left': (v) => `« ${v.text} » n’est qu’un exemple. Écrivez vos propres mots ou retirez-le.`,
    'field-empty': (v) => `${v.name} reste à remplir.`,
    'field-invalid': (v) => `${v.name} : ${fieldIssue[v.issue ?? '']?.(v) ?? 'à remplir de nouveau.'}`,
    'row-invalid': (v) => `Ligne ${v.row}, ${v.name} : ${fieldIssue[v.issue ?? '']?.(v) ?? 'à remplir de nouveau.'}`,
    'variable-unknown': (v) => `Il n’y a pas de champ « ${v.field} » : les accolades seront reproduites telles quelles.`,
  },
};
