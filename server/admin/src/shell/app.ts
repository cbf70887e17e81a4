import type { LuneoAdmin } from '@luneo/sdk/admin.js';
import type { User } from '@luneo/sdk/contracts/accounts.js';
import { ROLE_PERMISSIONS, type Permission } from '@luneo/sdk/contracts/permissions.js';
import type { Mode } from './mode.js';
import type { Session } from './session.js';

/** The place that the address names: `#/orders/ord_1?state=paid`. */
export interface Place {
  section: string;
  rest: readonly string[];
  query: URLSearchParams;
}

export function placeOf(hash: string): Place {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const [section = '', ...rest] = path.split('/').filter(Boolean).map(decodeURIComponent);
  return { section, rest, query: new URLSearchParams(query) };
}

/** Asked before the address leaves what it covers. */
export interface Guard {
  covers(hash: string): boolean;
  isDirty(): boolean;
}

/** What every section is given. */
export class App {
  readonly session: Session;
  readonly user: User;
  /** Whose data is on show; another mode is another `App`. */
  readonly mode: Mode;
  /** Shows a sentence, with a way back where there is one. */
  readonly say: (text: string, undo?: () => void) => void;
  guard: Guard | null = null;
  /** What linking a provider came to: `linked`, or the code of a problem; empty for other visits. */
  returned = '';

  constructor(session: Session, user: User, mode: Mode, say: App['say']) {
    this.session = session;
    this.user = user;
    this.mode = mode;
    session.api.useMode(mode);
    this.say = say;
  }

  get api(): LuneoAdmin {
    return this.session.api;
  }

  /** Staff of a brand have one; a platform administrator works without. */
  get brandId(): string {
    return this.user.brandId ?? '';
  }

  /** Tells once what linking a provider came to. */
  takeReturn(): string {
    const { returned } = this;
    this.returned = '';
    return returned;
  }

  can(permission: Permission): boolean {
    return ROLE_PERMISSIONS[this.user.role].has(permission);
  }

  go(hash: string): void {
    location.hash = hash;
  }

  /** Changes the address without a step in the history, e.g. while somebody types a search. */
  replace(hash: string): void {
    history.replaceState(null, '', hash);
  }

  /** Pictures and files may be paths of the API. */
  url(pathOrUrl: string): string {
    return URL.canParse(pathOrUrl) ? pathOrUrl : this.session.apiUrl + pathOrUrl;
  }
}
