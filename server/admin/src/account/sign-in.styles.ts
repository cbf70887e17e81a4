import { css } from 'lit';

/** A small box in the middle; inside a dialog only its form. */
export const signInStyles = css`
  :host {
    display: grid;
    min-block-size: 100dvh;
    place-items: center;
    padding: 24px;
    background: var(--panel);
  }
  :host([again]) {
    display: block;
    min-block-size: 0;
    padding: 0;
    background: none;
  }
  main {
    inline-size: min(400px, 100%);
    display: grid;
    gap: 20px;
  }
  :host([again]) main {
    inline-size: 100%;
  }
  .box {
    display: grid;
    gap: 20px;
    padding: 28px;
    border: 1px solid var(--line);
    border-radius: 16px;
    background: var(--raised);
  }
  :host([again]) .box {
    padding: 0;
    border: 0;
  }
  form {
    display: grid;
    gap: 16px;
  }
  .moon {
    display: flex;
    gap: 10px;
    align-items: center;
    justify-content: center;
    font-size: 17px;
    font-weight: 640;
    letter-spacing: -0.01em;
  }
  .moon svg {
    inline-size: 30px;
    block-size: 30px;
  }
  .foot {
    text-align: center;
    color: var(--soft);
  }
  .foot a {
    font-weight: 530;
  }
`;
