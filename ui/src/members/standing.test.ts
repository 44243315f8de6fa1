// How a member belongs, in words.
import { expect, test } from 'vitest';
import type { MembershipPeriod } from '../api/wire';
import { chips, periodText } from './standing';

const DAY = '2026-11-23';
const period = (
  from_day: string, until_day: string | null, membership = 'active',
): MembershipPeriod => ({
  from_day, until_day, membership: membership as MembershipPeriod['membership'],
});
const said = (membership: MembershipPeriod['membership'] | null, ...periods: MembershipPeriod[]) =>
  chips({ membership, periods }, DAY).map(({ label }) => label);

test('today comes first, then what will change', () => {
  expect(said('active', period('2014-07-03', null))).toEqual(['actief']);
  expect(said(null, period('2014-07-03', '2019-05-01'))).toEqual(['oud-lid']);
  expect(said('active', period('2014-07-03', '2027-01-01')))
    .toEqual(['actief', 'stopt op 1 januari 2027']);
  expect(said(null, period('2027-01-01', null))).toEqual(['wordt lid op 1 januari 2027']);
  expect(said(null, period('2014-07-03', '2019-05-01'), period('2027-01-01', null)))
    .toEqual(['oud-lid', 'wordt lid op 1 januari 2027']);
  expect(said('active', period('2014-07-03', '2027-01-01'), period('2027-01-01', null, 'friend')))
    .toEqual(['actief', 'vriend vanaf 1 januari 2027']);
});

test('a period says its last day only when it has one', () => {
  expect(periodText(period('2014-07-03', null))).toBe('vanaf 3 juli 2014');
  expect(periodText(period('2014-07-03', '2019-05-01'))).toBe('3 juli 2014 tot 1 mei 2019');
});
