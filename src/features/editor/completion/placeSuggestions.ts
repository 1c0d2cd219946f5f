import * as vscode from 'vscode';
import { rowFileName } from '../../../engine/rows/readRows';
import type { CompletionPlace } from '../../../http/service/places/completionKinds';
import type { HttpDocument } from '../../../http/document/document';
import type { Suggestion } from './completionItems';
import { memberSuggestions } from './memberSuggestions';
import { entriesOf } from '../../../scratchpads/files/workspaceFiles';
import { requestFileName } from '../problems/nearPaths';
import type { EditorDependencies } from '../editorDependencies';

type PathPlace = Extract<CompletionPlace, { kind: 'path' }>;
type RequestVariablePlace = Extract<CompletionPlace, { kind: 'requestVariable' }>;

const wanted: Readonly<Record<PathPlace['files'], RegExp>> = {
	any: /(?:)/u,
	scratchpads: requestFileName,
	rows: rowFileName,
};

/** The files and folders beside, folders first. A path that is begun here starts with `./`, as other tools want it. */
export async function pathSuggestions(
	document: vscode.TextDocument,
	{ folder, files }: PathPlace,
): Promise<Suggestion[]> {
	const isWanted = (name: string): boolean => wanted[files].test(name);
	const start = folder === '' ? './' : '';
	return (await entriesOf(document, folder))
		.filter(({ name, isFolder }) => isFolder || isWanted(name))
		.map(({ name, isFolder }) =>
			isFolder
				? {
						label: `${name}/`,
						kind: vscode.CompletionItemKind.Folder,
						insert: name === '..' ? '../' : `${start}${name}/`,
						sort: `0${name}`,
						continues: true,
					}
				: { label: name, kind: vscode.CompletionItemKind.File, insert: start + name, sort: `1${name}` },
		);
}

/** What is in the last response, or in what was sent: each with its value. */
export async function requestVariableSuggestions(
	document: vscode.TextDocument,
	{ variable, closed }: RequestVariablePlace,
	{ responseMembers, log }: Pick<EditorDependencies, 'responseMembers' | 'log'>,
): Promise<Suggestion[]> {
	const { request, message, part, path } = variable;
	const start = part === 'headers' ? `${request}.${message}.headers.` : `${request}.${message}.body.${path}`;
	const close = closed ? '' : '}}';
	return memberSuggestions(await responseMembers(document, variable), log, ({ step, isContainer }) => ({
		filter: start + step,
		insert: start + step + (isContainer ? '' : close),
		...(isContainer && { continues: true }),
	}));
}

/** The requests that have a name or a title of their own, behind `run`. */
export function requestNameSuggestions(parsed: HttpDocument): Suggestion[] {
	const titles = [...parsed.knownTitles].flatMap(([title, count]) => (count === 1 ? [title] : []));
	return [...new Set([...parsed.knownRequests, ...titles])].map(name => ({
		label: `#${name}`,
		kind: vscode.CompletionItemKind.Reference,
	}));
}
