using FocusSuite.Protos.Enrollment.V1;
using FocusSuite.Protos.Progress.V1;
using FocusSuite.Protos.Sessions.V1;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;

namespace GrpcTranscoding.Benchmarks.Suite;

/// <summary>The real system's answers, kept in a folder, so that the floor says the same bytes.</summary>
internal sealed class FloorAnswers(string folder)
{
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Asks the real system by gRPC for the answer of every read.</summary>
    public async Task CaptureAsync(Uri gateway, BenchmarkUser user, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        using var channel = GrpcChannel.ForAddress(gateway);
        Metadata token = new() { { "authorization", "Bearer " + user.Access } };
        CallOptions options = new(token, DateTime.UtcNow + CallTimeout, cancellation);
        EnrollmentService.EnrollmentServiceClient enrollment = new(channel);
        ProgressService.ProgressServiceClient progress = new(channel);
        SessionsService.SessionsServiceClient sessions = new(channel);
        Keep(await enrollment.ListProgramsAsync(new ListProgramsRequest(), options));
        Keep(await enrollment.GetProgramAsync(new GetProgramRequest { EnrollmentId = user.Enrollment }, options));
        Keep(await enrollment.ListHistoryAsync(new ListHistoryRequest(), options));
        Keep(await progress.GetDayAsync(new GetDayRequest { EnrollmentId = user.Enrollment, DayNumber = 1 }, options));
        Keep(await progress.GetWeeklyReviewAsync(new GetWeeklyReviewRequest { EnrollmentId = user.Enrollment, WeekNumber = 1 }, options));
        Keep(await sessions.GetActiveSessionAsync(new GetActiveSessionRequest(), options));
    }

    /// <summary>An answer as it was kept.</summary>
    public T Read<T>()
        where T : IMessage<T>, new()
    {
        T message = new();
        message.MergeFrom(File.ReadAllBytes(FileOf(message)));
        return message;
    }

    private void Keep(IMessage message) => File.WriteAllBytes(FileOf(message), message.ToByteArray());

    private string FileOf(IMessage message) => Path.Combine(folder, message.Descriptor.Name);
}
