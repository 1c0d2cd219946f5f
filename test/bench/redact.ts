import { randomBytes } from 'node:crypto';
import { createRedactor } from '../../src/net/redaction/redact';
import { Secret } from '../../src/net/redaction/secret';
import { median, type Row } from './table';

const megabytes = 50;
const rounds = 3;

const record = `    {
      "id": 1207,
      "name": "Müller & Sons GmbH",
      "email": "office@example.com",
      "created_date": "2026-11-24 18:05:00",
      "link": "https://acme.flowlu.com/_module/crm/view/lead/1207?tab=1%20a"
    },
`;

/** The redactor with few and with many secrets, beside the least that any has to do: one search for one secret as it is, which knows no other form of it. */
export function benchRedact(): Promise<Row[]> {
	const text = record.repeat((megabytes * 1e6) / record.length);
	return Promise.resolve([1, 50].map(count => measure(text, count)));
}

function measure(text: string, count: number): Row {
	const secrets = Array.from({ length: count }, () => randomBytes(20).toString('hex'));
	const redactor = createRedactor();
	for (const secret of secrets) {
		redactor.add(new Secret(secret));
	}
	const times = { ours: new Array<number>(), floor: new Array<number>() };
	for (let round = 0; round <= rounds; round++) {
		const ours = timeOf(() => redactor.redact(text));
		const floor = timeOf(() => text.replaceAll(secrets[0] ?? '', '•••'));
		// The first round learns the states that the text needs.
		if (round > 0) {
			times.ours.push(ours);
			times.floor.push(floor);
		}
	}
	const speed = (milliseconds: number) => text.length / 1000 / milliseconds;
	return {
		what: `redact ${megabytes} MB, ${count} secrets in all forms`,
		unit: 'MB/s',
		ours: speed(median(times.ours)),
		beside: { name: 'replaceAll of one raw value', value: speed(median(times.floor)) },
		target: { quantity: 'value', bound: 'atLeast', limit: 100 },
	};
}

function timeOf(work: () => string): number {
	const started = performance.now();
	if (work().length !== record.length * Math.floor((megabytes * 1e6) / record.length)) {
		throw new Error('Something was masked.');
	}
	return performance.now() - started;
}
