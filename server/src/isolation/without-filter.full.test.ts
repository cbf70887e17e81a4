import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { postgresBin, startPostgres } from '../testing-postgres.js';
import { switchOffFilters, taken, withoutFilter } from './without-filter.js';

/**
 * The whole matrix once more on PostgreSQL, with every filter by brand, shopper and mode taken out of the queries of requests:
 * row-level security alone has to hide what is not the caller's.
 */
const skip = !postgresBin() && 'PostgreSQL is not installed';

if (skip) test('row-level security alone', { skip });
else {
  const given = process.env['LUNEO_TEST_DATABASE_URL'];
  const own = given ? null : await startPostgres();
  if (own) process.env['LUNEO_TEST_DATABASE_URL'] = own.url;
  switchOffFilters();
  await import('./isolation.test.js');
  after(async () => {
    assert.ok(taken.filters > 1_000, `only ${taken.filters} filters were taken out`);
    await own?.stop();
  });
}

test('the switch takes the filter out of a query, and nothing else', () => {
  const where = 'select * from "designs" where "brand_id" = $1 and "owner_id" = $2 and "designs"."mode" = $3 and "id" = $4 limit $5';
  const open =
    'select * from "designs" where $1::text is not null and $2::text is not null and $3::text is not null and "id" = $4 limit $5';
  assert.equal(withoutFilter(where), open);
  const change = 'update "designs" set "brand_id" = $1 where "brand_id" = $2';
  assert.equal(withoutFilter(change), 'update "designs" set "brand_id" = $1 where $2::text is not null');
  assert.equal(
    withoutFilter('select * from designs where id = $1 and brand_id = $2'),
    'select * from designs where id = $1 and $2::text is not null',
  );
});
