import * as vscode from 'vscode';
import type { AccountKind } from '../../../flowlu/account';
import type { RequestBlock } from '../../../http/document/document';
import { kindColor } from '../../../ui/messages/accountMessages';
import { blockMayWrite, blockOperation } from '../../../engine/blockOperation';
import { Settling } from './settling';
import type { LensSource } from './requestLenses';

/** Milliseconds until the frames are drawn anew. */
const settled = 250;

type Frame = AccountKind | `${AccountKind}Deletion`;

const frameNames: readonly Frame[] = ['production', 'test', 'productionDeletion', 'testDeletion'];

/** A frame in the colour of the account around the first word of every request that would write to it; the lens above says the same in words. */
export function registerWriteMarks(languageId: string, source: LensSource): vscode.Disposable {
	const frames: Readonly<Record<Frame, vscode.TextEditorDecorationType>> = {
		production: vscode.window.createTextEditorDecorationType(frameOf('production', '1px')),
		test: vscode.window.createTextEditorDecorationType(frameOf('test', '1px')),
		productionDeletion: vscode.window.createTextEditorDecorationType(frameOf('production', '2px')),
		testDeletion: vscode.window.createTextEditorDecorationType(frameOf('test', '2px')),
	};

	async function draw(): Promise<void> {
		const editors = vscode.window.visibleTextEditors.filter(({ document }) => document.languageId === languageId);
		await Promise.all(editors.map(({ document }) => source.ready(document)));
		for (const editor of editors) {
			if (!editor.document.isClosed) {
				const ranges = writeRanges(editor.document, source);
				for (const frame of frameNames) {
					editor.setDecorations(frames[frame], ranges[frame]);
				}
			}
		}
	}

	function drawNow(): void {
		void draw();
	}

	const settling = new Settling(drawNow, settled);
	drawNow();
	return vscode.Disposable.from(
		...Object.values(frames),
		settling,
		// Told all the time while something is downloaded.
		source.onDidChange(() => {
			settling.soon();
		}),
		vscode.window.onDidChangeVisibleTextEditors(drawNow),
		vscode.workspace.onDidChangeTextDocument(({ document }) => {
			if (document.languageId === languageId) {
				settling.afterSilence();
			}
		}),
	);
}

/** @param width a deletion is marked stronger than what can be changed back */
function frameOf(kind: AccountKind, width: '1px' | '2px'): vscode.DecorationRenderOptions {
	const color = kindColor(kind);
	return {
		border: `${width} solid`,
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
): Readonly<Record<Frame, readonly vscode.Range[]>> {
	const ranges: Record<Frame, vscode.Range[]> = { production: [], test: [], productionDeletion: [], testDeletion: [] };
	for (const block of source.viewportBlocks(document)) {
		const plain = source.plainBlock(document, block);
		const choice = source.choiceFor(document, plain);
		if (choice.kind === 'session' && blockMayWrite(plain, choice.entry.session.account)) {
			const isDeletion = blockOperation(plain, choice.entry.session.account).kind === 'delete';
			const { accountKind } = choice.entry;
			const frame: Frame = isDeletion ? `${accountKind}Deletion` : accountKind;
			ranges[frame].push(rangeOfFirstWord(document, block));
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
