import { Problem } from '../problem.js';

/** The ones of ten characters and more that lists of leaked passwords begin with. */
const COMMON = new Set(
  `1234567890 12345678910 0123456789 0987654321 9876543210 1234554321 1122334455 1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx3edc qwertyuiop qwerty1234
  qwerty12345 qwerty123456 1234qwerty 123456qwerty asdfghjkl1 asdfghjkl123 zxcvbnm123 q1w2e3r4t5 q1w2e3r4t5y6 password12 password123 password1234
  password12345 password123456 passwordpassword mypassword passw0rd123 p@ssw0rd123 p@ssword123 letmein123 letmein1234 welcome123 welcome1234
  iloveyou12 iloveyou123 iloveyou1234 administrator admin12345 admin123456 changeme123 changemenow superman123 football123 baseball123
  princess123 sunshine123 dragon1234 monkey12345 michael123 charlie123 liverpool1 liverpool123 manchester basketball motherfucker
  unbelievable christopher photography california correcthorsebatterystaple trustno1trustno1 abcdefghij abcdefghijk abcdefghijklmnop abcd1234567
  abc1234567 abcd123456 aa12345678 a123456789 123456789a 123456789q 12345678900 123123123123 1111111111 0000000000 1231231234 qazwsxedcrfv`.split(
    /\s+/,
  ),
);

interface About {
  email: string;
  name?: string;
  brandName?: string;
}

/** Refuses what a stranger tries first: leaked ones, the account's own names, and runs of few characters. Throws `password-weak`. */
export function checkPassword(password: string, about: About): void {
  const text = fold(password);
  const [local = '', host = ''] = fold(about.email).split('@');
  const names = [local, host, host.split('.')[0] ?? '', about.name ?? '', about.brandName ?? '', 'luneo'].map((name) =>
    fold(name).replaceAll(' ', ''),
  );
  if (COMMON.has(text)) throw weak('It is among the passwords that everybody tries.');
  if (new Set(text).size < 5) throw weak('It repeats too few characters.');
  const rest = names.filter((name) => name.length >= 4).reduce((left, name) => left.replaceAll(name, ''), text.replaceAll(' ', ''));
  if (text === fold(about.email) || rest.length < 5) throw weak('It is made of the name or the address of the account.');
}

const fold = (text: string): string => text.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, ' ').trim();
const weak = (why: string): Problem =>
  new Problem('password-weak', `Choose another password. ${why}`, { errors: [{ path: 'body.password', message: why }] });
