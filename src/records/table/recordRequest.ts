import { isPlainEntity } from '../../flowlu/operation';

/** A record by its entity, `crm/lead`, and its id. */
export interface RecordReference {
	readonly entity: string;
	readonly id: string;
}

/**
 * The request that gets a record, below its title. Undefined where the entity or the id is written as none is: what a server sent must not make another
 * request of it, as Flowlu also deletes by GET.
 * @param choices lines such as `# @key Import`, which say who sends it
 */
export function recordRequest({ entity, id }: RecordReference, choices: readonly string[]): string | undefined {
	if (!isPlainEntity(entity) || !/^[1-9]\d{0,18}$/u.test(id)) {
		return undefined;
	}
	return [`### ${entity} ${id}`, ...choices, `GET ${entity}/get/${id}`, ''].join('\n');
}
