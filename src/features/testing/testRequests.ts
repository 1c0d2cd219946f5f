import type { RequestBlock } from '../../http/document/document';
import { outlinedRequests } from '../../http/service/outline';
import type { ShownText } from '../../net/redaction/shownText';

/** How the Test Explorer shows a request. */
interface ShownRequest {
	/** What it is known by: its name, else its title, else method and path. Others may have the same. */
	readonly known: string;
	/** Title, name, or method and path. */
	readonly label: ShownText;
	/** Method and path where they are not the label. */
	readonly detail: ShownText;
}

/** A request of a file as the Test Explorer has it. */
export interface TestRequest {
	/** Tells it from the others of its file, after edits and in another window too. Made of what is shown, as VS Code keeps it. */
	readonly id: string;
	readonly shown: ShownRequest;
	/** Of its request line, the first one is 0. */
	readonly line: number;
	/** The whole request as it is written. */
	readonly text: string;
}

/** Requests by their ids, in the order of the text. */
export type TestRequests = ReadonlyMap<string, TestRequest>;

/** Look-ups before others get their turn, which take a few milliseconds; to read a request for the first time takes as long as some of them. */
const lookUpsPerTurn = 2000;
const lookUpsOfFresh = 10;

/** Reads the requests of one file again and again; what did not change since the last time costs a look-up. */
export class TestRequestReader {
	/** By text; undefined for a request that is not sent. Most texts are the very strings of the last time, whose hash is known. */
	private shown: ReadonlyMap<string, ShownRequest | undefined> = new Map();
	private last: TestRequests = new Map();

	/** @param nextTurn waits for what else there is to do */
	constructor(
		private readonly redact: (text: string) => ShownText,
		private readonly nextTurn: () => Promise<void>,
	) {}

	/** The requests that can be run; one that is the same as the last time is the same object. Not to be called again before it is done. */
	async read(blocks: readonly RequestBlock[]): Promise<TestRequests> {
		const shown = new Map<string, ShownRequest | undefined>();
		const counts = new Map<string, number>();
		const requests = new Map<string, TestRequest>();
		let lookUps = 0;
		for (const block of blocks) {
			const { text } = block;
			let request = this.shown.get(text);
			if (request === undefined && !this.shown.has(text)) {
				request = this.shownRequest(block);
				lookUps += lookUpsOfFresh;
			}
			shown.set(text, request);
			if (request !== undefined) {
				const ordinal = (counts.get(request.known) ?? 0) + 1;
				counts.set(request.known, ordinal);
				const id = `${ordinal} ${request.known}`;
				requests.set(id, this.lastOr({ id, shown: request, line: block.lines.request, text }));
			}
			lookUps++;
			if (lookUps >= lookUpsPerTurn) {
				lookUps = 0;
				await this.nextTurn();
			}
		}
		this.shown = shown;
		this.last = requests;
		return requests;
	}

	/** Masks secrets anew the next time: there may be some that were not known before. */
	forget(): void {
		this.shown = new Map();
	}

	private lastOr(request: TestRequest): TestRequest {
		const last = this.last.get(request.id);
		return last?.text === request.text && last.line === request.line && last.shown === request.shown ? last : request;
	}

	private shownRequest(block: RequestBlock): ShownRequest | undefined {
		const [outlined] = outlinedRequests([block]);
		if (outlined === undefined || block.problems.some(({ code }) => code === 'disabledRequest')) {
			return undefined;
		}
		const { name, title } = block;
		const label = this.redact(outlined.label);
		const kind = title === undefined ? 'request' : 'title';
		const known = name === undefined ? `${kind} ${label}` : `name ${this.redact(name)}`;
		return { known, label, detail: this.redact(outlined.detail) };
	}
}

/** What became of the requests of a file. */
export interface RequestChanges {
	readonly added: readonly TestRequest[];
	/** Ids. */
	readonly removed: readonly string[];
	/** Those that are called otherwise, or stand in another line. */
	readonly moved: readonly TestRequest[];
	/** Ids of those whose text is another: what a run found counts for them no more. */
	readonly edited: readonly string[];
}

export function changesBetween(before: TestRequests, after: TestRequests): RequestChanges {
	const added: TestRequest[] = [];
	const moved: TestRequest[] = [];
	const edited: string[] = [];
	for (const [id, request] of after) {
		const known = before.get(id);
		if (known === undefined) {
			added.push(request);
		} else if (known !== request) {
			const { shown, line, text } = request;
			if (known.line !== line || known.shown.label !== shown.label || known.shown.detail !== shown.detail) {
				moved.push(request);
			}
			// White space at the end is that before the next request.
			if (known.text !== text && known.text.trimEnd() !== text.trimEnd()) {
				edited.push(id);
			}
		}
	}
	const isWhole = before.size + added.length === after.size;
	return { added, removed: isWhole ? [] : [...before.keys()].filter(id => !after.has(id)), moved, edited };
}
