import { at, type Sower } from './sower';

export interface Product {
	readonly id: number;
	readonly name: string;
	/** In the price list's currency. */
	readonly price: number;
}

const goods = [
	['Oak desk 160 × 80', 640],
	['Task lamp “Stork”', 89.9],
	['Chair “Fjord”', 219],
	['Cable tray', 24.5],
	['Consulting hour', 120],
	['On-site installation', 450],
	['Support contract, yearly', 1800],
	['Кресло «Волна»', 310],
	['Whiteboard 2 m', 175],
	['Sound panel', 62],
	['Sample box 🎁', 0],
	['Custom shelf', 999.99],
] as const;

export function seedProducts(sower: Sower): readonly Product[] {
	const categories = sower.names('products/category', ['Furniture', 'Lighting', 'Services', 'Accessories'], {
		active: 1,
	});
	const chairs = sower.add('products/category', { name: 'Chairs', active: 1, parent_id: at(categories, 0) });
	sower.names('products/pricelist', ['Retail', 'Wholesale'], { active: 1, type: 1 });
	const manufacturers = sower.names('products/manufacturer', ['Fjordwerk', 'Lumière & Fils', 'ТК «Берёза»'], {
		active: 1,
		currency_id: 1,
	});
	return goods.map(([name, price], index) => {
		const id = sower.add('products/product', {
			name,
			type: name.includes('hour') || name.includes('contract') ? 2 : 1,
			active: index === 11 ? 0 : 1,
			article: `ART-${1000 + index}`,
			code: `P${100 + index}`,
			code_ean: `40000000000${10 + index}`,
			category_id: name.startsWith('Chair') || name.startsWith('Кресло') ? chairs : at(categories, index),
			manufacturer_id: index % 4 === 3 ? 0 : at(manufacturers, index),
			pricelist_currency_1: 'EUR',
			pricelist_price_1: price.toFixed(2),
			tax: 19,
			tax_included: 1,
			taxable: 1,
		});
		return { id, name, price };
	});
}
