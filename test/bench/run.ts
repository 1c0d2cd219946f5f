// npm run bench [-- parse redact catalog client activation memory sizes roundTrip editing exporting grids commandLine large largest millionRecords]
// Prints each figure beside a peer or floor measured in the same run, and writes all of them to out/bench.json.
// A missed target is printed and nothing more: times are no test. Only what breaks makes the exit code 1.
import { writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { benchActivation } from './activation';
import { benchCatalog } from './catalog';
import { benchClient } from './client';
import { benchCommandLine } from './commandLine';
import { benchEditing } from './editing';
import { NoWindowError } from './hostRuns';
import { benchExporting, benchMillionRecords } from './exporting';
import { benchGrids } from './grids';
import { benchLarge, benchLargest } from './large';
import { benchMemory } from './memory';
import { benchParse } from './parse';
import { benchRedact } from './redact';
import { benchRoundTrip } from './roundTrip';
import { benchSizes } from './sizes';
import { reasonOf, tableText, verdictOf, type Row } from './table';

const benches: Readonly<Record<string, () => Promise<Row[]>>> = {
	sizes: benchSizes,
	parse: benchParse,
	redact: benchRedact,
	catalog: benchCatalog,
	client: benchClient,
	activation: benchActivation,
	memory: benchMemory,
	roundTrip: benchRoundTrip,
	editing: benchEditing,
	exporting: benchExporting,
	grids: benchGrids,
	commandLine: benchCommandLine,
	large: benchLarge,
};

/** What takes long, and is measured when it is named. */
const longBenches: typeof benches = { largest: benchLargest, millionRecords: benchMillionRecords };

async function runBench(name: string): Promise<Row[]> {
	try {
		return (await { ...benches, ...longBenches }[name]?.()) ?? [];
	} catch (error) {
		if (!(error instanceof NoWindowError)) {
			console.error(error);
			process.exitCode = 1;
		}
		return [{ what: name, skipped: reasonOf(error) }];
	}
}

/** Load: programs that wanted a processor, on average of the last minute. */
function machine() {
	return {
		processor: cpus()[0]?.model ?? '',
		processors: availableParallelism(),
		node: process.versions.node,
		load: loadavg()[0] ?? 0,
	};
}

async function main(): Promise<void> {
	const { positionals } = parseArgs({ allowPositionals: true });
	const names = Object.keys({ ...benches, ...longBenches });
	const unknown = positionals.filter(name => !names.includes(name));
	if (unknown.length > 0) {
		throw new Error(`There is no figure ${unknown.join(', ')}; there are ${names.join(', ')}.`);
	}
	const before = machine();
	const rows: Row[] = [];
	for (const name of positionals.length > 0 ? positionals : Object.keys(benches)) {
		console.log(`Measuring ${name}.`);
		rows.push(...(await runBench(name)));
	}
	const after = machine();
	const judged = rows.map(row => ('skipped' in row ? row : { ...row, verdict: verdictOf(row) }));
	writeFileSync('out/bench.json', JSON.stringify({ before, after, rows: judged }, undefined, '\t'));
	console.log(`\n${tableText(rows)}`);
	const { processor, processors, node } = after;
	console.log(
		`\n${processors} x ${processor}, Node ${node}; load ${before.load.toFixed(1)} before, ${after.load.toFixed(1)} after.`,
	);
	if (Math.max(before.load, after.load) > processors) {
		console.log('The machine had other work: times are longer than they would be.');
	}
}

main().then(
	// The worker, agents and windows that are closed by now may keep the process for some seconds more.
	() => process.exit(),
	(error: unknown) => {
		console.error(reasonOf(error));
		process.exit(1);
	},
);
