import { EditError } from '@luneo/sdk/design/edits.js';
import { Problem } from '../../problem.js';
import { readPrompt } from '../../generations/prompt.js';
import type { Ai, Composition } from './ai.js';
import { Builder } from './local/build.js';
import { isEmptyLook } from './local/looks.js';
import { notesIn } from './local/notes.js';
import { sketch } from './local/picture.js';
import { understand } from './local/understand.js';

/** Placing takes the square of it, and others wait meanwhile. */
const MAX_ITEMS = 60;

/**
 * Designs by rules, in English and French, without a network: quoted words become text layers, style words fonts, places the
 * template's zones, materials and measures its options, motif words clip-art. Throws `prompt-rejected`, or `prompt-invalid` with
 * an example in the prompt's language when nothing was understood. Its pictures are our own motifs in washes of colour.
 */
export function createLocalAi(): Ai {
  return {
    name: 'local',
    makeImage: sketch,
    compose: async (request) => {
      request.onStep('checking');
      const prompt = readPrompt(request.prompt);
      request.signal.throwIfAborted();
      request.onStep('composing');
      const plan = understand({ ...request, prompt });
      const say = notesIn(plan.language, prompt);
      const isEmpty =
        plan.items.length === 0 && plan.removals.length === 0 && !plan.replacement && plan.options.length === 0 && isEmptyLook(plan.look);
      if (isEmpty) throw new Problem('prompt-invalid', say.unknown());
      if (plan.items.length > MAX_ITEMS) throw new Problem('prompt-invalid', say.tooMany(MAX_ITEMS));
      request.onStep('placing');
      const composition = build(new Builder({ ...request, prompt }, plan));
      request.signal.throwIfAborted();
      if (composition.edits.length === 0 && composition.notes.length === 0) throw new Problem('prompt-invalid', say.nothingThere());
      return composition;
    },
  };
}

/** A design that is full already says so instead of failing. */
function build(builder: Builder): Composition {
  try {
    return builder.build();
  } catch (error) {
    if (!(error instanceof EditError)) throw error;
    throw new Problem('prompt-invalid', `This is more than the design can hold (${error.message}).`, { cause: error });
  }
}
