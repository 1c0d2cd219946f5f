import type { Span } from '../../problem';
import type { CheckPlace } from './checkPlace';
import type { RequestVariable } from '../../build/requestVariables';

/** What may be written at a cursor. The span is what a completion replaces: the word that the cursor is in or behind. */
export type CompletionPlace = CheckPlace | SyntaxPlace;

type SyntaxPlace = { readonly span: Span } & (
	| { readonly kind: 'variable'; /** Whether braces close behind the cursor. */ readonly closed: boolean }
	/** A part of what another request sent or got; the span has the whole name of the variable. */
	| {
			readonly kind: 'requestVariable';
			readonly closed: boolean;
			/** As far as it is whole: `login.response.body.$.items` where `login.response.body.$.items.i` is written. */
			readonly variable: RequestVariable;
	  }
	/** The name of a file or folder in a folder: `./a/`, empty for that of the document. */
	| { readonly kind: 'path'; readonly folder: string; readonly files: 'any' | 'scratchpads' | 'rows' }
	/** The name or the title of a request behind `run #`; the span has the number sign, where there is one. */
	| { readonly kind: 'requestName' }
	/** The span has the at sign, where there is one. */
	| { readonly kind: 'metadataName' }
	| { readonly kind: 'metadataValue'; readonly name: string }
	/** The first word of a request line: a method, or a target. */
	| { readonly kind: 'request' }
	/** A path of the API; `method` is the one that is written before it, undefined where one may still be put there. */
	| { readonly kind: 'target'; readonly method: string | undefined }
	/** The name of a parameter in the query of an endpoint such as `crm/lead/list`. */
	| { readonly kind: 'parameter'; readonly endpoint: string; readonly hasEquals: boolean }
	| { readonly kind: 'headerName'; readonly hasColon: boolean }
	| { readonly kind: 'headerValue'; readonly name: string }
	/** Below a request that has no body: where the next one starts. */
	| { readonly kind: 'separator' }
	| { readonly kind: 'formField'; readonly endpoint: string; readonly hasEquals: boolean }
	/** The name of a member of a JSON body: what belongs before and behind it. The span has the quote that closes behind the cursor, if `behind` has it. */
	| {
			readonly kind: 'jsonField';
			readonly endpoint: string;
			readonly before: '"' | '';
			readonly behind: '": ' | '"' | '';
	  }
	/** The value of a parameter or a field, of a comma list in a query one item. The span has all of it, without its quotes. */
	| {
			readonly kind: 'fieldValue';
			readonly endpoint: string;
			/** As it is written: `filter[active]`, `active`. */
			readonly name: string;
			readonly where: 'query' | 'form' | 'json';
			/** Before the cursor, and all of it. */
			readonly before: string;
			readonly whole: string;
			/** The other items of the list. */
			readonly listed: readonly string[];
			/** No other item and no mark stands around it. */
			readonly isFirst: boolean;
			/** What has to be written before and behind a text, in JSON. */
			readonly opening: '"' | '';
			readonly closing: '"' | '';
	  }
);
