import Glibc
import TestSupport
import Testing

@testable import ByteStreams

@Suite struct SHA256Tests {
    func digest(_ text: String) -> String {
        SHA256.digest(of: Array(text.utf8).span.bytes).hexadecimal
    }

    @Test func `the standard's test vectors give their digests`() {
        #expect(digest("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(digest("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(
            digest("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")
                == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")
        #expect(
            digest(
                "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
                    + "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu")
                == "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1")
        #expect(
            digest(String(repeating: "a", count: 1_000_000))
                == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
    }

    @Test func `the digest does not depend on how the message is split`() {
        let message = GzipFixture.lines(5)
        let whole = SHA256.digest(of: message.span.bytes)
        for border in 0...message.count {
            var hash = SHA256()
            hash.update(message.span.bytes.extracting(0..<border))
            hash.update(message.span.bytes.extracting(border..<message.count))
            #expect(hash.finalize() == whole)
        }
        var hash = SHA256()
        for index in message.indices {
            hash.update(message.span.bytes.extracting(index..<index + 1))
        }
        #expect(hash.finalize() == whole)
    }

    @Test func `every length around block boundaries agrees with sha256sum`() throws {
        let directory = TemporaryDirectory()
        let data = GzipFixture.lines(20)
        let lengths = Array(0...200) + [255, 256, 257, 511, 512, 513, data.count]
        for length in lengths {
            _ = directory.write(Array(data[..<length]), to: "\(length)")
        }
        let command = "cd '\(String(decoding: directory.path.bytes, as: UTF8.self))' && sha256sum *"
        let output = try #require(popen(command, "r"))
        defer { pclose(output) }
        var line = [CChar](repeating: 0, count: 256)
        var compared = 0
        while fgets(&line, Int32(line.count), output) != nil {
            let text = String(
                decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            let parts = text.split(whereSeparator: { $0 == " " || $0 == "\n" })
            let length = try #require(Int(parts[1]))
            let ours = SHA256.digest(of: data.span.bytes.extracting(0..<length))
            #expect(ours.hexadecimal == parts[0])
            compared += 1
        }
        #expect(compared == lengths.count)
    }

    @Test func `the processor's instructions and the portable rounds agree`() {
        let message = GzipFixture.lines(200)
        var ours = SHA256State()
        var portable = SHA256State()
        var blocks = 0
        for count in [1, 0, 2, 5, 1, 16] {
            let bytes = message.span.bytes.extracting(64 * blocks..<64 * (blocks + count))
            ours.compress(bytes)
            portable.compressPortably(bytes)
            #expect(ours.words == portable.words)
            blocks += count
        }
        #expect(ours.words != SHA256State().words)
    }

    @Test func `a digest's bytes and words agree`() {
        let digest = SHA256.digest(of: Array("abc".utf8).span.bytes)
        #expect(digest.words[0] == 0xBA78_16BF)
        #expect(digest.bytes.count == SHA256Digest.byteCount)
        #expect(digest.bytes[..<4] == [0xBA, 0x78, 0x16, 0xBF])
        #expect(digest[31] == 0xAD)
    }
}

@Suite struct CRC32Tests {
    @Test func `the check value is right, at once and in pieces`() {
        let message = Array("123456789".utf8)
        #expect(CRC32.of(message.span.bytes) == 0xCBF4_3926)
        for border in 0...message.count {
            var checksum = CRC32()
            checksum.update(message.span.bytes.extracting(0..<border))
            checksum.update(message.span.bytes.extracting(border..<message.count))
            #expect(checksum.value == 0xCBF4_3926)
        }
        #expect(CRC32().value == 0)
    }

    /// Bit by bit, as RFC 1952 §8 defines it.
    private func bitwise(_ bytes: ArraySlice<UInt8>, after checksum: UInt32 = 0) -> UInt32 {
        var register = ~checksum
        for byte in bytes {
            register ^= UInt32(byte)
            for _ in 0..<8 {
                register = register >> 1 ^ (register & 1 == 1 ? 0xEDB8_8320 : 0)
            }
        }
        return ~register
    }

    @Test(arguments: CRC32.Width.allCases)
    func `runs of any length have the checksum computed bit by bit`(width: CRC32.Width) {
        guard width <= CRC32.width else { return }
        let data = GzipFixture.lines(400)
        let lengths = Array(0...700) + [4095, 4096, 4097, 16 << 10, (16 << 10) + 319]
        #expect(data.count > lengths.max()! + 1)
        for length in lengths {
            let bytes = data[1..<(1 + length)]
            let before = CRC32.checksum(0, Array(data[..<1]).span.bytes, folding: width)
            #expect(
                CRC32.checksum(before, Array(bytes).span.bytes, folding: width)
                    == bitwise(bytes, after: bitwise(data[..<1])), "\(length)")
        }
    }
}
