import * as vscode from 'vscode';
import type { ResponseMember } from '../../../exchanges/responseMembers';
import { beginningOf } from '../../../net/redaction/shownText';
import type { Log } from '../../../ui/log';
import type { Suggestion } from './completionItems';

/** Of a value, in UTF-16 code units. */
const maxValueLength = 60;

/** Members with the beginnings of their values. @param write what is written of one, and whether more follows */
export function memberSuggestions(
	members: readonly ResponseMember[],
	{ redact }: Pick<Log, 'redact'>,
	write: (member: ResponseMember) => Pick<Suggestion, 'filter' | 'insert' | 'continues'>,
): Suggestion[] {
	// A name is written as it is, so one with a known secret in it is not offered at all.
	return members
		.filter(({ step }) => redact(step) === step)
		.map(member => ({
			label: member.step.replace(/^\./u, ''),
			kind: member.isContainer ? vscode.CompletionItemKind.Struct : vscode.CompletionItemKind.Value,
			detail: beginningOf(redact(member.value), maxValueLength),
			...write(member),
		}));
}
