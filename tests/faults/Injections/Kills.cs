using FocusSuite.Faults.Tests.Proxies;
using FocusSuite.Messaging.Pipeline;
using FocusSuite.TestSystem;

namespace FocusSuite.Faults.Tests.Injections;

/// <summary>The faults of the seeded kill runs, and how often each is drawn.</summary>
public static class Kills
{
    private static readonly string[] Processes =
        [
            PartNames.Identity, PartNames.Catalog, PartNames.Enrollment, PartNames.Sessions, PartNames.Progress, PartNames.Insights,
            PartNames.Gateway,
        ];

    // Those whose saves have events that users' work causes.
    private static readonly string[] Publishers = [PartNames.Enrollment, PartNames.Sessions, PartNames.Progress, PartNames.Insights];

    private static readonly string[] Servers = [PartNames.Postgres, PartNames.RabbitMq];

    /// <summary>Draws one: half of them are deaths at a point of the pipeline, since these are what the promises are about.</summary>
    public static IInjection Draw(Random dice) => dice.Next(100) switch
    {
        < 50 => Pick(dice, AtPoints),
        < 70 => Pick(dice, [.. Processes.Select(part => new KillPart(part))]),
        < 80 => Pick(dice, [.. Servers.Select(part => new KillPart(part))]),
        < 95 => Pick(
            dice, [.. Processes.Concat(Servers).Select(part => new FreezePart(part, TimeSpan.FromSeconds(1 + dice.NextDouble())))]),
        _ => Pick(dice, Links),
    };

    private static IInjection[] AtPoints =>
    [
        .. from service in Publishers
           from point in PipelinePoints.All
           where Passes(service, point)
           select new KillAtPoint(service, point),
    ];

    private static IInjection[] Links =>
    [
        .. from fault in LinkFault.All
           from service in Publishers
           from to in new[] { PartNames.Postgres, PartNames.RabbitMq }
           select new HurtLink(service, to, fault, TimeSpan.FromSeconds(1.5)),
    ];

    /// <summary>Sessions consumes nothing that has an effect.</summary>
    private static bool Passes(string service, string point) =>
        service != PartNames.Sessions || point is not (PipelinePoints.BeforeEffect or PipelinePoints.AfterEffectBeforeAck);

    private static IInjection Pick(Random dice, IInjection[] from) => from[dice.Next(from.Length)];
}
