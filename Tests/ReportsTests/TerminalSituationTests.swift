import Testing

@testable import Reports

@Suite struct TerminalSituationTests {
    private func situation(
        _ environment: [String: String] = [:], isTerminal: Bool = true
    ) -> TerminalSituation {
        TerminalSituation(isTerminal: isTerminal, environment: environment)
    }

    private let everything = [
        "NO_COLOR": "1", "CLICOLOR_FORCE": "1", "CLICOLOR": "0", "TERM": "dumb",
    ]

    @Test func `the flag decides on colour before anything else`() {
        #expect(situation(everything, isTerminal: false).isColored(.always))
        #expect(!situation(["CLICOLOR_FORCE": "1"]).isColored(.never))
    }

    @Test func `NO_COLOR comes first among variables, CLICOLOR_FORCE second`() {
        #expect(!situation(everything).isColored(.auto))
        var environment = everything
        environment["NO_COLOR"] = ""
        #expect(situation(environment, isTerminal: false).isColored(.auto))
        environment["CLICOLOR_FORCE"] = "0"
        #expect(!situation(environment).isColored(.auto))
    }

    @Test func `without variables the terminal decides on colour`() {
        #expect(situation().isColored(.auto))
        #expect(situation(["CLICOLOR": "1", "TERM": "xterm"]).isColored(.auto))
        #expect(!situation(isTerminal: false).isColored(.auto))
        #expect(!situation(["CLICOLOR": "0"]).isColored(.auto))
        #expect(!situation(["TERM": "dumb"]).isColored(.auto))
    }

    @Test func `progress shows on terminals that people look at`() {
        #expect(situation().showsProgress(.auto, isQuiet: false))
        #expect(situation(["CI": ""]).showsProgress(.auto, isQuiet: false))
        #expect(!situation(["CI": "true"]).showsProgress(.auto, isQuiet: false))
        #expect(!situation(["TERM": "dumb"]).showsProgress(.auto, isQuiet: false))
        #expect(!situation(isTerminal: false).showsProgress(.auto, isQuiet: false))
    }

    @Test func `the flag decides on progress, and quiet is quiet`() {
        let pipe = situation(["CI": "true"], isTerminal: false)
        #expect(pipe.showsProgress(.always, isQuiet: false))
        #expect(!situation().showsProgress(.never, isQuiet: false))
        for wish in TerminalWish.allCases {
            #expect(!situation().showsProgress(wish, isQuiet: true))
        }
    }

    @Test(
        arguments: [
            ([:], 80), (["COLUMNS": "132"], 132), (["COLUMNS": "0"], 80), (["COLUMNS": "wide"], 80),
        ] as [([String: String], Int)])
    func `a line has as many columns as COLUMNS says, or 80`(
        environment: [String: String], columns: Int
    ) {
        #expect(situation(environment).columns == columns)
    }
}
