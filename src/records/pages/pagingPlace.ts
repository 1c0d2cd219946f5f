import type { SeenIds } from './recordIds';

/** Why a list is read by page numbers: the request sorts or filters by itself, or the server did not do what reading by id needs. */
export type PageNumberReason = 'ownOrder' | 'ownIdFilter' | 'noIds' | 'orderIgnored' | 'filterIgnored';

/** By id: each page asks for ids above the greatest so far, so that nothing comes twice or is missed. By number: what changes meanwhile may do both. */
export type PagingWay =
	| {
			readonly kind: 'byId';
			/** The greatest id so far; absent before the first record. */
			readonly last?: string;
			/** A page after the first has shown that the server filters and sorts. */
			readonly isProven: boolean;
	  }
	| {
			readonly kind: 'byNumber';
			readonly because: PageNumberReason;
			/** The page to be read next, from 1. */
			readonly page: number;
			/** The bytes of the list that came before, where its records have no ids to know them by. */
			readonly before?: Uint8Array;
			/** Pages are as long as the request itself says, since the first was. */
			readonly keepsLimit?: true;
	  };

/** Where a reading of all pages stands; what is to be read next follows from it. */
export interface PagingPlace {
	readonly way: PagingWay;
	/** Records that were given on. */
	readonly records: number;
	/** Responses that came. */
	readonly pages: number;
	/** Requests that were sent again after a fault. */
	readonly repeats: number;
	/** Records that came again, and were left out. */
	readonly twice: number;
	/** The most records on one page: the server may give fewer than were asked for. */
	readonly pageSize: number;
	readonly totalAtStart?: number;
	/** Absent where the responses do not tell it. */
	readonly totalAtEnd?: number;
	/** The total was another from one page to the next. */
	readonly hasChanged?: boolean;
	/** What came so far, as long as it may come again. */
	readonly seen?: SeenIds;
}

/** Why what came may not be all. */
export type ShortReason =
	| 'cancelled'
	/** The same page came again and again. */
	| 'pageIgnored'
	/** The server says that there are more. */
	| 'fewerThanTotal'
	/** Records were added or removed while they were read by page numbers. */
	| 'changed';

/** How a reading of all pages ended. */
export type PagingEnd =
	| { readonly kind: 'whole' }
	/** As many records came as were asked for; there may be more. */
	| { readonly kind: 'max' }
	| { readonly kind: 'short'; readonly because: ShortReason }
	/** A page could not be read, and can be tried again from the same place. */
	| { readonly kind: 'paused'; readonly error: unknown };

/** Every page was asked for, and what came may not be all. */
export class PartialListError extends Error {
	override readonly name = 'PartialListError' as const;

	constructor(readonly because: Exclude<ShortReason, 'cancelled'>) {
		super(`Not all records of the list may have come: ${because}.`);
	}
}

/** A page after the first was in another order than the ones before, or had what they had. */
export class PageOrderError extends Error {
	override readonly name = 'PageOrderError' as const;

	constructor(readonly page: number) {
		super(`Page ${page} does not follow the one before.`);
	}
}
