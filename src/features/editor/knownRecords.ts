import type * as vscode from 'vscode';
import { pathOf } from '../../catalog/catalog';
import type { ReferredRecords } from '../../catalog/referredRecords';
import type { RecordList } from '../../exchanges/recordLists';
import type { RecordName } from '../../exchanges/recordNames';
import type { SessionEntry } from '../../flowlu/sessionEntry';
import type { RequestBlock } from '../../http/document/document';
import type { EditorDependencies } from './editorDependencies';

/** What is known of the records of an entity without sending anything. */
export interface KnownRecords {
	/** Who would send the request; undefined where that is not clear. Then no records are known either. */
	readonly sender: SessionEntry | undefined;
	/** Those that were loaded first, then those that a response shows. One with a known secret in it is not written into a request. */
	readonly records: readonly RecordName[];
	/** What was loaded. */
	readonly loaded: RecordList | undefined;
}

export async function knownRecords(
	{ entity: of, group }: ReferredRecords,
	{ document, block }: { readonly document: vscode.TextDocument; readonly block: RequestBlock | undefined },
	{ choices, recordNames, recordLists, log }: EditorDependencies,
): Promise<KnownRecords> {
	const choice = block && choices.choiceFor(document, block);
	if (choice?.kind !== 'session') {
		return { sender: undefined, records: [], loaded: undefined };
	}
	const { session } = choice.entry;
	const entity = pathOf(of);
	const lists = await recordLists.load();
	const loaded = lists.of({ sessionId: session.id, entity, group });
	const shown = await recordNames({ origin: session.account.origin, entity, groupField: group?.field });
	const first = loaded?.records ?? [];
	const ids = new Set(first.map(({ id }) => id));
	const records = [...first, ...shown.filter(({ id }) => !ids.has(id))];
	return {
		sender: choice.entry,
		records: records
			.filter(record => group === undefined || record.group === group.value)
			.filter(({ id, name }) => [id, name].every(text => log.redact(text) === text)),
		loaded,
	};
}
