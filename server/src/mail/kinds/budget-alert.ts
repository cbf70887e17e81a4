import type { Renderer } from '../kinds.js';
import { formatMoney, layout } from '../layout.js';

/** Warns a brand that its budget for generation is nearly or wholly used. */
export const budgetAlert: Renderer<'budget-alert'> = ({ spent, budget, currency, percent, day }, { sender, adminUrl }) =>
  layout({
    subject: `${percent} % of the generation budget is used`,
    sender,
    heading: `${percent} % of the generation budget is used.`,
    paragraphs: [
      `On ${day}, ${formatMoney(spent, currency)} of ${formatMoney(budget, currency)} were spent.`,
      percent >= 100 ? 'Shoppers can edit, but not generate, until tomorrow or until you raise the budget.' : 'Generation stops at 100 %.',
    ],
    button: { label: 'Open settings', url: `${adminUrl}#/generation` },
  });
