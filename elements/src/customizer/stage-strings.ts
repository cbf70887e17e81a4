import type { EditLabel } from './editor-state.js';

/** What the stage says: names for objects, keys, and changes told to screen readers. */
export const stageEn = {
  stage: 'Design area',
  roleDescription: 'design area',
  help: 'Tab goes from object to object. Arrow keys move by 1 millimetre, with Shift by 5, with Alt by a tenth. Enter edits a text, Delete removes, Control Z undoes, Escape lets go.',
  object: { text: 'Text', image: 'Picture', shape: 'Art', group: 'Group' },
  place: (x: string, y: string, width: string, height: string) => `${x} mm from the left, ${y} mm from the top, ${width} by ${height} mm`,
  turned: (degrees: string) => `turned ${degrees}°`,
  locked: 'locked',
  editing: 'Edit text',
  selected: (name: string) => `${name} selected`,
  several: (count: number) => `${count} objects selected`,
  moved: (x: string, y: string) => `${x} mm from the left, ${y} mm from the top`,
  resized: (width: string, height: string) => `${width} by ${height} mm`,
  added: (name: string) => `${name} added`,
  removed: (name: string) => `${name} deleted`,
  undone: (what: EditLabel) => `Undone: ${what}`,
  product: (name: string, side: string) => `${name}, ${side}`,
};

export type StageStrings = typeof stageEn;

const stageFr: StageStrings = {
  stage: 'Zone de création',
  roleDescription: 'zone de création',
  help: 'Tab passe d’un objet à l’autre. Les flèches déplacent de 1 millimètre, avec Maj de 5, avec Alt d’un dixième. Entrée modifie un texte, Suppr efface, Ctrl Z annule, Échap désélectionne.',
  object: { text: 'Texte', image: 'Image', shape: 'Motif', group: 'Groupe' },
  place: (x, y, width, height) => `à ${x} mm de la gauche, ${y} mm du haut, ${width} sur ${height} mm`,
  turned: (degrees) => `tourné de ${degrees}°`,
  locked: 'verrouillé',
  editing: 'Modifier le texte',
  selected: (name) => `${name} sélectionné`,
  several: (count) => `${count} objets sélectionnés`,
  moved: (x, y) => `à ${x} mm de la gauche, ${y} mm du haut`,
  resized: (width, height) => `${width} sur ${height} mm`,
  added: (name) => `${name} ajouté`,
  removed: (name) => `${name} supprimé`,
  undone: (what) => `Annulé : ${what}`,
  product: (name, side) => `${name}, ${side}`,
};

/** The table for a BCP 47 tag; English when there is none. */
export function stageStrings(locale: string): StageStrings {
  return locale.toLowerCase().startsWith('fr') ? stageFr : stageEn;
}
