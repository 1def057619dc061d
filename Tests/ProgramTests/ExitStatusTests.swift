import Accounts
import ByteStreams
import Glibc
import Testing

@testable import mimecast2sophos

@Suite struct ExitStatusTests {
    private static let path = Path("list")

    private static func damage(_ reason: DamageReason, _ number: Int32) -> StreamDamage {
        StreamDamage(reason, at: 0, .errno(number))
    }

    @Test(arguments: [ENOENT, ENOTDIR, EISDIR, EACCES, ELOOP, ENAMETOOLONG])
    func `a name that we may not read is a user's mistake`(number: Int32) {
        let damage = Self.damage(.inputOpen, number)
        #expect(ExitStatus(.input(.unreadableList(Self.path, damage))) == .inputMissing)
        #expect(ExitStatus(.unreadableSummary(Self.path, damage)) == .inputMissing)
        #expect(ExitStatus(.unreadableMapping(Self.path, damage)) == .inputMissing)
        #expect(ExitStatus(.unreadableBaseline(Self.path, damage)) == .inputMissing)
        #expect(ExitStatus(.manifest(Self.path, .unreadable(damage))) == .invalidFile)
    }

    @Test(
        arguments: [DamageReason.inputOpen, .inputRead], [EIO, EMFILE, ENFILE, ENOMEM, ESTALE])
    func `a file that the system fails to read is a system failure`(
        reason: DamageReason, number: Int32
    ) {
        let damage = Self.damage(reason, number)
        let errors: [RunError] = [
            .input(.unreadableList(Self.path, damage)), .unreadableSummary(Self.path, damage),
            .unreadableMapping(Self.path, damage), .unreadableBaseline(Self.path, damage),
            .manifest(Self.path, .unreadable(damage)),
        ]
        for error in errors { #expect(ExitStatus(error) == .ioFailure, "\(error)") }
    }

    @Test func `missing memory is a system failure`() {
        #expect(ExitStatus(.outOfMemory(bytes: 1)) == .ioFailure)
    }

    @Test func `a readable file with other content is invalid`() {
        #expect(ExitStatus(.manifest(Self.path, .damaged(line: 3))) == .invalidFile)
        #expect(ExitStatus(.manifest(Self.path, .missing)) == .invalidFile)
    }
}
