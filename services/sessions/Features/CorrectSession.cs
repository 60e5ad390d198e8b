using FocusSuite.Protocol.Errors;
using FocusSuite.Protos.Sessions.V1;
using FocusSuite.Sessions.Domain;
using Grpc.Core;

namespace FocusSuite.Sessions.Features;

/// <summary>Corrects a completed session; the answer comes when day, program and list show it.</summary>
internal sealed class CorrectSession(SessionCommands commands)
{
    private const int MaxMinutes = 180;

    public async Task<CorrectSessionResponse> HandleAsync(CorrectSessionRequest request, ServerCallContext context)
    {
        var (sessionId, correction) = Read(request);
        var session = await commands.CorrectAsync(sessionId, context, (current, operation) => current.Correct(correction, operation));
        return new CorrectSessionResponse { Session = SessionMessages.ToRecord(session) };
    }

    /// <exception cref="ApiException">VALIDATION_FAILED.</exception>
    internal static (string SessionId, SessionCorrection Correction) Read(CorrectSessionRequest request)
    {
        var validation = new Validation();
        var sessionId = validation.SessionId(request.SessionId);
        int? minutes = request.HasCreditedMinutes ? request.CreditedMinutes : null;
        validation
            .Check(
                request.HasCreditedMinutes || request.HasProductivityRating || request.HasNotes,
                "credited_minutes",
                "Give at least one of credited_minutes, productivity_rating and notes.")
            .Range(minutes, 1, MaxMinutes, "credited_minutes", required: false);
        var rating = validation.Rating(request.HasProductivityRating ? request.ProductivityRating : null);
        var notes = validation.Notes(request.Notes);
        validation.ThrowIfAny();
        return (sessionId, new SessionCorrection(minutes * 60, rating, request.HasNotes ? notes : null));
    }
}
