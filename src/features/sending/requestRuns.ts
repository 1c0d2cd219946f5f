import type { AccountEntry } from '../../flowlu/sessionEntry';
import * as vscode from 'vscode';
import type { Exchange } from '../../exchanges/exchange';
import type { RequestBlock } from '../../http/document/document';
import type { SendPhase } from '../../net/client';
import { isImported } from '../../scratchpads/imports';
import { parsedDocument } from '../../scratchpads/parsedDocuments';
import { blockOfText, type Place } from '../../scratchpads/place';

/** How far the sending of a block has come, or how it ended. */
export type RunState =
	| { readonly kind: 'sending'; readonly phase: SendPhase }
	| AnsweredState
	| { readonly kind: 'failed'; readonly message: string };

interface AnsweredState {
	readonly kind: 'answered';
	/** What was sent and what came; undefined once later ones took its room. */
	readonly exchange: Exchange | undefined;
	readonly summary: string;
	readonly isError: boolean;
}

/** The last answer of a request that has a name. */
export interface NamedExchange extends Pick<AnsweredState, 'exchange'> {
	readonly name: string;
}

/** One sending of one block. The offset moves with the text, so that the run stays at its block while the user types. */
export interface RequestRun {
	readonly uri: string;
	/** Of the request line. */
	readonly offset: number;
	/** Where it is sent. */
	readonly account: AccountEntry;
	readonly state: RunState;
	readonly signal: AbortSignal;
}

/** Milliseconds until a run is told as one that is on its way. Most answers come sooner, and drawing the progress would only delay them. */
const toldAfter = 100;

interface MutableRun extends RequestRun {
	offset: number;
	state: RunState;
	isTold: boolean;
	/** Of its block, where its document was closed. */
	text: string | undefined;
	readonly controller: AbortController;
}

/** Bytes that the bodies of all exchanges of the window may take together. */
const mostBytes = 100_000_000;

/**
 * The last run of every block of the open documents, and of those that they import. Exchanges are kept for what other requests take from them, the
 * latest ones first.
 */
export class RequestRuns implements vscode.Disposable {
	private readonly _onDidChange = new vscode.EventEmitter<void>();
	readonly onDidChange = this._onDidChange.event;
	private runs: MutableRun[] = [];
	private readonly subscription = vscode.Disposable.from(
		this._onDidChange,
		vscode.workspace.onDidChangeTextDocument(event => {
			this.follow(event);
		}),
		vscode.workspace.onDidCloseTextDocument(document => {
			this.leave(document);
		}),
		vscode.workspace.onDidOpenTextDocument(document => {
			this.meetAgain(document);
		}),
	);

	/** @param limit bytes of bodies; the latest exchange is kept whatever its size */
	constructor(private readonly limit = mostBytes) {}

	/** Starts a run; an ended one of the same block is forgotten. */
	start({ document, block }: Place, account: AccountEntry): RequestRun {
		const uri = document.uri.toString();
		const controller = new AbortController();
		const run: MutableRun = {
			uri,
			offset: block.requestLine.start,
			account,
			state: { kind: 'sending', phase: { phase: 'queued', ahead: 0 } },
			isTold: false,
			text: undefined,
			controller,
			signal: controller.signal,
		};
		this.runs = [...this.runs.filter(other => !isIn(other, uri, block) || other.state.kind === 'sending'), run];
		setTimeout(() => {
			run.isTold = true;
			if (run.state.kind === 'sending') {
				this._onDidChange.fire();
			}
		}, toldAfter);
		return run;
	}

	/** Records progress or the end of a run. */
	update(run: RequestRun, state: RunState): void {
		const known = this.runs.find(other => other === run);
		if (known !== undefined) {
			known.state = state;
			this.makeRoom();
			if (known.isTold || state.kind !== 'sending') {
				this._onDidChange.fire();
			}
		}
	}

	/** Forgets a run, such as a cancelled one. */
	forget(run: RequestRun): void {
		this.runs = this.runs.filter(other => other !== run);
		this._onDidChange.fire();
	}

	of(document: vscode.TextDocument, block: RequestBlock): RequestRun | undefined {
		const uri = document.uri.toString();
		return this.runs.findLast(run => isIn(run, uri, block));
	}

	/** The last answers of the document's named requests; without the exchange where that is no longer kept. */
	answered(document: vscode.TextDocument): readonly NamedExchange[] {
		const uri = document.uri.toString();
		const parsed = parsedDocument(document);
		return this.runs.toReversed().flatMap(run => {
			const name = run.uri === uri ? parsed.blockAt(run.offset)?.name : undefined;
			return name !== undefined && run.state.kind === 'answered' ? [{ name, exchange: run.state.exchange }] : [];
		});
	}

	/** Runs on their way, oldest first. */
	sending(): readonly RequestRun[] {
		return this.runs.filter(run => run.state.kind === 'sending');
	}

	/** Closes the run's connection, or takes it out of the queue. */
	cancel(run: RequestRun): void {
		this.runs.find(other => other === run)?.controller.abort();
	}

	dispose(): void {
		for (const run of this.runs) {
			run.controller.abort();
		}
		this.subscription.dispose();
	}

	/** Lets the oldest exchanges go that are beyond the limit. */
	private makeRoom(): void {
		let bytes = 0;
		for (const run of this.runs.toReversed()) {
			const { state } = run;
			if (state.kind === 'answered' && state.exchange !== undefined) {
				const before = bytes;
				bytes += sizeOf(state.exchange);
				if (before > 0 && bytes > this.limit) {
					run.state = { ...state, exchange: undefined };
				}
			}
		}
	}

	/** Forgets what nothing can ask for any more. */
	private leave(document: vscode.TextDocument): void {
		const closed = document.uri.toString();
		const open = new Set(vscode.workspace.textDocuments.map(({ uri }) => uri.toString()));
		open.delete(closed);
		this.runs = this.runs.filter(({ uri, state }) => open.has(uri) || state.kind === 'sending' || isImported(uri));
		for (const run of this.runs) {
			if (run.uri === closed) {
				run.text = parsedDocument(document).blockAt(run.offset)?.text;
			}
		}
	}

	/** While it was closed, the file may have changed: only a block with the same text is the same. */
	private meetAgain(document: vscode.TextDocument): void {
		const uri = document.uri.toString();
		for (const run of this.runs) {
			if (run.uri === uri && run.text !== undefined) {
				const again = blockOfText(document, run.offset, run.text);
				run.text = undefined;
				if (again === undefined) {
					this.forget(run);
				} else {
					run.offset = again.requestLine.start;
				}
			}
		}
	}

	private follow({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
		const uri = document.uri.toString();
		for (const run of this.runs) {
			if (run.uri === uri) {
				// Changes come last in the document first, so each one's offsets still hold.
				for (const change of contentChanges) {
					run.offset = moved(run.offset, change);
				}
			}
		}
	}
}

function sizeOf({ request, response }: Exchange): number {
	return (request.body?.length ?? 0) + response.body.byteLength;
}

function moved(offset: number, change: vscode.TextDocumentContentChangeEvent): number {
	const end = change.rangeOffset + change.rangeLength;
	if (end <= offset) {
		return offset + change.text.length - change.rangeLength;
	}
	return Math.min(offset, change.rangeOffset);
}

function isIn(run: RequestRun, uri: string, { span }: RequestBlock): boolean {
	return run.uri === uri && span.start <= run.offset && run.offset < span.end;
}
