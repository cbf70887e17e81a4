/** A line of `npm run bench`. */
export interface Row {
  id: string;
  value: number;
  unit: string;
  peer: string;
  peerValue: number;
  ratio: number;
  bar: string;
  holds: boolean;
}

/** Median of `values`. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1]!;
}

/** CPU time of `work`, in ms: what other processes do on the machine counts little. */
async function cpu(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/**
 * Measures `ours` against `peer` in interleaved pairs of `rounds` runs each, after a warm-up; values in CPU ms per run,
 * the ratio is the median of the pairs'. `limit`: the bar that the ratio must not exceed.
 */
export async function compare(
  id: string,
  limit: number,
  peer: { name: string; run: () => unknown },
  ours: () => unknown,
  { pairs = 9, rounds = 5 } = {},
): Promise<Row> {
  const repeat = async (work: () => unknown) => {
    for (let i = 0; i < rounds; i++) await work();
  };
  for (let i = 0; i < 2; i++) {
    await repeat(ours);
    await repeat(peer.run);
  }
  const measured: { ours: number; peer: number }[] = [];
  for (let i = 0; i < pairs; i++) {
    globalThis.gc?.();
    // The order alternates, so that whoever goes second gains nothing on the whole.
    if (i % 2 === 0) measured.push({ ours: await cpu(() => repeat(ours)), peer: await cpu(() => repeat(peer.run)) });
    else {
      const first = await cpu(() => repeat(peer.run));
      measured.push({ ours: await cpu(() => repeat(ours)), peer: first });
    }
  }
  const ratio = median(measured.map((pair) => pair.ours / pair.peer));
  const value = median(measured.map((pair) => pair.ours)) / rounds;
  const peerValue = median(measured.map((pair) => pair.peer)) / rounds;
  return { id, value, unit: 'ms CPU', peer: peer.name, peerValue, ratio, bar: `≤ ${limit} × peer`, holds: ratio <= limit };
}
