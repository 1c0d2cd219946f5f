import * as vscode from 'vscode';
import type { Account, AccountKind } from '../../flowlu/account';
import { mayWrite } from '../../flowlu/operation';
import type { RequestBlock } from '../../http/document/document';
import { kindColor } from '../../ui/messages/accountMessages';
import { blockOperation } from '../../engine/blockOperation';
import type { LensSource } from './requestLenses';

/** Milliseconds of silence before the frames are drawn anew. */
const settled = 250;

/** A frame in the colour of the account around the first word of every request that would write to it; the lens above says the same in words. */
export function registerWriteMarks(languageId: string, source: LensSource): vscode.Disposable {
	const frames: Readonly<Record<AccountKind, vscode.TextEditorDecorationType>> = {
		production: vscode.window.createTextEditorDecorationType(frameOf('production')),
		test: vscode.window.createTextEditorDecorationType(frameOf('test')),
	};
	let pending: ReturnType<typeof setTimeout> | undefined;

	async function draw(): Promise<void> {
		const editors = vscode.window.visibleTextEditors.filter(({ document }) => document.languageId === languageId);
		await Promise.all(editors.map(({ document }) => source.ready(document)));
		for (const editor of editors) {
			if (!editor.document.isClosed) {
				const ranges = writeRanges(editor.document, source);
				editor.setDecorations(frames.production, ranges.production);
				editor.setDecorations(frames.test, ranges.test);
			}
		}
	}

	function drawNow(): void {
		void draw();
	}

	function schedule(): void {
		clearTimeout(pending);
		pending = setTimeout(drawNow, settled);
	}

	drawNow();
	return vscode.Disposable.from(
		frames.production,
		frames.test,
		source.onDidChange(schedule),
		vscode.window.onDidChangeVisibleTextEditors(drawNow),
		vscode.workspace.onDidChangeTextDocument(({ document }) => {
			if (document.languageId === languageId) {
				schedule();
			}
		}),
		new vscode.Disposable(() => {
			clearTimeout(pending);
		}),
	);
}

function frameOf(kind: AccountKind): vscode.DecorationRenderOptions {
	const color = kindColor(kind);
	return {
		border: '1px solid',
		borderRadius: '3px',
		borderColor: color,
		// What is typed at the word's end is outside until it is drawn anew.
		rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
		overviewRulerColor: color,
		overviewRulerLane: vscode.OverviewRulerLane.Left,
	};
}

/** The request lines that would write, by the kind of the account that they would write to. */
function writeRanges(
	document: vscode.TextDocument,
	source: Pick<LensSource, 'choiceFor' | 'plainBlock' | 'viewportBlocks'>,
): Readonly<Record<AccountKind, readonly vscode.Range[]>> {
	const ranges: Record<AccountKind, vscode.Range[]> = { production: [], test: [] };
	for (const block of source.viewportBlocks(document)) {
		const plain = source.plainBlock(document, block);
		const choice = source.choiceFor(document, plain);
		const writes = (account: Account): boolean => plain.form !== 'run' && mayWrite(blockOperation(plain, account));
		if (choice.kind === 'session' && writes(choice.entry.session.account)) {
			ranges[choice.entry.accountKind].push(rangeOfFirstWord(document, block));
		}
	}
	return ranges;
}

/** The method, or the target of a request without one. */
function rangeOfFirstWord(
	document: vscode.TextDocument,
	{ requestLine: { start }, span, text }: RequestBlock,
): vscode.Range {
	const [word = ''] = /^\S+/u.exec(text.slice(start - span.start)) ?? [];
	return new vscode.Range(document.positionAt(start), document.positionAt(start + word.length));
}
