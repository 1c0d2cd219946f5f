import { setTimeout as wait } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { HttpDocument } from '../../http/document/document';
import type { NamedSecret, Redactor } from '../../net/redaction/redact';
import type { ShownText } from '../../net/redaction/shownText';
import { problemMessage } from '../../messages/problems/problemMessages';
import { documentOf, parsedDocument, parsedFile } from '../../scratchpads/parsedDocuments';
import { secretsAround } from '../../scratchpads/files/environmentFiles';
import { FileRefusedError } from '../../scratchpads/files/workspaceFiles';
import { problemAt } from '../../http/problem';
import { coalesce } from '../../ui/coalesce';
import { renameTestItem, testItem } from '../../ui/shown';
import { yieldToEventLoop } from '../../ui/yieldToEventLoop';
import { changesBetween, type TestRequest, TestRequestReader, type TestRequests } from './testRequests';

/** Items that are changed before others get their turn. */
const itemsPerTurn = 250;

/** Items that are changed before VS Code is left to tell its window, which it does in one piece after a fifth of a second. */
const itemsPerMessage = 2000;
const messageDelay = 250;

/** What shows requests in the Test Explorer. */
export interface Shower {
	readonly controller: vscode.TestController;
	readonly redactor: Redactor;
}

/** A scratchpad of the workspace in the Test Explorer. Its requests are read when they are first asked for. */
export class TestFile {
	/** By the id of their items; empty before they were asked for. */
	private requests: TestRequests = new Map();
	/** What they were read of. */
	private lastParsed: HttpDocument | undefined;
	private isRead = false;
	private isGone = false;
	private readonly reader: TestRequestReader;

	constructor(
		readonly item: vscode.TestItem,
		readonly uri: vscode.Uri,
		private readonly shower: Shower,
	) {
		this.reader = new TestRequestReader(text => shower.redactor.redact(text), yieldToEventLoop);
		item.canResolveChildren = true;
	}

	/** Reads the requests, of the editor where the file is open. */
	readonly read = coalesce(() => this.readNow());

	/** Reads them again where they were asked for before. */
	async readAgain(): Promise<void> {
		if (this.isRead) {
			await this.read();
		}
	}

	/** Those that secrets are masked in are masked anew when they are next read. */
	forget(): void {
		this.lastParsed = undefined;
		this.reader.forget();
	}

	/** Of a file that is there no more: what is a secret for its sake is none any more. */
	dispose(): void {
		this.isGone = true;
		this.hide([]);
	}

	private hide(secrets: readonly NamedSecret[]): void {
		this.shower.redactor.setNamed(`environments of ${this.uri.toString()}`, secrets);
	}

	/** What was read of the request of an item. */
	requestOf({ id }: vscode.TestItem): TestRequest | undefined {
		return this.requests.get(id);
	}

	private async readNow(): Promise<void> {
		this.isRead = true;
		// Before it is opened, nothing else knows them.
		const secrets = await secretsAround(this.uri);
		if (this.isGone) {
			return;
		}
		this.hide(secrets);
		const parsed = await this.parsed();
		if (parsed === undefined || parsed !== this.lastParsed) {
			this.lastParsed = parsed;
			await this.show(await this.reader.read(parsed?.blocks ?? []));
		}
	}

	/** Undefined, with the reason at the item, where the file is not there or not to be read. */
	private async parsed(): Promise<HttpDocument | undefined> {
		const { item, uri, shower } = this;
		item.error = undefined;
		const open = documentOf(uri.toString());
		if (open !== undefined) {
			return parsedDocument(open);
		}
		try {
			return await parsedFile(uri);
		} catch (error) {
			if (!(error instanceof FileRefusedError)) {
				throw error;
			}
			const { code, detail } = error.refusal;
			item.error = shower.redactor.redact(problemMessage(problemAt(code, { start: 0, end: 0 }, detail)));
			return undefined;
		}
	}

	/** Items stay the same ones: VS Code shows at them what came of a run. */
	private async show(requests: TestRequests): Promise<void> {
		const { item, uri, shower } = this;
		const { controller } = shower;
		await yieldToEventLoop();
		const { added, removed, moved, edited } = changesBetween(this.requests, requests);
		this.requests = requests;
		if (edited.length > 0) {
			const outdated = edited.flatMap(id => item.children.get(id) ?? []);
			controller.invalidateTestResults(outdated);
			for (const { children } of outdated) {
				// It may be sent for others now.
				children.replace([]);
			}
		}
		await inTurns(removed, id => {
			item.children.delete(id);
		});
		await inTurns(added, ({ id, shown, line }) => {
			const made = testItem(controller, { id, ...shown }, uri);
			made.range = rangeOf(line);
			item.children.add(made);
		});
		await inTurns(moved, ({ id, shown, line }) => {
			const kept = item.children.get(id);
			if (kept !== undefined) {
				renameTestItem(kept, shown);
				kept.range = rangeOf(line);
			}
		});
	}
}

async function inTurns<T>(all: readonly T[], visit: (each: T) => void): Promise<void> {
	for (const [index, each] of all.entries()) {
		visit(each);
		if ((index + 1) % itemsPerMessage === 0) {
			await wait(messageDelay);
		} else if ((index + 1) % itemsPerTurn === 0) {
			await yieldToEventLoop();
		}
	}
}

/** Where the button stands that runs a request: at its request line. */
function rangeOf(line: number): vscode.Range {
	return new vscode.Range(line, 0, line, 0);
}

/** Rows that are shown below a request; what came of the others is in the output. */
const maxRows = 1000;

/** What the rows are called by that items stand for, which is not what is shown of them. */
const rowsOfItems = new WeakMap<vscode.TestItem, string>();

/** What the row is called by that an item stands for; undefined for other items. */
export function rowOf(item: vscode.TestItem): string | undefined {
	return rowsOfItems.get(item);
}

/**
 * The item of a row for which a request is sent, made where it is not there; undefined where there are too many.
 * @param row what it is called by, `shown` what is shown of that
 */
export function rowItem(
	controller: vscode.TestController,
	{ children, uri, range }: vscode.TestItem,
	row: string,
	shown: ShownText,
): vscode.TestItem | undefined {
	const known = children.get(shown);
	if (known !== undefined || uri === undefined || children.size >= maxRows) {
		return known;
	}
	const made = testItem(controller, { id: shown, label: shown }, uri);
	if (range !== undefined) {
		made.range = range;
	}
	rowsOfItems.set(made, row);
	children.add(made);
	return made;
}
