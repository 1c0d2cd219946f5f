import type { CatalogParameter } from '../../../../catalog/catalog';
import type { ValueShape } from '../../../../catalog/valueShape';
import type { Span } from '../../../../http/problem';

export type FindingSeverity = 'warning' | 'information' | 'hint';

/** What is wrong, with what is known about it; no value that is written, which may be a secret. The entity is written as in a path: `crm/lead`. */
export type FindingDetails =
	| { readonly code: 'unknownEntity'; readonly entity: string }
	/** The words are those that the entity has in the place of the wrong one: `list`, `get`. */
	| {
			readonly code: 'unknownEntityMethod';
			readonly entity: string;
			readonly name: string;
			readonly words: readonly string[];
	  }
	| { readonly code: 'unknownField'; readonly entity: string; readonly name: string; readonly isDocumented: boolean }
	/** Of a query. */
	| { readonly code: 'unknownParameter'; readonly path: string; readonly name: string }
	| { readonly code: 'wrongId'; readonly entity: string }
	| { readonly code: 'wrongValue'; readonly name: string; readonly shape: ValueShape }
	/** The verb is the one that is known: `POST`. */
	| { readonly code: 'wrongVerb'; readonly path: string; readonly verb: string; readonly isDocumented: boolean }
	| { readonly code: 'missingField'; readonly path: string; readonly name: CatalogParameter['name'] }
	| { readonly code: 'trailingComma' };

/** What is to be put in, with the cursor between its two parts; the offset counts from the start of the block. */
export interface Insertion {
	readonly offset: number;
	readonly before: string;
	readonly after: string;
}

/** Something in a request that the catalog knows otherwise. It never keeps a request from being sent: Flowlu decides, and not what is known of it. */
export interface CatalogFinding {
	readonly details: FindingDetails;
	readonly severity: FindingSeverity;
	/** Counts from the start of the block. */
	readonly span: Span;
	/** What may have been meant in the place of the span, likeliest first. */
	readonly suggestions: readonly string[];
	/** What mends it where nothing is replaced. */
	readonly insertion?: Insertion | undefined;
}

/** Nothing where the severity is undefined: then nothing is to be said. */
export function finding(
	details: FindingDetails,
	severity: FindingSeverity | undefined,
	where: Pick<CatalogFinding, 'span' | 'suggestions' | 'insertion'>,
): readonly CatalogFinding[] {
	return severity === undefined ? [] : [{ details, severity, ...where }];
}
