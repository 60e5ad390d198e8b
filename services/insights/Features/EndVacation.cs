using FocusSuite.Protocol.Errors;
using FocusSuite.Protos.Insights.V1;
using Grpc.Core;

namespace FocusSuite.Insights.Features;

/// <summary><c>DELETE streak/vacations/{first_date}</c>.</summary>
internal sealed class EndVacation(StreakSettingsCommands commands)
{
    public async Task<EndVacationResponse> HandleAsync(EndVacationRequest request, ServerCallContext context)
    {
        var validation = new Validation();
        var first = validation.Date(request.FirstDate, "first_date");
        validation.ThrowIfAny();
        var (settings, today) = await commands.RunAsync(context, (settings, today) => settings.EndVacation(first, today));
        return new EndVacationResponse { Vacations = { settings.VacationsToWire(today) } };
    }
}
