import axios from 'axios';

export const client = axios.create({ adapter: 'http', maxRedirects: 0, proxy: false });
