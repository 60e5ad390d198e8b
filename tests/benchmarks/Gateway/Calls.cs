using System.Buffers.Binary;
using System.Globalization;
using FocusSuite.Protos.Progress.V1;
using Google.Protobuf;

namespace GrpcTranscoding.Benchmarks.Gateway;

/// <summary>The two calls that are compared, with the files that h2load reads their bodies from.</summary>
internal sealed class Calls : IDisposable
{
    public static readonly GetDayRequest GetDay = new() { EnrollmentId = 123, DayNumber = 3 };
    public static readonly UpdateTaskRequest UpdateTask = new() { EnrollmentId = 123, DayNumber = 3, TaskIndex = 1, IsCompleted = true };
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gateway-benchmark-");

    public IEnumerable<Call> All =>
    [
        new("Read a day", "GetDay", File("day.grpc", Frame(GetDay)), "v1/enrollments/123/days/3", null),
        new("Update a task", "UpdateTask", File("task.grpc", Frame(UpdateTask)), "v1/tasks",
            File("task.json", System.Text.Encoding.UTF8.GetBytes(JsonFormatter.Default.Format(UpdateTask)))),
    ];

    public void Dispose() => _folder.Delete(recursive: true);

    private static byte[] Frame(IMessage message)
    {
        var bytes = message.ToByteArray();
        var frame = new byte[5 + bytes.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), bytes.Length);
        bytes.CopyTo(frame, 5);
        return frame;
    }

    private string File(string name, byte[] content)
    {
        var path = Path.Combine(_folder.FullName, name);
        System.IO.File.WriteAllBytes(path, content);
        return path;
    }
}

/// <summary>One call, as gRPC and as JSON.</summary>
internal sealed record Call(string Name, string Method, string GrpcBody, string JsonPath, string? JsonBody)
{
    public Target Direct(int port) => new(
        "direct gRPC",
        Uri(port, "focus.benchmarks.v1.Days/" + Method),
        ["--data=" + GrpcBody, "--header=content-type: application/grpc", "--header=te: trailers"]);

    public Target Json(string name, int port) => new(
        name, Uri(port, JsonPath), JsonBody is null ? ["--h1"] : ["--h1", "--data=" + JsonBody, "--header=content-type: application/json"]);

    private static string Uri(int port, string path) => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/{path}");
}
