import type { Permission } from '@luneo/sdk/contracts/permissions.js';
import { html, type TemplateResult } from 'lit';
import type { IconName } from '../ui/icons.js';
import type { App, Place } from './app.js';
import type { ShellWords } from './words.js';

export interface Section {
  name: keyof ShellWords['sections'];
  icon: IconName;
  /** Left out: everybody. */
  needs?: Permission;
  /** Hidden from those who have this one, for they see more elsewhere. */
  unless?: Permission;
  /** Shows other rows in test than in live mode. */
  hasModes?: true;
  group: 'sell' | 'build' | 'brand' | 'own';
  load: () => Promise<unknown>;
  show: (app: App, place: Place) => TemplateResult;
}

/** Everything in the menu, in its order. A section's code is fetched when it is opened first. */
export const SECTIONS: readonly Section[] = [
  {
    name: 'start',
    icon: 'start',
    needs: 'catalogue:write',
    hasModes: true,
    group: 'sell',
    load: () => import('../start/start.js'),
    show: (app) => html`<luneo-start .app=${app}></luneo-start>`,
  },
  {
    name: 'orders',
    icon: 'orders',
    needs: 'orders:read',
    hasModes: true,
    group: 'sell',
    load: () => import('../orders/orders.js'),
    show: (app, place) => html`<luneo-orders .app=${app} .place=${place}></luneo-orders>`,
  },
  {
    name: 'designs',
    icon: 'designs',
    needs: 'designs:read',
    hasModes: true,
    group: 'sell',
    load: () => import('../orders/designs.js'),
    show: (app, place) => html`<luneo-designs .app=${app} .place=${place}></luneo-designs>`,
  },
  {
    name: 'work',
    icon: 'work',
    needs: 'production:read',
    hasModes: true,
    group: 'sell',
    load: () => import('../work/work.js'),
    show: (app, place) => html`<luneo-work .app=${app} .place=${place}></luneo-work>`,
  },
  {
    name: 'products',
    icon: 'products',
    needs: 'catalogue:write',
    group: 'sell',
    load: () => import('../products/products.js'),
    show: (app, place) => html`<luneo-products .app=${app} .place=${place}></luneo-products>`,
  },
  {
    name: 'commerce',
    icon: 'commerce',
    needs: 'brand:manage',
    hasModes: true,
    group: 'sell',
    load: () => import('../commerce/commerce.js'),
    show: (app, place) => html`<luneo-commerce .app=${app} .place=${place}></luneo-commerce>`,
  },
  {
    name: 'keys',
    icon: 'keys',
    needs: 'keys:manage',
    hasModes: true,
    group: 'build',
    load: () => import('../developers/keys.js'),
    show: (app) => html`<luneo-keys .app=${app}></luneo-keys>`,
  },
  {
    name: 'webhooks',
    icon: 'webhooks',
    needs: 'webhooks:manage',
    hasModes: true,
    group: 'build',
    load: () => import('../developers/webhooks.js'),
    show: (app, place) => html`<luneo-webhooks .app=${app} .place=${place}></luneo-webhooks>`,
  },
  {
    name: 'generation',
    icon: 'generation',
    needs: 'billing:read',
    group: 'build',
    load: () => import('../generation/generation.js'),
    show: (app) => html`<luneo-generation .app=${app}></luneo-generation>`,
  },
  {
    name: 'jobs',
    icon: 'jobs',
    needs: 'jobs:manage',
    group: 'build',
    load: () => import('../developers/jobs.js'),
    show: (app) => html`<luneo-jobs .app=${app}></luneo-jobs>`,
  },
  {
    name: 'mails',
    icon: 'mail',
    needs: 'jobs:manage',
    group: 'build',
    load: () => import('../developers/mails.js'),
    show: (app, place) => html`<luneo-mails .app=${app} .place=${place}></luneo-mails>`,
  },
  {
    name: 'team',
    icon: 'team',
    needs: 'team:manage',
    group: 'brand',
    load: () => import('../team/team.js'),
    show: (app) => html`<luneo-team .app=${app}></luneo-team>`,
  },
  {
    name: 'audit',
    icon: 'audit',
    needs: 'audit:read',
    group: 'brand',
    load: () => import('../audit/audit.js'),
    show: (app, place) => html`<luneo-audit .app=${app} .place=${place}></luneo-audit>`,
  },
  {
    name: 'account',
    icon: 'account',
    group: 'own',
    load: () => import('../account/account.js'),
    show: (app) => html`<luneo-account .app=${app}></luneo-account>`,
  },
];

export const sectionsOf = (app: App): readonly Section[] =>
  SECTIONS.filter(({ needs, unless }) => (!needs || app.can(needs)) && !(unless && app.can(unless)));
