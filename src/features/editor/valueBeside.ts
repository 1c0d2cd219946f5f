import type { RequestBlock } from '../../http/document/document';
import { writtenFields } from './problems/catalog/writtenFields';
import { writtenTarget } from './problems/catalog/writtenTarget';

/**
 * What a request has for a field, in its filters or in its body, as it is written; undefined where that is no number.
 * @param origins of the accounts that there are
 */
export function valueBeside(
	block: RequestBlock | undefined,
	where: 'query' | 'body',
	field: string,
	origins: ReadonlySet<string>,
): string | undefined {
	const written =
		block === undefined
			? []
			: where === 'query'
				? (writtenTarget(block, origins)?.parameters ?? [])
				: writtenFields(block.parts).fields;
	const name = where === 'query' ? `filter[${field}]` : field;
	const value = written.find(candidate => candidate.name.text === name)?.value?.text ?? '';
	return /^\d+$/u.test(value) ? value : undefined;
}
