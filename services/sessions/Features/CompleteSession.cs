using FocusSuite.Protocol.Errors;
using FocusSuite.Protos.Sessions.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace FocusSuite.Sessions.Features;

/// <summary>Ends a session with credit; the answer comes when day, program and list show it.</summary>
internal sealed class CompleteSession(SessionCommands commands)
{
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
        var rating = validation.Rating(request.HasProductivityRating ? request.ProductivityRating : null);
        var notes = validation.Notes(request.Notes);
        validation.ThrowIfAny();
        return (sessionId, rating, notes.Length == 0 ? null : notes);
    }
}
