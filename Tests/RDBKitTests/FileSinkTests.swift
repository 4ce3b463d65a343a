import Glibc
import SystemPackage
import Testing

@testable import RDBKit

@Suite("Writing to descriptors")
struct FileSinkTests {
    @Test func aSlowReaderGetsEveryByte() throws {
        let (reader, writer) = try FileDescriptor.pipe()
        // Non-blocking, so that the pipe takes a part of the bytes and refuses the rest until there is room.
        #expect(fcntl(writer.rawValue, F_SETFL, O_NONBLOCK) == 0)
        let bytes = Sample.noise(1 << 20)
        let reading = BackgroundWork { try Self.readSlowly(reader) }
        do {
            let sink = FileSink(writer, closing: true)
            try sink.write(bytes)
            try sink.write([])
            #expect(sink.count == UInt64(bytes.count))
        }
        #expect(try reading.value() == bytes)
    }

    private static func readSlowly(_ reader: FileDescriptor) throws -> [UInt8] {
        var bytes: [UInt8] = []
        let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 10_007, alignment: 1)
        defer {
            unsafe room.deallocate()
            try? reader.close()
        }
        while true {
            usleep(200)
            let count = try unsafe reader.read(into: room)
            if count == 0 { return bytes }
            unsafe bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: room[..<count]))
        }
    }

    @Test func aFullDeviceIsSaidToBeFull() throws {
        let full = try FileDescriptor.open(FilePath("/dev/full"), .writeOnly)
        let error = #expect(throws: OutputError.self) { try FileSink(full, closing: true).write([1]) }
        #expect(error == OutputError(.write, .noSpace))
        #expect(error?.message == "cannot write: No space left on device")
        #expect(error?.isBrokenPipe == false)
    }

    @Test func aClosedPipeIsRecognised() async {
        await #expect(processExitsWith: .success) {
            _ = signal(SIGPIPE, SIG_IGN)
            let (reader, writer) = try FileDescriptor.pipe()
            try reader.close()
            let error = #expect(throws: OutputError.self) { try FileSink(writer, closing: true).write([1]) }
            #expect(error?.isBrokenPipe == true)
        }
    }
}
