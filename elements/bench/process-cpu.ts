import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** Clock ticks of /proc, per second (Linux: 100). */
const TICKS = 100;

/** Fields of /proc/PID/stat after the command's closing parenthesis; null when the process has ended. */
function statOf(pid: number): string[] | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
}

function fromProc(root: number): number {
  const processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number); // prettier-ignore
  const stats = new Map(processes.map((pid) => [pid, statOf(pid)]));
  const isOurs = (pid: number): boolean => pid === root || (pid > 1 && isOurs(Number(stats.get(pid)?.[1] ?? 0)));
  let ticks = 0;
  for (const [pid, stat] of stats) if (stat && isOurs(pid)) ticks += Number(stat[11]) + Number(stat[12]);
  return (ticks * 1000) / TICKS;
}

/** Elsewhere: `ps`, whose times are in hundredths of a second or in whole seconds. */
function fromPs(root: number): number {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,time='], { encoding: 'utf8' }).trim().split('\n');
  const rows = new Map(
    lines.map((line) => line.trim().split(/\s+/)).map(([pid, parent, time = '0']) => [Number(pid), { parent: Number(parent), time }]),
  );
  const isOurs = (pid: number): boolean => pid === root || (pid > 1 && isOurs(rows.get(pid)?.parent ?? 0));
  const seconds = (time: string): number => time.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
  let total = 0;
  for (const [pid, { time }] of rows) if (isOurs(pid)) total += seconds(time);
  return total * 1000;
}

/** CPU time in ms that a process and all its descendants have used so far. */
export function cpuOf(root: number): number {
  return process.platform === 'linux' ? fromProc(root) : fromPs(root);
}
