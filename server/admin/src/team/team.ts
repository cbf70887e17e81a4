import type { TeamRole } from '@luneo/sdk/contracts/accounts.js';
import type { Invitation, Member } from '@luneo/sdk/contracts/brands.js';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { App } from '../shell/app.js';
import { confirm } from '../ui/confirm.js';
import { codeOf, fieldErrors, problem, sentence } from '../ui/failure.js';
import { day } from '../ui/format.js';
import { selectField, textField } from '../ui/fields.js';
import { layout } from '../ui/layout.styles.js';
import { Load } from '../ui/load.js';
import { base } from '../ui/styles.js';
import { ui } from '../ui/words.js';
import { words } from './words.js';

const ROLES: readonly TeamRole[] = ['brand_admin', 'brand_user', 'fabricator'];

/** Members with their roles, and invitations that are open. */
@customElement('luneo-team')
export class LuneoTeam extends LitElement {
  static override styles = [
    base,
    layout,
    css`
      select {
        inline-size: auto !important;
      }
    `,
  ];

  @property({ attribute: false }) app!: App;
  @state() private problem = '';
  @state() private chosen: TeamRole = 'brand_user';
  @state() private email = '';
  @state() private error = '';
  @state() private isWorking = false;
  private readonly members = new Load<Member[]>(this, async () => (await this.app.api.team.list(this.app.brandId)).items);
  private readonly invitations = new Load<Invitation[]>(this, async () => (await this.app.api.team.invitations(this.app.brandId)).items);

  override render(): TemplateResult {
    return html`<div class="page">
      <div class="head">
        <div class="grow">
          <h1>${words.title}</h1>
          <p class="soft">${words.intro}</p>
        </div>
      </div>
      ${problem(this.problem)}
      ${this.members.render(
        (members) =>
          html`<ul class="list">
            ${members.map((member) => this.member(member))}
          </ul>`,
      )}
      ${this.form()} ${this.open()}
    </div>`;
  }

  private member(member: Member): TemplateResult {
    const name = member.name || member.email;
    const isMe = member.userId === this.app.user.id;
    return html`<li class="item">
      <div class="row between">
        <div class="stack tight">
          <span class="row"
            ><span class="strong">${name}</span
            >${isMe ? html`<span class="state">${words.you}</span>` : nothing}${member.twoFactor ? html`<span class="state" data-tone="good">${words.twoFactor}</span>` : nothing}</span
          >
          <span class="soft small">${member.email} · ${words.joined(day(member.joinedAt))}</span>
        </div>
        <div class="row">
          <select aria-label=${words.roleOf(name)} @change=${(event: Event) => this.setRole(member, event.target as HTMLSelectElement)}>
            ${ROLES.map((role) => html`<option value=${role} .selected=${role === member.role}>${words.roles[role]}</option>`)}
          </select>
          ${isMe ? nothing : html`<button class="danger" @click=${() => this.drop(member)}>${words.removeMember}<span class="visually-hidden"> ${name}</span></button>`}
        </div>
      </div>
    </li>`;
  }

  private form(): TemplateResult {
    return html`<form class="card" novalidate @submit=${this.invite}>
      <h2>${words.invite}</h2>
      <div class="fields">
        ${textField({ name: 'email', label: words.email, type: 'email', value: this.email, error: this.error || undefined, onInput: (value) => (this.email = value) })}
        ${selectField<TeamRole>({ name: 'role', label: words.role, hint: words.roleHints[this.chosen], value: this.chosen, choices: ROLES.map((role) => [role, words.roles[role]] as const), onInput: (role) => (this.chosen = role) })}
      </div>
      <div><button class="primary" ?disabled=${this.isWorking}>${words.send}</button></div>
    </form>`;
  }

  private open(): TemplateResult | typeof nothing {
    const open = this.invitations.value ?? [];
    if (open.length === 0) return nothing;
    return html`<section class="stack tight" aria-label=${words.open}>
      <h2>${words.open}</h2>
      <ul class="list">
        ${open.map(
          (invitation) =>
            html`<li class="item">
              <div class="row between">
                <div class="stack tight">
                  <span>${invitation.email}</span
                  ><span class="soft small">${words.roles[invitation.role]} · ${words.expires(day(invitation.expiresAt))}</span>
                </div>
                <button @click=${() => this.withdraw(invitation)}>
                  ${words.withdraw}<span class="visually-hidden"> ${invitation.email}</span>
                </button>
              </div>
            </li>`,
        )}
      </ul>
    </section>`;
  }

  private async invite(event: Event): Promise<void> {
    event.preventDefault();
    const email = this.email.trim();
    this.error = /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email) ? '' : email ? ui.invalid.format : ui.invalid.required;
    if (this.error || this.isWorking) return;
    this.isWorking = true;
    try {
      await this.app.api.team.invite(this.app.brandId, { email, role: this.chosen });
      this.email = '';
      this.app.say(words.sent(email));
      await this.invitations.run();
    } catch (error) {
      this.error = fieldErrors(error).get('email') ?? sentence(error);
    } finally {
      this.isWorking = false;
    }
  }

  private async setRole(member: Member, field: HTMLSelectElement): Promise<void> {
    const done = await this.run(async () => {
      await this.app.api.team.setRole(this.app.brandId, member.userId, field.value as TeamRole);
      this.app.say(words.roleSaved);
    });
    if (!done) field.value = member.role;
    else await this.members.run();
  }

  private async drop(member: Member): Promise<void> {
    const name = member.name || member.email;
    if (!(await confirm({ heading: words.removeAsk(name), text: words.removeText, action: words.removeMember }))) return;
    await this.run(async () => {
      await this.app.api.team.remove(this.app.brandId, member.userId);
      this.app.say(words.removed(name));
      await this.members.run();
    });
  }

  private async withdraw(invitation: Invitation): Promise<void> {
    await this.run(async () => {
      await this.app.api.team.revokeInvitation(this.app.brandId, invitation.id);
      this.app.say(words.withdrawn);
      await this.invitations.run();
    });
  }

  private async run(act: () => Promise<void>): Promise<boolean> {
    this.problem = '';
    try {
      await act();
      return true;
    } catch (error) {
      this.problem = codeOf(error) === 'conflict' ? words.lastAdmin : sentence(error);
      return false;
    }
  }
}
