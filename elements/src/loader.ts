/**
 * The script a shop embeds: `<script type="module" src="…/cdn/v1/luneo.js">`. Registers the tags and loads nothing else
 * until a shopper needs it. Loading it twice is harmless.
 */
import './luneo-customizer.js';

export { LuneoCustomizer } from './luneo-customizer.js';
