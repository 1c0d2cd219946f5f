import type { CatalogEntity } from '../../catalog/catalog';
import { emptyRow, type Row } from './fields';

/** The rows behind one or two tables: contacts are accounts of type 2. */
interface Rows {
	readonly byId: Map<number, Row>;
	readonly empty: Readonly<Row>;
	lastId: number;
}

/** The records of one entity. */
export class Table {
	constructor(
		readonly entity: CatalogEntity,
		private readonly rows: Rows = { byId: new Map(), empty: emptyRow(entity), lastId: 0 },
		/** Values that make a row one of this table's. */
		private readonly fixed: Readonly<Row> = {},
	) {}

	/** A table of the same rows under another entity, limited to those with the values. */
	view(entity: CatalogEntity, fixed: Readonly<Row>): Table {
		return new Table(entity, this.rows, fixed);
	}

	/** In the order of creation. */
	all(): readonly Row[] {
		return [...this.rows.byId.values()].filter(row => this.holds(row));
	}

	find(id: number): Row | undefined {
		const row = this.rows.byId.get(id);
		return row !== undefined && this.holds(row) ? row : undefined;
	}

	/** @returns the id, one above the highest ever given. */
	insert(values: Readonly<Row>): number {
		const id = ++this.rows.lastId;
		this.rows.byId.set(id, { ...this.rows.empty, ...this.fixed, ...values, id });
		return id;
	}

	update(id: number, values: Readonly<Row>): void {
		const row = this.find(id);
		if (row !== undefined) {
			Object.assign(row, values);
		}
	}

	remove(id: number): void {
		this.rows.byId.delete(id);
	}

	private holds(row: Row): boolean {
		return Object.entries(this.fixed).every(([name, value]) => row[name] === value);
	}
}
