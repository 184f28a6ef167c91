import { Window } from './desktop/window.js';
const w = await Window.open({ profiles: process.argv[2] });
await new Promise(r => setInterval(r, 3000).unref?.() ?? setTimeout(r, 3000));
const r = await w.browser.execute(() => ({ nav: performance.getEntriesByType('navigation').map(n => n.toJSON()), res: performance.getEntriesByType('resource').map(n => [n.name.split('/').pop(), n.initiatorType, Math.round(n.startTime), Math.round(n.responseEnd)]), paint: performance.getEntriesByType('paint').map(p=>[p.name,p.startTime]), title: document.querySelector('[data-testid=title]')?.value }));
console.log(JSON.stringify(r, null, 0));
await w.close();
