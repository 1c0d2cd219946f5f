import * as vscode from 'vscode';
import type { Exchange } from '../../flowlu/exchange';
import type { RequestBlock } from '../../http/document';
import type { SendPhase } from '../../net/client';
import type { AccountEntry } from '../../sessions/accountsOf';
import { parsedDocument } from './parsedDocuments';
import type { Place } from './place';

/** How far the sending of a block has come, or how it ended. */
export type RunState =
	| { readonly kind: 'sending'; readonly phase: SendPhase }
	| { readonly kind: 'answered'; readonly exchange: Exchange; readonly summary: string; readonly isError: boolean }
	| { readonly kind: 'failed'; readonly message: string };

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
	readonly controller: AbortController;
}

/** The last run of every block of the open documents. */
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
			this.runs = this.runs.filter(run => run.uri !== document.uri.toString() || run.state.kind === 'sending');
		}),
	);

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

	/** The last answers of the document's named requests. */
	answered(document: vscode.TextDocument): readonly { readonly name: string; readonly exchange: Exchange }[] {
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
