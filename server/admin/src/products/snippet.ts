const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

/** What a shop pastes into its page: one script and one tag. */
export const snippetFor = (
  apiUrl: string,
  key: string,
  product: string,
): string => `<script type="module" src="${escape(apiUrl)}/cdn/v1/luneo.js"></script>
<luneo-customizer
  api-url="${escape(apiUrl)}"
  publishable-key="${escape(key)}"
  product="${escape(product)}"
></luneo-customizer>`;
