import { ACCEPT } from '../picture-files.js';

/** Opens the file dialogue; `replace` comes back with the chosen files. */
export type Pick = (root: ShadowRoot, replace?: string) => void;

/** One file field for the whole customizer. It lives in the shadow root, because some browsers drop a detached one. */
export function picksPictures(chosen: (files: File[], replace?: string) => void): Pick {
  let field: HTMLInputElement | null = null;
  let goal: string | undefined;
  return (root, replace) => {
    goal = replace;
    if (!field) {
      field = document.createElement('input');
      field.type = 'file';
      field.accept = ACCEPT;
      field.hidden = true;
      field.tabIndex = -1;
      field.addEventListener('change', () => {
        const files = [...(field!.files ?? [])];
        field!.value = '';
        if (files.length > 0) chosen(goal ? files.slice(0, 1) : files, goal);
      });
      root.append(field);
    }
    field.multiple = !replace;
    field.click();
  };
}
