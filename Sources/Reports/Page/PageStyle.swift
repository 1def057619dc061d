/// The page's only style sheet. The policy in its head names the sheet's digest, so nothing else can
/// style the page, and nothing at all can run in it.
enum PageStyle {
    static let text = """
        :root{color-scheme:light dark;--bg:#fbfbfd;--card:#fff;--ink:#1b2330;--soft:#5c6878;--line:#dfe3ea;--attachment:#c2571a;--impersonation:#7a4fc0;--url:#0f7896;--rejection:#5d6b1f;--converted:#2563a8;--filtered:#9aa5b4;--duplicate:#c9a227;--rejected:#c0293b}
        @media (prefers-color-scheme:dark){:root{--bg:#12161c;--card:#1a2029;--ink:#e6eaf0;--soft:#9aa6b5;--line:#2c3542;--attachment:#f0894a;--impersonation:#b493f0;--url:#41b6d6;--rejection:#a9bb4c;--converted:#6aa7ea;--filtered:#667385;--duplicate:#e0bd4c;--rejected:#f0616f}}
        *{box-sizing:border-box}body{margin:0;background:var(--bg);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
        main{max-width:1080px;margin:0 auto;padding:24px 20px 60px}h1{font-size:24px;margin:0 0 4px}h2{font-size:17px;margin:0 0 12px}p{margin:4px 0}.soft{color:var(--soft)}
        section{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:18px 20px;margin:18px 0}
        .cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(130px,1fr));gap:12px;margin:18px 0 0}.card{background:var(--card);border:1px solid var(--line);border-left-width:5px;border-radius:8px;padding:10px 14px}.card b{display:block;font-size:22px;font-variant-numeric:tabular-nums}
        .card.seen{border-left-color:var(--ink)}.card.converted{border-left-color:var(--converted)}.card.filtered{border-left-color:var(--filtered)}.card.duplicate{border-left-color:var(--duplicate)}.card.rejected{border-left-color:var(--rejected)}
        .two{display:grid;grid-template-columns:repeat(auto-fit,minmax(320px,1fr));gap:0 18px}.scroll{overflow-x:auto}
        table{border-collapse:collapse;width:100%;font-size:14px}th,td{text-align:left;padding:4px 10px 4px 0;border-bottom:1px solid var(--line);vertical-align:top;overflow-wrap:anywhere}th{color:var(--soft);font-weight:600}td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
        svg{width:100%;height:auto;display:block}svg.key{width:12px;display:inline-block;vertical-align:-1px}svg text{fill:var(--ink);font:12px system-ui,sans-serif}svg .soft{fill:var(--soft)}svg .axis{stroke:var(--line)}
        .f-attachment{fill:var(--attachment)}.f-impersonation{fill:var(--impersonation)}.f-url{fill:var(--url)}.f-rejection{fill:var(--rejection)}.f-seen{fill:var(--ink)}.f-converted{fill:var(--converted)}.f-filtered{fill:var(--filtered)}.f-duplicate{fill:var(--duplicate)}.f-rejected{fill:var(--rejected)}.ribbon{opacity:.28}
        .bar{fill:var(--converted)}summary{cursor:pointer;color:var(--soft);margin-top:10px}code{font:13px ui-monospace,Menlo,Consolas,monospace;overflow-wrap:anywhere}.bad{color:var(--rejected);font-weight:600}
        @media print{body{background:#fff}section{break-inside:avoid;border-color:#bbb}details{display:none}}
        """
}
