using System.Buffers.Binary;
using GrpcTranscoding.Conformance;

// Spoken to by protobuf's conformance_test_runner: a length in little endian, a request; a length, an answer; until the input ends. The
// messages of the suite come as a descriptor set in the file that CONFORMANCE_DESCRIPTORS names, so that none of them has to be compiled
// in. Where CONFORMANCE_RECORD names a file, the cases and their answers go there, for the tests that repeat them.
var testee = Testee.FromDescriptors(await File.ReadAllBytesAsync(Environment.GetEnvironmentVariable("CONFORMANCE_DESCRIPTORS")
    ?? throw new InvalidOperationException("CONFORMANCE_DESCRIPTORS must name a file with a FileDescriptorSet.")));
var record = Environment.GetEnvironmentVariable("CONFORMANCE_RECORD");
await using var input = Console.OpenStandardInput();
await using var output = Console.OpenStandardOutput();
var length = new byte[sizeof(int)];
while (await input.ReadAtLeastAsync(length, length.Length, throwOnEndOfStream: false) == length.Length)
{
    var request = new byte[BinaryPrimitives.ReadInt32LittleEndian(length)];
    await input.ReadExactlyAsync(request);
    var answer = testee.Answer(ConformanceRequest.Parse(request));
    var bytes = answer.ToByteArray();
    BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
    await output.WriteAsync(length);
    await output.WriteAsync(bytes);
    await output.FlushAsync();
    if (record is not null && answer.Kind != ConformanceAnswerKind.Skipped)
    {
        await File.AppendAllTextAsync(record, new RecordedCase(request, answer.Kind, answer.Content).ToLine() + "\n");
    }
}
