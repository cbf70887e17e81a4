import { findGround, type Matte } from './background.js';

type Arguments = Parameters<typeof findGround>;

let worker: Worker | null | undefined;
let count = 0;

/**
 * `findGround` beside the page's work. The worker is made from text, for a module on another origin is refused; where even
 * that is refused, it runs here: the pictures are small.
 */
export function findGroundAside(...args: Arguments): Promise<Matte> {
  worker ??= start();
  if (!worker) return Promise.resolve(findGround(...args));
  const id = count++;
  return new Promise((resolve) => {
    const end = (matte: Matte): void => {
      worker?.removeEventListener('message', said);
      worker?.removeEventListener('error', failed);
      resolve(matte);
    };
    const said = ({ data }: MessageEvent<{ id: number; matte: Matte }>): void => void (data.id === id && end(data.matte));
    const failed = (): void => {
      end(findGround(...args));
      worker = null;
    };
    worker!.addEventListener('message', said);
    worker!.addEventListener('error', failed);
    worker!.postMessage({ id, args });
  });
}

function start(): Worker | null {
  const code = `const find = ${findGround.toString()}; onmessage = ({ data: { id, args } }) => postMessage({ id, matte: find(...args) });`;
  const url = URL.createObjectURL(new Blob([code], { type: 'text/javascript' }));
  try {
    return new Worker(url);
  } catch {
    return null;
  } finally {
    // The worker has been asked for; some browsers fetch it only in the next turn.
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  }
}
