import * as vscode from 'vscode';
import type { BlockId } from '../../http/document/blockTracker';
import { reopened } from '../../scratchpads/engineScope';
import { documentOf } from '../../scratchpads/parsedDocuments';
import type { RunningDependencies } from './runningDependencies';
import { summaryScheme } from './summaryScheme';
import { type FinishedRun, summaryLines, type SummaryLine } from './summaryText';

/** Summaries that are kept; the oldest goes first. */
const maxSummaries = 20;

/** The documents of this window's runs. */
export class RunSummaries {
	/** By URI. */
	private readonly summaries = new Map<string, readonly SummaryLine[]>();
	private count = 0;

	constructor(private readonly dependencies: Pick<RunningDependencies, 'redactor' | 'locate' | 'showResponse'>) {}

	/** Shows what came of a run, beside the editor, and leaves the focus where it is. */
	async show(run: FinishedRun): Promise<void> {
		const uri = vscode.Uri.from({ scheme: summaryScheme, path: `/${vscode.l10n.t('Run {0}', ++this.count)}` });
		this.summaries.set(uri.toString(), summaryLines(run, this.dependencies.redactor));
		for (const oldest of [...this.summaries.keys()].slice(0, -maxSummaries)) {
			this.summaries.delete(oldest);
		}
		// As a response does it: what is over the requests is drawn anew only in the editor that has the focus.
		const options = { preserveFocus: true, preview: false };
		await vscode.window.showTextDocument(uri, { viewColumn: vscode.ViewColumn.Beside, ...options });
	}

	textOf(uri: vscode.Uri): string {
		const lines = this.summaries.get(uri.toString());
		return lines === undefined
			? vscode.l10n.t('This run is no longer in memory. Run the requests again.')
			: `${lines.map(({ text }) => text).join('\n')}\n`;
	}

	/** A line leads to its request, and the word behind it to the response. */
	linksOf(document: vscode.TextDocument): vscode.DocumentLink[] {
		const lines = this.summaries.get(document.uri.toString()) ?? [];
		return lines.flatMap(({ links }, line) =>
			links.map(({ start, end, tooltip }) => {
				const range = new vscode.Range(line, start, line, end);
				const place = [document.uri.toString(), document.offsetAt(range.start)];
				const query = encodeURIComponent(JSON.stringify(place));
				const link = new vscode.DocumentLink(range, vscode.Uri.parse(`command:_flowlu.followSummary?${query}`));
				link.tooltip = tooltip;
				return link;
			}),
		);
	}

	/** Follows the link at a place of a summary. */
	async follow(uri: string, offset: number): Promise<void> {
		const document = documentOf(uri);
		const at = document?.positionAt(offset);
		const link =
			at &&
			this.summaries.get(uri)?.[at.line]?.links.find(({ start, end }) => start <= at.character && at.character < end);
		if (link?.kind === 'response') {
			await this.dependencies.showResponse(link.block);
		} else if (link !== undefined) {
			await this.showRequest(link.block);
		}
	}

	private async showRequest(block: BlockId): Promise<void> {
		const place = await this.dependencies.locate(block);
		if (place !== undefined) {
			const document = await reopened(place.uri);
			if (document === undefined) {
				return;
			}
			const at = document.positionAt(place.offset);
			await vscode.window.showTextDocument(document, {
				selection: new vscode.Range(at, at),
				...columnOf(document.uri),
			});
		}
	}
}

/** Where the document is shown already; else beside the summary's own column as VS Code has it. */
function columnOf(uri: vscode.Uri): { readonly viewColumn?: vscode.ViewColumn } {
	const editor = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === uri.toString());
	return editor?.viewColumn === undefined ? {} : { viewColumn: editor.viewColumn };
}
