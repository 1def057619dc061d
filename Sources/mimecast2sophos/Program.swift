import ArgumentParser

@main
struct Program: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "mimecast2sophos")
}
