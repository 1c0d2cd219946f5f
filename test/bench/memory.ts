import { measureInHost, type HostRun, type HostRuns, type Subject } from './hostRuns';
import { median, type Row } from './table';

/** What the extension host holds more after activation than before; each time in a new host, with garbage collected on both sides. */
export async function benchMemory(): Promise<Row[]> {
	const runs = await measureInHost();
	const row = { unit: 'MB', ours: grown(runs, 'ours', 'held') } as const;
	const what = 'memory after activation';
	return [
		{
			...row,
			what: `${what}, held`,
			beside: { name: 'an empty extension', value: grown(runs, 'empty', 'held') },
			target: { quantity: 'difference', bound: 'atMost', limit: 3 },
			note: 'Memory held: heap and external memory of the extension host after garbage collection.',
		},
		{
			...row,
			what: `${what}, held`,
			beside: { name: 'one that imports axios', value: grown(runs, 'axios', 'held') },
		},
		{
			what: `${what}, resident`,
			unit: 'MB',
			ours: grown(runs, 'ours', 'resident'),
			beside: { name: 'an empty extension', value: grown(runs, 'empty', 'resident') },
		},
	];
}

function grown(runs: HostRuns, subject: Subject, what: keyof Pick<HostRun, 'held' | 'resident'>): number {
	return median(runs[subject].map(run => run[what]));
}
