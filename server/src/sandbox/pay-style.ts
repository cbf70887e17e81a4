/** Stylesheet of the pay page: served as a file of its own, so that its CSP needs no inline style. */
export const PAY_STYLE = `
:root {
  color-scheme: light dark;
  --ink: light-dark(#1d1b18, #f1eee8);
  --soft: light-dark(#6a655c, #a9a399);
  --paper: light-dark(#fffefb, #191817);
  --shade: light-dark(#f5f2ec, #121110);
  --line: light-dark(#e2ddd3, #35322d);
  --accent: light-dark(#2c4a3e, #b9d6c4);
  --on-accent: light-dark(#ffffff, #10221a);
  --alarm: light-dark(#a3231b, #ffb4a9);
  --alarm-paper: light-dark(#fdf0ee, #3a1a16);
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0;
  min-height: 100dvh;
  background: var(--paper);
  color: var(--ink);
  font: 400 15px/1.5 ui-sans-serif, system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif;
}
p, h1, ul { margin: 0; padding: 0; }
a { color: inherit; }
.pay { display: grid; min-height: 100dvh; }
.order { background: var(--shade); padding: 20px 20px 24px; border-bottom: 1px solid var(--line); }
.till { padding: 28px 20px 40px; }
.order > *, .till > * { max-width: 420px; margin-inline: auto; }
.back { display: block; padding: 10px 0; margin-bottom: 8px; color: var(--soft); text-decoration: none; }
.back:hover, .cancel:hover { color: var(--ink); text-decoration: underline; }
.shop { font-size: 18px; font-weight: 600; letter-spacing: 0.01em; }
.label { color: var(--soft); font-size: 13px; }
.total { margin-top: 12px; }
.total .label { display: block; }
.total strong { font-size: 34px; line-height: 1.2; font-weight: 600; letter-spacing: -0.02em; font-variant-numeric: tabular-nums; }
.lines { list-style: none; margin-top: 20px; }
.lines li, .sum { display: flex; justify-content: space-between; gap: 20px; padding: 12px 0; border-top: 1px solid var(--line); }
.lines .name { overflow-wrap: anywhere; }
.each { display: block; color: var(--soft); font-size: 13px; }
.amount, .sum span:last-child { white-space: nowrap; font-variant-numeric: tabular-nums; }
.sum { font-weight: 600; }
h1 { font-size: 24px; line-height: 1.25; font-weight: 600; letter-spacing: -0.01em; }
.test { margin-top: 8px; color: var(--soft); font-size: 13px; }
.test strong { color: var(--ink); font-weight: 600; }
code { font: 500 12.5px ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; color: var(--ink); white-space: nowrap; }
.problem { margin-top: 20px; padding: 12px 14px; border-radius: 10px; background: var(--alarm-paper); color: var(--alarm); font-weight: 500; }
form { display: grid; gap: 16px; margin-top: 24px; }
.field { display: grid; gap: 6px; }
.known { display: grid; gap: 2px; overflow-wrap: anywhere; }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 12px; }
.pair input { min-width: 0; }
input {
  width: 100%; min-height: 48px; padding: 10px 14px; border: 1px solid var(--line); border-radius: 10px;
  background: var(--paper); color: var(--ink); font: inherit; font-size: 16px; font-variant-numeric: tabular-nums;
}
input:hover { border-color: var(--soft); }
input[aria-invalid='true'] { border-color: var(--alarm); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 10px; }
button, .button {
  display: block; width: 100%; min-height: 52px; margin-top: 8px; padding: 13px 20px; border: 0; border-radius: 10px;
  background: var(--accent); color: var(--on-accent); font: inherit; font-size: 17px; font-weight: 600; text-align: center;
  text-decoration: none; cursor: pointer; font-variant-numeric: tabular-nums; transition: filter 140ms ease-out;
}
button:hover, .button:hover { filter: brightness(1.12); }
button:active, .button:active { filter: brightness(0.94); }
.cancel { justify-self: center; padding: 12px; color: var(--soft); text-decoration: none; }
.message { display: grid; gap: 12px; align-content: center; justify-items: center; min-height: 100dvh; padding: 24px; text-align: center; }
.message p { color: var(--soft); }
.message .button { width: auto; padding-inline: 28px; }
@media (min-width: 860px) {
  .pay { grid-template-columns: 1fr 1fr; }
  .order { border-bottom: 0; border-inline-end: 1px solid var(--line); padding: 72px 64px; }
  .till { padding: 72px 64px; }
  .order > *, .till > * { max-width: 400px; }
  .order > * { margin-inline: auto 0; width: 100%; }
  .till > * { margin-inline: 0 auto; }
}
@media (prefers-reduced-motion: reduce) { * { transition: none !important; } }
@media (forced-colors: active) { button, .button { border: 1px solid; } }
`;
