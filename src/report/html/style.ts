/** The report's own style: no font, picture or script from outside; light and dark; narrow screens. */
export const style = `
:root{color-scheme:light dark;--ink:#1b1f24;--soft:#57606a;--faint:#8b949e;--line:#d0d7de;--page:#f6f8fa;--card:#fff;--bad:#cf222e;--warn:#9a6700;--good:#1a7f37;--base:#6e7781;--head:#0969da;--bad-wash:#ffebe9;--warn-wash:#fff8c5;--good-wash:#dafbe1}
@media(prefers-color-scheme:dark){:root{--ink:#e6edf3;--soft:#9da7b3;--faint:#768390;--line:#30363d;--page:#0d1117;--card:#161b22;--bad:#ff7b72;--warn:#d29922;--good:#3fb950;--base:#8b949e;--head:#58a6ff;--bad-wash:#3c1618;--warn-wash:#33290a;--good-wash:#0f2d18}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--ink);font:15px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
main,header>div,footer{max-width:68rem;margin:0 auto;padding:0 1.25rem}
header{border-bottom:1px solid var(--line);background:var(--card);padding:1.75rem 0 1.5rem}
header.failure{border-top:6px solid var(--bad)}header.neutral{border-top:6px solid var(--warn)}header.success{border-top:6px solid var(--good)}
h1{font-size:1.6rem;line-height:1.25;margin:.1rem 0 .75rem;text-wrap:balance}
h2{font-size:1.15rem;margin:2.25rem 0 .75rem}h3{font-size:1rem;margin:0}
.failure h1{color:var(--bad)}.neutral h1{color:var(--warn)}.success h1{color:var(--good)}
.kicker,.meta{color:var(--soft);font-size:.88rem;margin:0}
header ul{margin:.25rem 0 1rem;padding-left:1.2rem}header li{margin:.15rem 0;overflow-wrap:anywhere}
code,.mono{font:.88em ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;overflow-wrap:anywhere}
.causes{display:grid;grid-template-columns:repeat(auto-fill,minmax(7.2rem,1fr));gap:.6rem;margin:1.5rem 0 0;padding:0;list-style:none}
.causes a{display:block;height:100%;padding:.65rem .75rem;border:1px solid var(--line);border-radius:.5rem;background:var(--card);color:inherit;text-decoration:none}
.causes a:hover,.causes a:focus-visible{border-color:var(--head)}
.causes b{display:block;font-size:.9rem}.causes span{font-size:.82rem;color:var(--soft)}
.causes .bad{background:var(--bad-wash);border-color:var(--bad)}.causes .bad span{color:var(--bad);font-weight:600}
.causes .warn{background:var(--warn-wash);border-color:var(--warn)}.causes .warn span{color:var(--warn);font-weight:600}
.card{background:var(--card);border:1px solid var(--line);border-radius:.5rem;padding:1rem 1.1rem;margin:.75rem 0}
.rule{border-left:4px solid var(--line)}.rule.error{border-left-color:var(--bad)}.rule.warning{border-left-color:var(--warn)}
.rule>header{all:unset;display:flex;flex-wrap:wrap;gap:.25rem .75rem;align-items:baseline}
.rule p{margin:.35rem 0}.rule .title{color:var(--soft)}
.findings{list-style:none;margin:.6rem 0;padding:0}.findings li{padding:.55rem 0;border-top:1px solid var(--line)}
.place{color:var(--soft);display:block}
.badge{font-size:.75rem;padding:.05rem .45rem;border-radius:1rem;border:1px solid var(--line);color:var(--soft);white-space:nowrap}
.badge.introduced,.badge.worsened{color:var(--bad);border-color:var(--bad)}
.warning .badge.introduced,.warning .badge.worsened{color:var(--warn);border-color:var(--warn)}
.pictures{display:flex;flex-wrap:wrap;gap:.75rem;margin:.5rem 0 0}.pictures figure{margin:0;max-width:170px}
.pictures img{display:block;max-width:160px;min-width:56px;height:auto;border:1px solid var(--line);border-radius:.25rem;background:#fff}
.pixel{image-rendering:pixelated}
figcaption{font-size:.76rem;color:var(--soft);overflow-wrap:anywhere;margin-top:.2rem}
.advice{font-size:.92rem}.advice b{font-weight:600}
table{border-collapse:collapse;width:100%;font-size:.9rem}th,td{text-align:left;padding:.35rem .6rem;border-bottom:1px solid var(--line);vertical-align:top}
th{font-weight:600;color:var(--soft)}td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.scroll{overflow-x:auto}.worse{color:var(--bad);font-weight:600}
.plots{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,26rem),1fr));gap:1rem 2rem}
svg{display:block;width:100%;height:auto;overflow:visible}svg text{font:11px system-ui,sans-serif;fill:var(--ink)}svg .soft{fill:var(--soft)}
svg .grid{stroke:var(--line)}svg .base{stroke:var(--base);fill:var(--base)}svg .head{stroke:var(--head);fill:var(--head)}svg .loss{stroke:var(--bad)}svg .gain{stroke:var(--good)}svg .hollow{fill:var(--card)}
.key{font-size:.82rem;color:var(--soft);margin:.25rem 0 .75rem}.key i{display:inline-block;width:.65rem;height:.65rem;border-radius:50%;margin:0 .3rem 0 .9rem}
.key .b{border:2px solid var(--base)}.key .h{background:var(--head)}
details{margin:.5rem 0}summary{cursor:pointer}
footer{padding-top:1rem;padding-bottom:3rem;color:var(--soft);font-size:.85rem}
:focus-visible{outline:2px solid var(--head);outline-offset:2px}
`;
