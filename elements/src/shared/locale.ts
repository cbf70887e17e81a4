/** The language to speak: `locale`, else that of the nearest `lang`, else the document's, else English. BCP 47. */
export function localeOf(element: Element, locale: string | null): string {
  return locale || element.closest('[lang]')?.getAttribute('lang') || element.ownerDocument.documentElement.lang || 'en';
}
