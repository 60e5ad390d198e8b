using FocusSuite.Protocol.Errors;
using FocusSuite.Protos.Sessions.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace FocusSuite.Sessions.Features;

/// <summary>Ends a session with credit; the answer comes when day, program and list show it.</summary>
internal sealed class CompleteSession(SessionCommands commands)
{
    private const int MinRating = 1;
    private const int MaxRating = 5;
    private const int MaxNotes = 1000;

    public async Task<CompleteSessionResponse> HandleAsync(CompleteSessionRequest request, ServerCallContext context)
    {
        var (sessionId, rating, notes) = Read(request);
        var decision = await commands.RunAsync(sessionId, context, (session, operation) => session.Complete(rating, notes, operation));
        var ended = decision.State!;
        return new CompleteSessionResponse
        {
            Completed = true,
            SessionId = ended.Id,
            ActualDurationMinutes = ended.ActualSeconds!.Value / 60,
            EndedAt = ended.EndedAt!.Value.ToTimestamp(),
        };
    }

    /// <exception cref="ApiException">VALIDATION_FAILED.</exception>
    internal static (string SessionId, int? Rating, string? Notes) Read(CompleteSessionRequest request)
    {
        var validation = new Validation();
        var sessionId = validation.SessionId(request.SessionId);
        int? rating = request.HasProductivityRating ? request.ProductivityRating : null;
        validation.Range(rating, MinRating, MaxRating, "productivity_rating", required: false);
        var notes = validation.Text(request.Notes, 0, MaxNotes, "notes");
        validation.ThrowIfAny();
        return (sessionId, rating, notes.Length == 0 ? null : notes);
    }
}
