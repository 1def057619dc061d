import Foundation
import FoundationXML

/// The elements and attributes of a page, read by an independent parser.
final class PageOutline: NSObject, XMLParserDelegate {
    static let known: Set<String> = [
        "html", "head", "meta", "title", "style", "body", "main", "header", "footer", "section",
        "h1", "h2", "h3", "p", "a", "b", "br", "code", "span", "div", "ul", "li", "details",
        "summary",
        "table", "caption", "thead", "tbody", "tr", "th", "td", "svg", "g", "rect", "path", "line",
        "text", "dl", "dt", "dd", "ol", "bdi",
    ]

    private(set) var elements: Set<String> = []
    private(set) var attributes: Set<String> = []
    private(set) var ids: Set<String> = []
    private(set) var links: [String] = []
    /// The attributes of each element with this class.
    private(set) var withClass: [String: [[String: String]]] = [:]
    /// What is not well-formed; nil for a valid page.
    private(set) var problem: String?

    init(_ page: String) {
        super.init()
        let parser = XMLParser(data: Data(page.utf8))
        parser.delegate = self
        if !parser.parse() {
            problem = "line \(parser.lineNumber): \(String(describing: parser.parserError))"
        }
    }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
        qualifiedName: String?, attributes: [String: String]
    ) {
        elements.insert(name)
        self.attributes.formUnion(attributes.keys)
        if let id = attributes["id"], !ids.insert(id).inserted {
            problem = "two elements are \(id)"
        }
        if let link = attributes["href"] { links.append(link) }
        for name in (attributes["class"] ?? "").split(separator: " ") {
            withClass[String(name), default: []].append(attributes)
        }
    }
}
