import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';

/** When the process began, where the system tells: a recycled process id is then not mistaken for the holder. */
function birth(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}

function isAlive({ pid, born }) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code !== 'EPERM') return false;
  }
  return born === null || born === birth(pid);
}

/** The process that a lock file names, when it still lives; else null. */
export function holder(file) {
  try {
    const found = JSON.parse(readFileSync(file, 'utf8'));
    return Number.isInteger(found.pid) && isAlive(found) ? found : null;
  } catch {
    return null;
  }
}

/**
 * Takes `file` for this process. Returns null, or the living holder `{ pid, … }`. What a killed process left is
 * taken over: it is moved away first, and put back when it turns out to be a rival's fresh lock.
 */
export function takeLock(file, info = {}) {
  const mine = JSON.stringify({ pid: process.pid, born: birth(process.pid), ...info });
  for (let attempt = 0; attempt < 20; attempt++) {
    try {
      writeFileSync(file, mine, { flag: 'wx', mode: 0o600 });
      return null;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const other = holder(file);
    if (other) return other;
    const aside = `${file}.${process.pid}`;
    try {
      renameSync(file, aside);
    } catch {
      continue;
    }
    if (holder(aside)) renameSync(aside, file);
    else rmSync(aside, { force: true });
  }
  return { pid: 0 };
}

/** Gives the lock back, if it is this process's. */
export function releaseLock(file) {
  if (holder(file)?.pid === process.pid) rmSync(file, { force: true });
}
