/** The language to speak: `locale`, else that of the nearest `lang`, else the document's, else English. BCP 47. */
export function localeOf(element: Element, locale: string | null): string {
  return locale || element.closest('[lang]')?.getAttribute('lang') || element.ownerDocument.documentElement.lang || 'en';
}

/** The tag if `Intl` takes it, else undefined for its default: a shop's `lang` may be anything, and must not take figures away. */
export function supported(locale: string): string | undefined {
  try {
    return Intl.NumberFormat.supportedLocalesOf(locale)[0];
  } catch {
    return undefined;
  }
}
