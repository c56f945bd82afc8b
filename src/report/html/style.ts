/** The report's own style: no font, picture or script from outside; light and dark; narrow screens. */
export const style = `
:root{color-scheme:light dark;--ink:#1b1f24;--soft:#57606a;--line:#d0d7de;--page:#f6f8fa;--card:#fff;--bad:#b8202a;--warn:#7d4e00;--good:#1a7f37;--base:#6e7781;--head:#0969da;--bad-wash:#ffebe9;--warn-wash:#fff8c5}
@media(prefers-color-scheme:dark){:root{--ink:#e6edf3;--soft:#9da7b3;--line:#30363d;--page:#0d1117;--card:#161b22;--bad:#ff7b72;--warn:#d29922;--good:#3fb950;--base:#8b949e;--head:#58a6ff;--bad-wash:#3c1618;--warn-wash:#33290a}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
main,header>div,footer{max-width:70rem;margin:0 auto;padding:0 1.25rem}
header{border-bottom:1px solid var(--line);background:var(--card);padding:1.25rem 0}
header.failure{border-top:6px solid var(--bad)}header.neutral{border-top:6px solid var(--warn)}header.success{border-top:6px solid var(--good)}
h1{font-size:1.5rem;line-height:1.25;margin:.35rem 0 .9rem}
h2{font-size:1.15rem;margin:2rem 0 .75rem}h3{font-size:1rem;margin:0}h4{font-size:.88rem;margin:0 0 .4rem}
.failure h1{color:var(--bad)}.neutral h1{color:var(--warn)}.success h1{color:var(--good)}
.kicker,.meta{color:var(--soft);font-size:.88rem;margin:0;overflow-wrap:anywhere}
a{color:var(--head)}
code{font:.88em ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;overflow-wrap:anywhere}
.reasons{margin:1rem 0 0;padding:0;list-style:none}.reasons li{margin:.3rem 0;overflow-wrap:anywhere}
.causes{display:grid;grid-template-columns:repeat(4,1fr);gap:.5rem;margin:0;padding:0;list-style:none}
.causes a,.causes div{display:block;height:100%;padding:.45rem .7rem;border:1px solid var(--line);border-radius:.5rem;color:inherit;text-decoration:none;line-height:1.35}
.causes a:hover{border-color:var(--head)}
.causes b{display:block;font-size:.9rem}.causes span{font-size:.82rem;color:var(--soft)}
.causes .error{background:var(--bad-wash);border-color:var(--bad)}.causes .error span{color:var(--bad);font-weight:600}
.causes .warning{background:var(--warn-wash);border-color:var(--warn)}.causes .warning span{color:var(--warn);font-weight:600}
.card{background:var(--card);border:1px solid var(--line);border-radius:.5rem;padding:.9rem 1.1rem;margin:.75rem 0;overflow-wrap:anywhere}
.card>h2{margin:0;font-size:1.05rem}
.rule{border-left:4px solid var(--line);scroll-margin-top:1rem}.rule.error{border-left-color:var(--bad)}.rule.warning{border-left-color:var(--warn)}
.top{display:flex;flex-wrap:wrap;gap:.15rem .75rem;align-items:baseline}.top code{color:var(--soft);margin-left:auto}
.badge{font-size:.78rem;font-weight:600;padding:.05rem .5rem;border-radius:1rem;white-space:nowrap}
.error .badge{color:var(--bad);background:var(--bad-wash)}.warning .badge{color:var(--warn);background:var(--warn-wash)}
.trouble{margin:.6rem 0 0;color:var(--bad)}
.findings{list-style:none;margin:.6rem 0 0;padding:0}.findings li{padding:.5rem 0;border-top:1px solid var(--line)}
.grid{display:grid;grid-template-columns:repeat(auto-fill,minmax(13rem,1fr));gap:0 1rem;font-size:.92rem}
.place{color:var(--soft);display:block}.was{color:var(--soft)}
.more>summary{color:var(--head)}
.pictures{display:flex;flex-wrap:wrap;gap:.75rem;margin:0 0 .35rem}.pictures figure{margin:0;max-width:10.5rem}
.pictures img{display:block;max-width:100%;height:auto;border:1px solid var(--line);border-radius:.25rem;background:#fff}
.pixel{image-rendering:pixelated}
figcaption{font-size:.78rem;line-height:1.35;color:var(--soft);margin-top:.2rem}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem .9rem;margin:.75rem 0 0;padding-top:.6rem;border-top:1px solid var(--line);font-size:.92rem}
dt{color:var(--soft)}dd{margin:0}
table{border-collapse:collapse;width:100%;font-size:.9rem}th,td{text-align:left;padding:.35rem .6rem;border-bottom:1px solid var(--line);vertical-align:top}
td{min-width:3.5rem}td code{overflow-wrap:anywhere}
th{font-weight:600;color:var(--soft)}th.whole{white-space:nowrap}td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.scroll{overflow-x:auto}.scroll code{min-width:9rem;display:inline-block}.worse{color:var(--bad);font-weight:600}
.plots{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,26rem),1fr));gap:1.25rem 2.5rem;margin-top:.9rem}
svg{display:block;width:100%;max-width:34rem;height:auto;overflow:visible}svg text{font:11.5px system-ui,sans-serif;fill:var(--ink);font-variant-numeric:tabular-nums}svg .soft{fill:var(--soft)}
svg .grid{stroke:var(--line)}svg .base{stroke:var(--base);fill:var(--base)}svg .head{stroke:var(--head);fill:var(--head)}svg .loss{stroke:var(--bad)}svg .gain{stroke:var(--good)}svg .hollow{fill:var(--card)}
.key{font-size:.85rem;color:var(--soft);margin:.25rem 0 .75rem}.key i{display:inline-block;width:.65rem;height:.65rem;border-radius:50%;margin:0 .35rem 0 .9rem}.key i:first-child{margin-left:0}
.key .b{border:2px solid var(--base)}.key .h{background:var(--head)}
.phrases{margin:.35rem 0 0;padding:0;list-style:none}
.tight{width:auto;overflow-wrap:break-word}.tight td,.tight th{padding:.2rem .6rem .2rem 0}.tight td{min-width:0}.tight td code{min-width:0}.sum td{font-weight:600}.less{color:var(--bad)}
svg.bars{display:inline-block;width:5rem;height:.75rem;vertical-align:middle}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.apart{margin-top:1.1rem}
.plain{margin:0 0 .6rem;padding:0;list-style:none}
details{margin:.5rem 0}summary{cursor:pointer}details>h3{margin-top:.75rem}details.card{padding:.7rem 1.1rem}
footer{padding-top:1rem;padding-bottom:3rem;color:var(--soft);font-size:.85rem;overflow-wrap:anywhere}footer p{margin:.2rem 0}
:focus-visible{outline:2px solid var(--head);outline-offset:2px}
@media(max-width:40rem){body{font-size:14px}main,header>div,footer{padding:0 .8rem}.card{padding:.8rem}dl{grid-template-columns:1fr}dt{margin-top:.3rem}h1{font-size:1.25rem}.causes{grid-template-columns:1fr 1fr}.top code{margin-left:0;flex-basis:100%}}
@media print{body{background:none}.card{break-inside:avoid}}
`;
