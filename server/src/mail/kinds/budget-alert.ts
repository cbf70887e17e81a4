import type { Renderer } from '../kinds.js';
import { formatDay, formatMoney, layout } from '../layout.js';

/** Warns a brand that its budget for generation is nearly or wholly used. */
export const budgetAlert: Renderer<'budget-alert'> = ({ spent, budget, currency, percent, day }, { sender, adminUrl, locale, words }) => {
  const { subject, text, stopped, stops, button } = words.budget;
  return layout({
    locale,
    subject: subject(percent),
    sender,
    heading: `${subject(percent)}.`,
    paragraphs: [
      text(formatDay(day, locale), formatMoney(spent, currency, locale), formatMoney(budget, currency, locale)),
      percent >= 100 ? stopped : stops,
    ],
    button: { label: button, url: `${adminUrl}#/generation` },
  });
};
