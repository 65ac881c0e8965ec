import { packedHosts } from './packed-hosts.ts';
const h = packedHosts();
console.log(JSON.stringify(h));
