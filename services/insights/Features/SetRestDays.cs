using FocusSuite.Protocol.Errors;
using FocusSuite.Protos.Insights.V1;
using Grpc.Core;

namespace FocusSuite.Insights.Features;

/// <summary><c>PUT streak/rest-days</c>.</summary>
internal sealed class SetRestDays(StreakSettingsCommands commands)
{
    private const int MaxSent = 7;

    public async Task<SetRestDaysResponse> HandleAsync(SetRestDaysRequest request, ServerCallContext context)
    {
        var days = request.RestDays.Take(MaxSent).Select(StreakSettingsMessages.ToDayOfWeek).OfType<DayOfWeek>().ToHashSet();
        new Validation()
            .Check(days.Count == request.RestDays.Count, "rest_days", "Must be different numbers from 1 for Monday to 7 for Sunday.")
            .ThrowIfAny();
        var (settings, today) = await commands.RunAsync(context, (settings, today) => settings.ChangeRestDays(days, today));
        return new SetRestDaysResponse { RestDays = { settings.RestDaysToWire(today) } };
    }
}
