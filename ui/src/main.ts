// Where the face begins: the ways of writing that sentences may ask for, and App with its rooms.
import { mount } from 'svelte';
import { desk } from './api/desk.svelte';
import App from './App.svelte';
import { rooms } from './rooms';
import { formatHours, formatNumber, formatWithUnit } from './shared/amount';
import './shared/base.css';
import { formatDay, formatInstant, formatQuarter } from './shared/date';
import { teach } from './words';

teach('day', (value) => formatDay(String(value)));
teach('instant', (value) => formatInstant(String(value)));
teach('quarter', (value) => formatQuarter(String(value)));
teach('number', (value) => formatNumber(Number(value)));
teach('hours', (value) => formatHours(Number(value)));
teach('amount', (value) => formatWithUnit(Number(value), desk.scheme));

const target = document.getElementById('app');
if (target) mount(App, { target, props: { rooms } });
