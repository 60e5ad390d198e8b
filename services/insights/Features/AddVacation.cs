using FocusSuite.Domain;
using FocusSuite.Insights.Domain.StreakCare;
using FocusSuite.Protocol.Errors;
using FocusSuite.Protos.Insights.V1;
using Grpc.Core;
using Vacation = FocusSuite.Insights.Domain.StreakCare.Vacation;

namespace FocusSuite.Insights.Features;

/// <summary><c>POST streak/vacations</c>. The same vacation once more is no other one: a repeat after a crash finds it.</summary>
internal sealed class AddVacation(StreakSettingsCommands commands)
{
    public async Task<AddVacationResponse> HandleAsync(AddVacationRequest request, ServerCallContext context)
    {
        var validation = new Validation();
        var first = validation.Date(request.FirstDate, "first_date");
        var last = validation.Date(request.LastDate, "last_date");
        validation.ThrowIfAny();
        var (settings, today) = await commands.RunAsync(context, (settings, today) => Add(settings, first, last, today));
        return new AddVacationResponse { Vacations = { settings.VacationsToWire(today) } };
    }

    private static Decision<StreakSettings> Add(StreakSettings settings, DateOnly first, DateOnly last, DateOnly today) =>
        settings.Vacations.Contains(new Vacation(first, last)) ? Decision.Unchanged(settings) : settings.AddVacation(first, last, today);
}
