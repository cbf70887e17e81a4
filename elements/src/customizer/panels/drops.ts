/** Pictures dropped on `target`. Text drags are left alone. */
export function takesDrops(target: HTMLElement, tell: { hover(isOver: boolean): void; files(files: File[]): void }): void {
  let depth = 0;
  const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
  const over = (isOver: boolean) => {
    depth = isOver ? depth + 1 : Math.max(0, depth - 1);
    tell.hover(depth > 0);
  };
  target.addEventListener('dragenter', (event) => hasFiles(event) && over(true));
  target.addEventListener('dragleave', (event) => hasFiles(event) && over(false));
  target.addEventListener('dragover', (event) => hasFiles(event) && event.preventDefault());
  target.addEventListener('drop', (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    depth = 0;
    tell.hover(false);
    tell.files([...(event.dataTransfer?.files ?? [])]);
  });
}
