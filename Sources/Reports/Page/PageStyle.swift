/// The page's only style sheet. The policy in its head names the sheet's digest, so nothing else can
/// style the page, and nothing at all can run in it.
enum PageStyle {
    static let text = """
        :root{color-scheme:light dark;--bg:#f6f7f9;--card:#fff;--ink:#1b2330;--soft:#5a6676;--line:#e1e5eb;--link:#1f5da0;--good:#1d7a46;--bad:#b3202f;
        --attachment:#c2571a;--impersonation:#7a4fc0;--url:#0f7896;--rejection:#5d6b1f;
        --seen:#3b4656;--converted:#2563a8;--filtered:#a3adba;--duplicate:#c9a227;--rejected:#c0293b;--unmapped:#8696ab;--high:#c0293b;--medium:#d08a1e;--low:#6d8f3a}
        @media screen and (prefers-color-scheme:dark){:root{--bg:#11151a;--card:#191f27;--ink:#e6eaf0;--soft:#9ca8b8;--line:#2b3441;--link:#82b6f2;--good:#5fc78d;--bad:#ff7f8b;
        --attachment:#f0894a;--impersonation:#b493f0;--url:#41b6d6;--rejection:#a9bb4c;
        --seen:#c3ccd8;--converted:#6aa7ea;--filtered:#667385;--duplicate:#e0bd4c;--rejected:#f0616f;--unmapped:#7b8798;--high:#f0616f;--medium:#e6ab4e;--low:#9dbb67}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--bg);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
        main,footer{max-width:1120px;margin:0 auto;padding:28px 20px 8px}
        footer{padding:8px 20px 40px;font-size:13px}
        h1{font-size:26px;line-height:1.2;margin:0 0 6px;letter-spacing:-.01em}
        h2{font-size:16px;margin:0 0 10px}
        p{margin:2px 0}
        section p{margin:-6px 0 12px}
        section .more{margin:6px 0}
        a{color:inherit;text-underline-offset:2px}
        .soft{color:var(--soft)}
        .status{border-left:4px solid var(--soft);background:var(--card);border-radius:4px 8px 8px 4px;padding:9px 14px;margin:16px 0 0;font-weight:600}
        .status.good{border-color:var(--good);color:var(--good)}
        .status.bad{border-color:var(--bad);color:var(--bad)}
        section{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:18px 20px;margin:0 0 16px;min-width:0}
        .two{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,400px),1fr));gap:0 16px;align-items:start}
        .two>div{min-width:0}
        ul{list-style:none;margin:0;padding:0}
        .cards{display:grid;grid-template-columns:repeat(5,1fr);gap:10px;margin:16px 0}
        .card{background:var(--card);border:1px solid var(--line);border-top:4px solid var(--soft);border-radius:8px;padding:10px 14px}
        .card span{display:block}
        .card b{display:block;font-size:23px;line-height:1.3;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
        .card.seen{border-top-color:var(--seen)}
        .card.converted{border-top-color:var(--converted)}
        .card.filtered{border-top-color:var(--filtered)}
        .card.duplicate{border-top-color:var(--duplicate)}
        .card.rejected{border-top-color:var(--rejected)}
        .legend{display:flex;flex-wrap:wrap;gap:2px 20px;margin-bottom:6px}
        .legend svg{vertical-align:-1px}
        .bars li{display:grid;grid-template-columns:minmax(0,1fr) auto;gap:1px 12px;margin-bottom:9px}
        .bars .label{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
        .bars .value{white-space:nowrap;font-variant-numeric:tabular-nums}
        .bars b{font-weight:600}
        .bars svg{grid-column:1/-1;width:100%;display:block;background:var(--bg);border-radius:2px}
        .scroll{overflow-x:auto}
        table{border-collapse:collapse;width:100%;font-size:14px}
        caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
        th,td{text-align:left;font-weight:400;padding:5px 16px 5px 0;border-bottom:1px solid var(--line);vertical-align:top;overflow-wrap:anywhere}
        tr>:last-child{padding-right:0}
        tbody tr:last-child>*{border-bottom:0}
        thead th{color:var(--soft);font-size:13px;white-space:nowrap}
        tbody th{min-width:110px}
        .word{white-space:nowrap}
        .n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
        details{margin-top:10px}
        summary{cursor:pointer;color:var(--link);width:fit-content}
        details .scroll{margin-top:6px;max-height:70vh;overflow:auto}
        section>details:only-of-type:nth-child(2){margin-top:0}
        code{font:13px/1.5 ui-monospace,Menlo,Consolas,"Noto Sans Mono",monospace;overflow-wrap:anywhere}
        svg text{fill:var(--ink);font:13px system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
        svg .soft{fill:var(--soft)}
        .flow,.days{width:100%;display:block;overflow:visible}
        .flow{min-width:940px}
        .flow text,.days text{paint-order:stroke;stroke:var(--card);stroke-width:4px;stroke-linejoin:round}
        .days text{font-size:12px;font-variant-numeric:tabular-nums}
        .ribbon{opacity:.26}
        .axis{stroke:var(--soft)}
        .grid{stroke:var(--line)}
        .lane{width:100%;min-width:180px;height:12px;display:block;margin-top:5px}
        .gap{fill:var(--card)}
        .f-attachment{fill:var(--attachment)}.f-impersonation{fill:var(--impersonation)}.f-url{fill:var(--url)}.f-rejection{fill:var(--rejection)}
        .f-seen{fill:var(--seen)}.f-converted{fill:var(--converted)}.f-filtered{fill:var(--filtered)}.f-duplicate{fill:var(--duplicate)}.f-rejected{fill:var(--rejected)}.f-unmapped{fill:var(--unmapped)}
        .f-s-high{fill:var(--high)}.f-s-medium{fill:var(--medium)}.f-s-low{fill:var(--low)}
        @media (max-width:720px){.cards{grid-template-columns:1fr 1fr}.card.seen{grid-column:1/-1}.wide{display:none}main{padding:18px 12px}section{padding:14px}}
        @media print{body{background:#fff;font-size:12px}main{max-width:none;padding:0}section,.card{break-inside:avoid;border-color:#bbb}details:not([open]){display:none}details .scroll{max-height:none}.scroll{overflow:visible}.flow{min-width:0}.flow text{font-size:10.5px}}
        """
}
