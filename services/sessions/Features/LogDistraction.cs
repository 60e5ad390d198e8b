using FocusSuite.Protocol.Errors;
using FocusSuite.Protocol.Idempotency;
using FocusSuite.Protos.Sessions.V1;
using Grpc.Core;

namespace FocusSuite.Sessions.Features;

/// <summary>Notes what distracted in a session.</summary>
internal sealed class LogDistraction(SessionCommands commands)
{
    private const int MaxNote = 500;

    public async Task<LogDistractionResponse> HandleAsync(LogDistractionRequest request, ServerCallContext context)
    {
        var (sessionId, note) = Read(request);
        var decision = await commands.RunAsync(sessionId, context, (session, operation) => session.LogDistraction(note, operation));
        return new LogDistractionResponse { Success = true, DistractionCount = decision.State!.DistractionCountFor(context.RequestKey()) };
    }

    /// <exception cref="ApiException">VALIDATION_FAILED.</exception>
    internal static (string SessionId, string Note) Read(LogDistractionRequest request)
    {
        var validation = new Validation();
        var sessionId = validation.SessionId(request.SessionId);
        var note = validation.Text(request.DistractionNote, 1, MaxNote, "distraction_note");
        validation.ThrowIfAny();
        return (sessionId, note);
    }
}
