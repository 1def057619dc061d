/// The page's only style sheet. The policy in the page's head contains the sheet's digest, so nothing
/// else can style the page, and no scripts can run in it.
///
/// Text has a contrast of at least 4.5:1, and graphics of 3:1 (WCAG 2.2, 1.4.3 and 1.4.11); a test
/// computes it.
enum PageStyle {
    static let text = """
        :root{color-scheme:light dark;--bg:#f6f7f9;--card:#fff;--box:#eef1f5;--ink:#1b2330;--soft:#566272;--line:#dde2e9;--link:#1f5da0;--good:#1d7a46;--bad:#b3202f;--warn:#8a5a00;
        --attachment:#c2571a;--impersonation:#7a4fc0;--url:#0f7896;--rejection:#5d6b1f;
        --seen:#3b4656;--converted:#2563a8;--filtered:#7b8797;--duplicate:#96760f;--rejected:#c0293b;--unproven:#b5651d;--withheld:#8b3f9e;--unmapped:#7b8797;--high:#c0293b;--medium:#b5740f;--low:#5f8232}
        @media screen and (prefers-color-scheme:dark){:root{--bg:#11151a;--card:#191f27;--box:#222a35;--ink:#e6eaf0;--soft:#9ca8b8;--line:#303a48;--link:#82b6f2;--good:#5fc78d;--bad:#ff7f8b;--warn:#e6b45c;
        --attachment:#f0894a;--impersonation:#b493f0;--url:#41b6d6;--rejection:#a9bb4c;
        --seen:#c3ccd8;--converted:#6aa7ea;--filtered:#8592a3;--duplicate:#e0bd4c;--rejected:#f0616f;--unproven:#f0a35e;--withheld:#cf8fe0;--unmapped:#8592a3;--high:#f0616f;--medium:#e6ab4e;--low:#9dbb67}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--bg);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
        main{max-width:1160px;margin:0 auto;padding:28px 20px 24px}
        h1{font-size:26px;line-height:1.2;margin:0 0 12px;letter-spacing:-.01em}
        h2{font-size:16px;margin:0 0 10px}
        h3{font-size:14px;margin:18px 0 4px}
        p{margin:2px 0}
        section>p{margin:-6px 0 12px}
        section .more{margin:6px 0 0}
        a{color:inherit;text-underline-offset:2px}
        :focus-visible{outline:2px solid var(--link);outline-offset:2px}
        .soft{color:var(--soft)}
        dl{margin:0;display:grid;gap:2px}
        dl div{display:grid;grid-template-columns:74px minmax(0,1fr);gap:0 10px}
        dt{color:var(--soft)}
        dd{margin:0;overflow-wrap:anywhere}
        .status{border-left:4px solid var(--soft);background:var(--card);border-radius:4px 8px 8px 4px;padding:9px 14px;margin:16px 0 0;font-weight:600}
        .status.good{border-color:var(--good);color:var(--good)}
        section{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:18px 20px;margin:16px 0 0;min-width:0}
        .two{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,400px),1fr));gap:0 16px;align-items:start}
        .two>div{min-width:0}
        .two:has(details[open]){grid-template-columns:minmax(0,1fr)}
        ul,ol{list-style:none;margin:0;padding:0}
        .attention li{display:grid;grid-template-columns:76px minmax(0,1fr);gap:0 12px;padding:9px 0;border-top:1px solid var(--line)}
        .attention p{overflow-wrap:anywhere}
        .level{font-size:13px;font-weight:600;border-left:4px solid;padding-left:8px;height:22px;line-height:22px;color:var(--soft)}
        .problem .level{color:var(--bad)}
        .check .level{color:var(--warn)}
        .command{display:block;width:fit-content;max-width:100%;margin:5px 0 2px;padding:3px 9px;background:var(--box);border-radius:5px;user-select:all;-webkit-user-select:all}
        .cards{display:grid;grid-template-columns:repeat(5,1fr);gap:10px;margin:16px 0 0}
        .card{background:var(--card);border:1px solid var(--line);border-top:4px solid var(--soft);border-radius:8px;padding:10px 14px;min-width:0}
        .card span{display:block}
        .card b{display:block;font-size:23px;line-height:1.3;font-variant-numeric:tabular-nums;white-space:nowrap}
        .card .of{color:var(--bad)}
        .card.seen{border-top-color:var(--seen)}
        .card.converted{border-top-color:var(--converted)}
        .card.filtered{border-top-color:var(--filtered)}
        .card.duplicate{border-top-color:var(--duplicate)}
        .card.rejected{border-top-color:var(--rejected)}
        .legend{display:flex;flex-wrap:wrap;gap:2px 22px;margin-bottom:6px}
        .legend b{font-weight:600;font-variant-numeric:tabular-nums}
        .swatch{vertical-align:-1px}
        .bars li{display:grid;grid-template-columns:minmax(0,1fr) auto;gap:1px 12px;margin-bottom:9px}
        .bars .label{overflow-wrap:anywhere;unicode-bidi:isolate}
        .bars .value{white-space:nowrap;font-variant-numeric:tabular-nums}
        .bars b{font-weight:600}
        .bars svg{grid-column:1/-1;width:100%;display:block;background:var(--bg);border-radius:2px}
        .scroll{overflow-x:auto}
        table{border-collapse:collapse;width:100%;font-size:14px}
        caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
        th,td{text-align:left;font-weight:400;padding:5px 16px 5px 0;border-bottom:1px solid var(--line);vertical-align:top;overflow-wrap:anywhere}
        tr>:last-child{padding-right:0}
        tbody tr:last-child>*{border-bottom:0}
        thead th{color:var(--soft);font-size:13px;white-space:nowrap;vertical-align:bottom}
        tbody th{min-width:110px}
        .word{white-space:nowrap}
        .n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
        details{margin-top:12px}
        summary{cursor:pointer;color:var(--link);width:fit-content}
        details .scroll{margin-top:6px;max-height:70vh;overflow:auto}
        section>details:only-of-type:nth-child(2){margin-top:0}
        code{font:13px/1.5 ui-monospace,Menlo,Consolas,"Noto Sans Mono",monospace;overflow-wrap:anywhere}
        svg text{fill:var(--ink);font:13px system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
        svg .soft{fill:var(--soft)}
        .flow{width:100%;display:block}
        .flow .number{font-weight:600;font-variant-numeric:tabular-nums}
        .flow-list{display:none}
        .box{fill:var(--box)}
        .ribbon{fill-opacity:.2;stroke-width:1px;vector-effect:non-scaling-stroke}
        .chart{display:grid;grid-template-columns:auto minmax(0,1fr)}
        .chart text{font-size:12px;font-variant-numeric:tabular-nums}
        .days{width:100%;display:block;overflow:visible}
        .axis{stroke:var(--soft)}
        .grid{stroke:var(--line)}
        .lane{width:100%;min-width:180px;height:12px;display:block;margin-top:5px}
        .gap{fill:var(--card)}
        .f-attachment{fill:var(--attachment)}.f-impersonation{fill:var(--impersonation)}.f-url{fill:var(--url)}.f-rejection{fill:var(--rejection)}
        .f-seen{fill:var(--seen)}.f-converted{fill:var(--converted);stroke:var(--converted)}.f-filtered{fill:var(--filtered);stroke:var(--filtered)}.f-duplicate{fill:var(--duplicate);stroke:var(--duplicate)}.f-rejected{fill:var(--rejected);stroke:var(--rejected)}.f-unproven{fill:var(--unproven);stroke:var(--unproven)}.f-withheld{fill:var(--withheld);stroke:var(--withheld)}.f-unmapped{fill:var(--unmapped);stroke:var(--unmapped)}
        rect{stroke:none!important}
        .f-s-high{fill:var(--high)}.f-s-medium{fill:var(--medium)}.f-s-low{fill:var(--low)}
        @media screen and (max-width:900px){.flow,.flow-note{display:none}.flow-list{display:block}}
        @media screen and (max-width:720px){.cards{grid-template-columns:1fr 1fr}.card.seen{grid-column:1/-1}.wide{display:none}main{padding:18px 10px}section{padding:14px 12px}
        .attention li{grid-template-columns:minmax(0,1fr);gap:3px}
        .stack,.stack tbody,.stack tr,.stack tbody th{display:block}
        .stack thead{display:none}
        .stack tr{padding:7px 0;border-bottom:1px solid var(--line)}
        .stack tr:last-child{border:0}
        .stack th,.stack td{border:0;padding:0}
        .stack td{display:inline-block;margin-right:16px;text-align:left;max-width:100%}
        .stack td::before{content:attr(data-l) " ";color:var(--soft)}
        .stack .z{display:none}
        .stack .lane{min-width:0;width:calc(100vw - 50px)}
        .bars .value{text-align:right}.bars .value .soft{display:block}}
        @media print{@page{margin:14mm}body{background:#fff;font-size:11px}main{max-width:none;padding:0}h1{font-size:20px}section{border-color:#bbb;padding:10px 12px}h2,h3,section>p:not(.more){break-after:avoid}thead{display:table-header-group;break-after:avoid}tbody,tbody tr:first-child,tbody tr:last-child:not(:first-child),.bars li:last-child:not(:first-child),.more{break-before:avoid}.bars li:first-child,tr:first-child:not(:last-child){break-after:avoid}.whole,.card,.attention li,.bars li,tr,.chart,section>p{break-inside:avoid}.level{font-size:11px}.flow,.flow-note{display:none}.flow-list{display:block}.two{display:block}details:not([open]){display:none}details .scroll{max-height:none}.scroll{overflow:visible}table,code,thead th{font-size:10.5px}.card b{font-size:18px}}
        """
}
