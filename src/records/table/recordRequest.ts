import { isPlainEntity } from '../../flowlu/operation';

/** A record by its entity, `crm/lead`, and its id. */
export interface RecordReference {
	readonly entity: string;
	readonly id: string;
}

/** A field of a record as it is now. */
export interface FieldNow {
	readonly name: string;
	/** As plain text; undefined for a value that is not to be written, as what is hidden in it would be lost. */
	readonly value?: string;
}

/**
 * The request that gets a record, below its title. Undefined where the entity or the id is written as none is: what a server sent must not make another
 * request of it, as Flowlu also deletes by GET.
 * @param choices lines such as `# @key Import`, which say who sends it
 */
export function recordRequest({ entity, id }: RecordReference, choices: readonly string[]): string | undefined {
	return isPlainRecord({ entity, id })
		? [`### ${entity} ${id}`, ...choices, `GET ${entity}/get/${id}`, ''].join('\n')
		: undefined;
}

/** Are both written as an entity and an id are? */
export function isPlainRecord({ entity, id }: RecordReference): boolean {
	return isPlainEntity(entity) && /^[1-9]\d{0,18}$/u.test(id);
}
