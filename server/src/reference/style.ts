/** Style of the reference page: no framework, light and dark, printable. */
export const STYLE = `
:root{color-scheme:light dark;--ground:#fbfaf8;--panel:#fff;--ink:#1d1b18;--soft:#6d675f;--line:#e6e1d9;--accent:#8a5a2b;--code:#f4f0ea;
--get:#20638f;--post:#2f6f44;--put:#8a5a2b;--patch:#7a4b93;--delete:#a33a31;font:16px/1.55 ui-sans-serif,system-ui,-apple-system,"Segoe UI",sans-serif}
@media (prefers-color-scheme:dark){:root{--ground:#141311;--panel:#1b1a17;--ink:#ece7df;--soft:#a49c91;--line:#322f2a;--accent:#dba772;--code:#24211d;
--get:#7fc0ec;--post:#84cf9c;--put:#e3b27f;--patch:#cfa4e6;--delete:#f0948b}}
*{box-sizing:border-box}html{scroll-padding-top:24px}body{margin:0;background:var(--ground);color:var(--ink)}
a{color:inherit;text-decoration-color:color-mix(in srgb,currentColor 35%,transparent);text-underline-offset:3px}a:hover{color:var(--accent)}
:focus-visible{outline:2px solid var(--accent);outline-offset:3px;border-radius:4px}
code,pre,.path,.name,.type{font-family:ui-monospace,"SF Mono",Menlo,Consolas,monospace;font-size:.86em}
.page{display:grid;grid-template-columns:264px minmax(0,1fr);max-width:1280px;margin:0 auto}
nav{position:sticky;top:0;align-self:start;height:100vh;overflow:auto;padding:32px 20px 48px 24px;border-right:1px solid var(--line);font-size:14px}
nav h2{margin:24px 0 6px;font-size:12px;letter-spacing:.06em;text-transform:uppercase;color:var(--soft);font-weight:600}
nav ul{margin:0;padding:0;list-style:none}nav li a{display:block;padding:3px 0;text-decoration:none;color:var(--ink)}nav li a:hover{color:var(--accent)}
.brand{font-size:18px;font-weight:650;text-decoration:none;letter-spacing:-.01em}
main{padding:40px clamp(20px,4vw,56px) 120px;min-width:0}h1{font-size:34px;line-height:1.15;letter-spacing:-.02em;margin:0 0 12px;font-weight:650}
.lead{font-size:18px;color:var(--soft);max-width:62ch;margin:0 0 8px}main>section>h2{font-size:24px;letter-spacing:-.01em;margin:64px 0 8px;font-weight:650}
article{background:var(--panel);border:1px solid var(--line);border-radius:12px;padding:20px 24px 22px;margin:18px 0;min-width:0}
article h3{margin:0 0 4px;font-size:18px;font-weight:620}article h3 a{text-decoration:none}article p{margin:6px 0}
.call{display:flex;gap:10px;align-items:baseline;flex-wrap:wrap;margin:2px 0 8px}.method{font-weight:700;font-size:12.5px;letter-spacing:.04em}
.get{color:var(--get)}.post{color:var(--post)}.put{color:var(--put)}.patch{color:var(--patch)}.delete{color:var(--delete)}.path{overflow-wrap:anywhere}
.who{color:var(--soft);font-size:14px}.part{margin:18px 0 0}.part>h4{margin:0 0 4px;font-size:12px;letter-spacing:.06em;text-transform:uppercase;color:var(--soft);font-weight:600}
.status{display:inline-block;min-width:3.2em;font-variant-numeric:tabular-nums;font-weight:600}
dl.fields{margin:0;border-top:1px solid var(--line)}dl.fields dl.fields{margin:6px 0 0 4px;padding-left:16px;border:0;border-left:1px solid var(--line)}
.field{padding:7px 0;border-bottom:1px solid var(--line)}dl.fields dl.fields .field:last-child{border:0;padding-bottom:0}
dt{display:flex;gap:10px;flex-wrap:wrap;align-items:baseline}dd{margin:2px 0 0;color:var(--soft);font-size:14px;overflow-wrap:anywhere}.name{font-weight:600;font-size:.9em}
.type{color:var(--soft)}.optional{color:var(--soft);font-size:13px;font-style:italic}
pre{background:var(--code);border-radius:8px;padding:12px 14px;overflow:auto;margin:8px 0 0;line-height:1.5}p code,dd code,li code,td code{background:var(--code);padding:.1em .34em;border-radius:4px}
table{border-collapse:collapse;width:100%;font-size:15px}th{text-align:left;font-weight:600;color:var(--soft);font-size:13px}td,th{padding:7px 14px 7px 0;border-bottom:1px solid var(--line);vertical-align:top}
.scroll{overflow-x:auto}
@media (max-width:860px){.page{display:block}nav{position:static;height:auto;border:0;border-bottom:1px solid var(--line);padding:20px;columns:2}nav section{break-inside:avoid}nav h2{margin-top:12px}.brand{column-span:all;display:block}
main{padding-top:28px}h1{font-size:28px}article{padding:16px}}
@media print{nav{display:none}.page{display:block}article{break-inside:avoid}}
`;
