import type { Database } from '../records/database';
import { formatDate, formatMoment } from '../records/dates';
import type { Row } from '../records/fields';

const dayMs = 86_400_000;

/** Puts made-up records into a database: the same ones at every start, with dates relative to its day. */
export class Sower {
	private state = 20_200_901;

	constructor(
		private readonly database: Database,
		private readonly today: Date,
	) {}

	/** @returns the record's id. Creation stamps are added where the entity has them. */
	add(path: `${string}/${string}`, values: Readonly<Row>): number {
		const [module = '', name = ''] = path.split('/');
		const table = this.database.table(module, name);
		const known = new Set(table.entity.fields.map(field => field.name));
		const stamps = Object.entries(this.stamps()).filter(([stamp]) => known.has(stamp));
		return table.insert({ ...Object.fromEntries(stamps), ...values });
	}

	addAll(path: `${string}/${string}`, rows: readonly Readonly<Row>[]): readonly number[] {
		return rows.map(values => this.add(path, values));
	}

	/** One record for each name, in their order. */
	names(path: `${string}/${string}`, names: readonly string[], values: Readonly<Row> = {}): readonly number[] {
		const orders = this.database.table(...split(path)).entity.fields.some(({ name }) => name === 'ordering');
		return names.map((name, index) => this.add(path, { ...values, name, ...(orders && { ordering: index + 1 }) }));
	}

	tag(path: `${string}/${string}`, id: number, tagIds: readonly number[]): void {
		const row = this.database.table(...split(path)).find(id);
		if (row !== undefined) {
			this.database.tag(row, tagIds);
		}
	}

	/** A whole number from 0 to below the bound. */
	below(bound: number): number {
		// mulberry32: short, and good enough to scatter made-up records.
		this.state = (this.state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) % bound;
	}

	/** @throws Error for an empty list. */
	pick<Item>(items: readonly Item[]): Item {
		return at(items, this.below(items.length));
	}

	/** `YYYY-MM-DD`, so many days from the sandbox's day. */
	date(days: number): string {
		return formatDate(this.shift(days, 0));
	}

	/** `YYYY-MM-DD hh:mm:ss`, at a full or half hour of working time. */
	moment(days: number): string {
		const halfHours = 18 + this.below(18);
		return formatMoment(this.shift(days, halfHours * 30));
	}

	/** Unix seconds, so many days from the sandbox's day, at a full or half hour of working time. */
	seconds(days: number): number {
		return Date.parse(`${this.moment(days)}Z`.replace(' ', 'T')) / 1000;
	}

	private stamps(): Row {
		const made = -1 - this.below(200);
		const changed = this.moment(made + this.below(-made));
		return {
			created_date: this.moment(made),
			created: this.moment(made),
			created_by: 1 + this.below(3),
			updated_date: changed,
			updated: changed,
			updated_by: 1 + this.below(3),
		};
	}

	private shift(days: number, minutes: number): Date {
		const midnight = Math.floor(this.today.getTime() / dayMs) * dayMs;
		return new Date(midnight + days * dayMs + minutes * 60_000);
	}
}

/** The item at the index, counted round where the list is shorter. */
export function at<Item>(items: readonly Item[], index: number): Item {
	const item = items[index % items.length];
	if (item === undefined) {
		throw new Error('Nothing to choose from.');
	}
	return item;
}

function split(path: string): [module: string, name: string] {
	const [module = '', name = ''] = path.split('/');
	return [module, name];
}
