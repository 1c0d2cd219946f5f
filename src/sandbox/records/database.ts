import { ApiError } from '../apiError';
import { findEntity, type Catalog, type CatalogEntity } from '../../catalog/catalog';
import type { Row } from './fields';
import { Table } from './table';

/** UTF-16 code units that calls may store until the sandbox ends, and what a record counts at least. */
const maxStored = 20_000_000;
const minRecordSize = 1000;

/** All records, in memory. */
export class Database {
	private readonly tables = new Map<CatalogEntity, Table>();
	/** Tag ids by record; no entity of the catalog shows them, `filter[_tag_id]` finds them. */
	private readonly tags = new WeakMap<Row, readonly number[]>();

	private room = maxStored;

	constructor(readonly catalog: Catalog) {
		for (const entity of catalog.entities) {
			this.tables.set(entity, new Table(entity));
		}
		const contact = this.entity('crm', 'contact');
		this.tables.set(contact, this.table('crm', 'account').view(contact, { type: 2 }));
	}

	/** @throws Error for a name that the catalog lacks: only for names known beforehand. */
	table(module: string, name: string): Table {
		return this.tableOf(this.entity(module, name));
	}

	tableOf(entity: CatalogEntity): Table {
		const table = this.tables.get(entity);
		if (table === undefined) {
			throw new Error(`No table for ${entity.module}/${entity.entity}.`);
		}
		return table;
	}

	/**
	 * Counts what a call wants to store.
	 * @throws ApiError when the sandbox has taken in as much as it may
	 */
	claim(values: Row): void {
		this.room -= minRecordSize + JSON.stringify(values).length;
		if (this.room < 0) {
			throw new ApiError(13, 'the sandbox is full, start it again');
		}
	}

	tag(row: Row, tagIds: readonly number[]): void {
		this.tags.set(row, tagIds);
	}

	tagsOf(row: Row): readonly number[] {
		return this.tags.get(row) ?? [];
	}

	private entity(module: string, name: string): CatalogEntity {
		const entity = findEntity(this.catalog, module, name);
		if (entity === undefined) {
			throw new Error(`The catalog has no ${module}/${name}.`);
		}
		return entity;
	}
}
