import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { parseDocument } from '../../src/http/document/parse';
import { loadPeers, type Peers } from './peers';
import { realisticDocument } from './realisticDocument';
import { median, reasonOf, type Row } from './table';

const blocks = 10_000;
const rounds = 9;

/** Parses once and returns how many requests it found, so that a parser that gives up is noticed. */
type Parse = (text: string) => number;

/** Our parser, the least that any parser has to do, and httpYac's: on one large document. */
export async function benchParse(): Promise<Row[]> {
	const text = realisticDocument(blocks);
	const what = `parse ${(text.length / 1e6).toFixed(1)} MB, ${blocks} requests`;
	const speed = (milliseconds: number) => text.length / 1000 / milliseconds;
	const [ours, floor] = race(text, [parseWhole, countSeparators]).map(speed);
	if (ours === undefined || floor === undefined) {
		throw new Error('Nothing was measured.');
	}
	const row = { what, unit: 'MB/s', ours } as const;
	const rows: Row[] = [
		{
			...row,
			beside: { name: 'a loop over the lines', value: floor },
			target: { quantity: 'value', bound: 'atLeast', limit: 60 },
		},
	];
	try {
		const time = await timeHttpyac(await loadPeers(), text);
		rows.push(
			{
				...row,
				beside: { name: 'httpYac', value: speed(time) },
				target: { quantity: 'timesBetter', bound: 'atLeast', limit: 55 },
			},
			editRow(text, time),
		);
	} catch (error) {
		rows.push({ what: `${what}, by httpYac`, skipped: reasonOf(error) }, editRow(text));
	}
	return [...rows, sendingRow(text), memoryRow()];
}

/** Reads all and looks for problems, in blocks and between them. */
function parseWhole(text: string): number {
	const document = parseDocument(text);
	if (document.problems.length > 0 || document.blocks.some(({ problems }) => problems.length > 0)) {
		throw new Error('There are problems in a document that has none.');
	}
	return document.blocks.length;
}

/** Makes each request as sending does, to see what sending would refuse: in turns, when the document is opened. */
function sendingRow(text: string): Row {
	const document = parseDocument(text);
	const started = performance.now();
	document.unknownSendingProblems.forEach(look => {
		look();
	});
	const time = performance.now() - started;
	return { what: `what sending would refuse, ${blocks} requests`, unit: 'ms', ours: time };
}

/** Edits all over the document, each with a look at the block it is in and at the problems of that. */
function editRow(text: string, again?: number): Row {
	let document = parseDocument(text);
	checkCount(parseWhole(text));
	const times: number[] = [];
	for (let edit = 0; edit < 1000; edit++) {
		const start = Math.floor((edit * 7919 * text.length) / 1e6) % text.length;
		const started = performance.now();
		document = document.edited({ start, end: start + 1 }, 'x');
		const problems = document.blockAt(start)?.problems;
		times.push(performance.now() - started);
		if (problems === undefined) {
			throw new Error('An edited block is none.');
		}
		document = document.edited({ start, end: start + 1 }, text.charAt(start));
	}
	return {
		what: `re-parse after an edit, ${blocks} requests`,
		unit: 'ms',
		ours: median(times),
		...(again !== undefined && { beside: { name: 'httpYac, which reads all again', value: again } }),
		target: { quantity: 'value', bound: 'atMost', limit: 1 },
	};
}

/** What a document holds with its text, problems asked for. */
function memoryRow(): Row {
	setFlagsFromString('--expose-gc');
	const collect = runInNewContext('gc') as () => void;
	collect();
	const before = process.memoryUsage().heapUsed;
	const text = realisticDocument(blocks);
	const document = parseDocument(text);
	checkCount(document.blocks.length - document.allProblems.length);
	collect();
	const held = (process.memoryUsage().heapUsed - before) / 1e6;
	return {
		what: `memory of a parsed document, ${document.blocks.length} requests`,
		unit: 'MB',
		ours: held,
		beside: { name: 'its text', value: text.length / 1e6 },
		target: { quantity: 'ratio', bound: 'atMost', limit: 3 },
	};
}

/** @returns milliseconds of each parser, the median of rounds in which they take turns */
function race(text: string, parsers: readonly Parse[]): readonly number[] {
	const times = parsers.map(() => new Array<number>());
	// The first round warms up.
	for (let round = 0; round <= rounds; round++) {
		for (const [index, parse] of parsers.entries()) {
			const started = performance.now();
			const requests = parse(text);
			const time = performance.now() - started;
			checkCount(requests);
			if (round > 0) {
				times[index]?.push(time);
			}
		}
	}
	return times.map(median);
}

/** Once: it takes seconds. */
async function timeHttpyac({ folder, httpyac }: Peers, text: string): Promise<number> {
	const files = new httpyac.store.HttpFileStore();
	const started = performance.now();
	const { httpRegions } = await files.parse(join(folder, 'parse.http'), text, { workingDir: folder });
	const time = performance.now() - started;
	checkCount(httpRegions.filter(region => region.request !== undefined).length);
	return time;
}

function checkCount(requests: number): void {
	if (requests !== blocks) {
		throw new Error(`A parser found ${requests} of ${blocks} requests.`);
	}
}

/** Finds each line and looks at its first character. */
function countSeparators(text: string): number {
	let separators = 0;
	for (let start = 0; start < text.length;) {
		const lineFeed = text.indexOf('\n', start);
		if (text.charCodeAt(start) === 35 && text.startsWith('###', start)) {
			separators++;
		}
		start = lineFeed < 0 ? text.length : lineFeed + 1;
	}
	return separators;
}
