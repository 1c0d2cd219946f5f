import { measureInHost, type HostRun, type Subject } from './hostRuns';
import { median, type Row } from './table';

/** Load + call + finish, as VS Code itself reports them, of the packed extensions. */
export async function benchActivation(): Promise<Row[]> {
	const runs = await measureInHost();
	const of = (subject: Subject) => median(runs[subject].map(totalOf));
	const part = (name: 'load' | 'call' | 'finish') => median(runs.ours.map(run => run[name]));
	const row = { what: `activation, median of ${runs.ours.length}`, unit: 'ms', ours: of('ours') } as const;
	return [
		{
			...row,
			beside: { name: 'an empty extension', value: of('empty') },
			target: { quantity: 'value', bound: 'atMost', limit: 10 },
			note: `Activation of ours: load ${part('load')} ms, call ${part('call')} ms, finish ${part('finish')} ms.`,
		},
		{
			...row,
			beside: { name: 'one that imports axios', value: of('axios') },
			target: { quantity: 'ratio', bound: 'atMost', limit: 0.5 },
		},
	];
}

function totalOf({ load, call, finish }: HostRun): number {
	return load + call + finish;
}
