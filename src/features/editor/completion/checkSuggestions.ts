import * as vscode from 'vscode';
import { isPredicate, isSubject, predicates, subjects } from '../../../http/checks/checkWords';
import type { RequestBlock } from '../../../http/document/document';
import type { CheckPlace } from '../../../http/service/places/checkPlace';
import type { EditorDependencies } from '../editorDependencies';
import { predicateDocumentation, subjectDocumentation } from '../hover/checkDocumentation';
import type { Suggestion } from './completionItems';
import { memberSuggestions } from './memberSuggestions';

/** Path of the first record of a list. */
const firstRecord = '$.response.items[0]';

/** What a check may say at a cursor; names and paths are those of the request's last response. */
export async function checkSuggestions(
	place: CheckPlace,
	document: vscode.TextDocument,
	block: RequestBlock | undefined,
	dependencies: Pick<EditorDependencies, 'membersOf' | 'log'>,
): Promise<Suggestion[]> {
	switch (place.part) {
		case 'subject':
			return subjectSuggestions(place.needsBlank ? ' ' : '');
		case 'predicate':
			return predicateSuggestions();
		case 'header':
			return members('header', '', { document, block }, dependencies);
		case 'field':
			return members('field', '$.response', { document, block }, dependencies);
		case 'path': {
			const { path, isOfRecords } = place;
			const inResponse = isOfRecords ? firstRecord + path.slice(1) : path;
			return members(path, inResponse, { document, block }, dependencies);
		}
	}
}

/** @param blank what has to stand before it */
function subjectSuggestions(blank: string): Suggestion[] {
	return Object.keys(subjects)
		.filter(isSubject)
		.map((subject, index) => {
			const isWhole = subject === 'ok' || subject === 'error';
			const after = isWhole ? '' : subject === '$' ? '.' : ' ';
			return {
				label: subject,
				kind: vscode.CompletionItemKind.Keyword,
				documentation: subjectDocumentation(subject),
				insert: blank + subject + after,
				filter: subject,
				// What is about Flowlu first, as most requests have no use for headers.
				sort: `${'ok error count total field every $'.includes(subject) ? 0 : 1}${index}`,
				...(!isWhole && { continues: true }),
			};
		});
}

function predicateSuggestions(): Suggestion[] {
	return Object.keys(predicates)
		.filter(isPredicate)
		.filter(predicate => predicate !== 'equals' && predicate !== 'not equals' && predicate !== 'includes')
		.map((predicate, index) => ({
			label: predicate,
			kind: vscode.CompletionItemKind.Operator,
			documentation: predicateDocumentation(predicate),
			insert: predicates[predicate].takesValue ? `${predicate} ` : predicate,
			sort: String(index).padStart(2, '0'),
		}));
}

/** @param written what stands before what is offered, in a path */
async function members(
	written: string,
	path: string,
	{ document, block }: { readonly document: vscode.TextDocument; readonly block: RequestBlock | undefined },
	{ membersOf, log }: Pick<EditorDependencies, 'membersOf' | 'log'>,
): Promise<Suggestion[]> {
	const part = path === '' ? 'headers' : 'body';
	const found = block === undefined ? [] : await membersOf(document, block, { part, path });
	return memberSuggestions(found, log, ({ step, isContainer }) => {
		const isPath = written.startsWith('$');
		const name = isPath ? written + step : step.replace(/^\./u, '');
		return { filter: name, insert: isPath && isContainer ? name : `${name} `, continues: true };
	});
}
