import type { RequestPosition } from '../../http/document/blockTracker';
import type { ColumnFacts } from '../../records/table/columnFacts';
import type { ColumnLayout } from '../../records/table/columnOrder';
import type { CopyFormat } from '../../records/table/copyFormats';
import type { FieldNow } from '../../records/table/recordRequest';
import type { PageTexts } from './pageTexts';

/** How a table is looked at. What is looked for may be a customer's name: it stays in the memory of the window, and out of the page's stored state. */
export interface TableView {
	readonly sort?: { readonly name: string; readonly direction: 'ascending' | 'descending' } | undefined;
	readonly filter: string;
	/** By field. */
	readonly columnFilters: Readonly<Record<string, string>>;
	readonly showsColumnFilters: boolean;
	/** The first row that is seen. */
	readonly top: number;
}

export const plainView: TableView = { filter: '', columnFilters: {}, showsColumnFilters: false, top: 0 };

/** What menus and keys ask of the page; it knows what is selected. */
export type PageCommand =
	| { readonly kind: 'copy'; readonly format: CopyFormat }
	| { readonly kind: 'copyIds' | 'copyPath' | 'showValue' | 'getRecord' | 'getReference' | 'editRecord' | 'openRecord' }
	| { readonly kind: 'sort'; readonly direction: 'ascending' | 'descending' | undefined }
	| { readonly kind: 'move'; readonly to: 'left' | 'right' }
	| { readonly kind: 'hideColumn' | 'chooseColumns' | 'toggleColumnFilters' | 'focusTable' }
	| { readonly kind: 'pin'; readonly isPinned: boolean }
	| { readonly kind: 'filterAtServer' | 'loadMore' | 'showValues' | 'export' };

/** Where a page goes on after VS Code took it down. It has no value of a record, and is all that is stored. */
export interface PageState {
	readonly request?: RequestPosition;
}

/** What is below the records that a page has: `more` can be read, `short`: there is more that cannot. */
export interface Further {
	readonly kind: 'none' | 'more' | 'loading' | 'failed' | 'short';
	/** Why it failed, or why there is no more; else empty. */
	readonly text: string;
	/** Records that there are on the server, where it says so. */
	readonly total?: number;
}

export interface OpenedTable {
	readonly kind: 'open';
	readonly texts: PageTexts;
	/** What is known of the fields; those that the records do not have are left out. */
	readonly facts: readonly ColumnFacts[];
	readonly layout: ColumnLayout;
	readonly view: TableView;
	/** The JSONPath of the list. */
	readonly listPath: string;
	readonly further: Further;
	readonly canGet: boolean;
	/** Is the page of the portal known that shows a record? */
	readonly hasRecordPages: boolean;
	/** How many of the records are in the response itself. */
	readonly inResponse: number;
	readonly state: PageState;
	/** Counts the responses that the page was given. */
	readonly turn: number;
}

export type ToPage =
	| OpenedTable
	/** A JSON array of the next records. */
	| { readonly kind: 'rows'; readonly bytes: ArrayBuffer }
	| { readonly kind: 'end' }
	| { readonly kind: 'further'; readonly further: Further }
	/** The records are in memory no more. */
	| { readonly kind: 'gone'; readonly texts: PageTexts; readonly canGoToRequest: boolean }
	| { readonly kind: 'show'; readonly names: readonly string[] }
	| { readonly kind: 'run'; readonly command: PageCommand };

/** A filter that is to be written into the request of a table. */
export interface WantedFilter {
	/** Of the field. */
	readonly name: string;
	/** What is written into the filter of the column, or a suggestion; `= 2`. */
	readonly text: string;
}

/** Some records of a table and some of their fields, as a file is to have them. */
export interface RecordChoice {
	/** Numbers of records as they came, from 0. */
	readonly order: Uint32Array;
	/** Names of fields. */
	readonly columns: readonly string[];
}

/** A field in the list that is chosen from. */
export interface ColumnChoice {
	readonly name: string;
	readonly title: string;
	readonly isShown: boolean;
}

export type FromPage =
	| { readonly kind: 'ready' | 'goToRequest' }
	/** The next page is wanted. */
	| { readonly kind: 'more' }
	/** Something went wrong in the page; what it says is for the log. */
	| { readonly kind: 'failed'; readonly because: string }
	| { readonly kind: 'view'; readonly view: TableView }
	/** The turn is of the response that the columns are of. */
	| { readonly kind: 'layout'; readonly layout: ColumnLayout; readonly turn: number }
	| { readonly kind: 'copied'; readonly text: string }
	| { readonly kind: 'chooseColumns'; readonly columns: readonly ColumnChoice[] }
	| { readonly kind: 'filterAtServer'; readonly filter: WantedFilter }
	/** A file of records is wanted. */
	| {
			readonly kind: 'export';
			/** Of the response that the numbers are of. */
			readonly turn: number;
			readonly shown: RecordChoice;
			readonly loaded: RecordChoice;
	  }
	/** The request that changes these fields of a record is wanted. */
	| { readonly kind: 'edit'; readonly id: string; readonly fields: readonly FieldNow[] }
	/** The record's page of the portal is wanted. */
	| { readonly kind: 'openRecord'; readonly id: string }
	/** Of the entity of the table unless another is named. */
	| { readonly kind: 'get'; readonly id: string; readonly entity?: string };
