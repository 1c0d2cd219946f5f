import { createRequire } from 'node:module';
import { dirname, isAbsolute, join } from 'node:path';
import { parseDocument } from '../../src/http/parse';

/** Another parser of the same text; returns how many requests it found, so that a peer that gives up is noticed. */
export type PeerParser = (text: string) => Promise<number>;

export interface ParseFigure {
	/** Who parsed: `loop over the lines` is the floor, `flowlu` ours. */
	readonly name: string;
	/** Million UTF-16 code units (bytes, for this text) a second, by the median of the runs. */
	readonly megabytesPerSecond: number;
	/** The median of the runs. */
	readonly milliseconds: number;
	/** Far below the median where the machine had other work. */
	readonly fastestMilliseconds: number;
	readonly requests: number;
}

export interface ParseBenchOptions {
	readonly blocks?: number;
	readonly runs?: number;
	/** Each is run once: the ones we know need seconds. */
	readonly peers?: ReadonlyMap<string, PeerParser>;
}

/** A document as people write them: lists with filters, forms, JSON, comments, names and variables; about 250 characters a block. */
export function realisticDocument(blocks: number): string {
	const head = '@host = https://acme.flowlu.com\n@owner = 12\n@pipeline = 3\n@api = {{host}}/api/v1/module\n\n';
	return head + Array.from({ length: blocks }, (_, index) => realisticBlock(index)).join('');
}

function realisticBlock(index: number): string {
	const title = `### Request ${index}: what the sales team looks at in the morning\n# @name request${index}\n# @account acme\n`;
	switch (index % 3) {
		case 0:
			return `${title}GET /crm/lead/list\n\t?page=${index}\n\t&limit=100\n\t&filter[owner_id]={{owner}}\n\t&filter[pipeline_id]={{pipeline}}\n\t&order_by[desc][]=id\n\t&fields=id,name,start_date,end_date\nAccept: application/json\n\n`;
		case 1:
			return `${title}POST {{api}}/crm/account/create\nContent-Type: application/x-www-form-urlencoded\n\nname = Acme and Sons ${index}\n# the owner of the pipeline\n&owner_id={{owner}}\n&type=2\n&email=info${index}@example.com\n\n`;
		default:
			return `${title}POST /task/tasks/create HTTP/1.1\nContent-Type: application/json\nAccept: application/json\n\n{\n\t"name": "Call back ${index}",\n\t"owner_id": {{owner}},\n\t"tags": ["sales", "phone"]\n}\n\n`;
	}
}

export async function benchParse({ blocks = 10_000, runs = 30, peers }: ParseBenchOptions = {}): Promise<
	ParseFigure[]
> {
	const text = realisticDocument(blocks);
	const figures = [
		measure('loop over the lines', text, runs, countSeparators),
		measure('flowlu', text, runs, content => parseDocument(content).blocks.length),
	];
	for (const [name, parse] of peers ?? []) {
		const start = performance.now();
		const requests = await parse(text);
		figures.push(figure(name, text, [performance.now() - start], requests));
	}
	return figures;
}

function measure(name: string, text: string, runs: number, parse: (text: string) => number): ParseFigure {
	let requests = parse(text);
	const times = Array.from({ length: runs }, () => {
		const start = performance.now();
		requests = parse(text);
		return performance.now() - start;
	});
	return figure(name, text, times, requests);
}

function figure(name: string, text: string, times: readonly number[], requests: number): ParseFigure {
	const milliseconds = times.toSorted((first, second) => first - second)[times.length >> 1] ?? NaN;
	return {
		name,
		megabytesPerSecond: text.length / 1000 / milliseconds,
		milliseconds,
		fastestMilliseconds: Math.min(...times),
		requests,
	};
}

/** The least that any parser has to do: find each line and look at its first character. */
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

interface Httpyac {
	/** Unset in the package: every host brings its own. */
	readonly io: { readonly fileProvider: Record<string, unknown> };
	readonly store: {
		readonly HttpFileStore: new () => {
			parse(
				fileName: string,
				text: string,
				options: { workingDir: string },
			): Promise<{ readonly httpRegions: readonly { readonly request?: object }[] }>;
		};
	};
}

/**
 * httpYac's parser.
 * @param folder that `httpyac` was installed in; no part of this repository.
 */
export function httpyacParser(folder: string): PeerParser {
	const { io, store } = createRequire(join(folder, 'package.json'))('httpyac') as Httpyac;
	Object.assign(io.fileProvider, {
		EOL: '\n',
		isAbsolute,
		dirname,
		joinPath: join,
		exists: () => false,
		readdir: () => [],
		hasExtension: (file: string, ...extensions: readonly string[]) =>
			extensions.some(extension => file.endsWith(`.${extension}`)),
		fsPath: String,
		toString: String,
	});
	const files = new store.HttpFileStore();
	return async text => {
		const file = await files.parse(join(folder, 'bench.http'), text, { workingDir: folder });
		return file.httpRegions.filter(region => region.request !== undefined).length;
	};
}
