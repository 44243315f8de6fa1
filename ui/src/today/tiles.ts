// The numbers of the house: what they are called, how they are written, what they mean.
import { desk } from '../api/desk.svelte';
import type { Today } from '../api/awaited';
import { formatAmount, formatNumber } from '../shared/amount';
import { known, say } from '../words';

export interface Number {
  label: string;
  value: string;
  beside?: string;
  detail?: string;
}

/** Kinds that count minutes; the others count things. */
const MINUTES = new Set(['credits_month', 'credits_outstanding']);

export function tiles(told: Today['tiles']): Number[] {
  return told.flatMap(({ kind, value, details }) => {
    const words = `today.tiles.${kind}`;
    if (!known(`${words}.label`)) return [];
    const values = { ...details, credits: desk.scheme.plural };
    return {
      label: say(`${words}.label`, values),
      value: MINUTES.has(kind) ? formatAmount(value, desk.scheme) : formatNumber(value),
      beside: known(`${words}.beside`) ? say(`${words}.beside`, values) : undefined,
      detail: known(`${words}.detail`) ? say(`${words}.detail`, values) : undefined,
    };
  });
}
