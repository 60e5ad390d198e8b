using System.IO.Compression;
using System.Text.Json;
using System.Xml.Linq;
using FocusSuite.Client.Tests.Events;
using FocusSuite.Messaging.Events;
using FocusSuite.Protos.Enrollment.V1;
using FocusSuite.Protos.Identity.V1;
using FocusSuite.Protos.Progress.V1;
using FocusSuite.Protos.Sessions.V1;
using FocusSuite.TestSupport.Waiting;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;

namespace FocusSuite.Client.Tests.Samples;

/// <summary>What others take: the packages, and a worker that has nothing but them, beside the real system.</summary>
public sealed class BillingTests(PackedBilling billing) : IClassFixture<PackedBilling>
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    [Fact]
    public void Packages_DependOnNoHostAndNoMassTransit()
    {
        var dependencies = billing.Packages.SelectMany(DependenciesOf).ToHashSet();

        dependencies.ShouldContain("RabbitMQ.Client");
        dependencies.ShouldContain("Grpc.Net.ClientFactory");
        dependencies.Where(name => name.Contains("AspNetCore", StringComparison.Ordinal)
            || name.StartsWith("MassTransit", StringComparison.Ordinal)).ShouldBeEmpty();
        dependencies.Where(name => name.StartsWith("FocusSuite", StringComparison.Ordinal)).Order().ShouldBe(
            ["FocusSuite.Contracts", "FocusSuite.Protos"]);
    }

    /// <summary>
    /// Somebody pays, has Pro, lives a program for Pro alone to its end by the package's own clients at the gateway, and is thanked for it.
    /// </summary>
    [Fact]
    public async Task Worker_OfThePackages_SetsSubscriptionsAndHearsOfCompletions()
    {
        var email = $"p{Guid.NewGuid():N}@example.com";
        var user = await billing.System.PutUserAsync(email);
        var token = await billing.System.AccessTokenAsync(email);
        await using var clients = new ServiceCollection().AddFocusSuiteClient(
            options => options.Gateway = billing.System.GatewayGrpcUrl.ToString()).BuildServiceProvider();
        await using var tap = await EventTap.OpenAsync(billing.System.RabbitMqUri, typeof(ProgramCompleted));
        (await IsProAsync()).ShouldBeFalse();

        billing.Pay("pay-1.json", $$"""{"id":"pay-1","email":"{{email}}","plan":"pro_yearly"}""");
        billing.Pay("pay-2.json", """{"id":"pay-2","email":"nobody@example.com","plan":"pro_yearly"}""");
        billing.Pay("pay-3.json", "no payment");
        await Eventually.Async(IsProAsync, isPro => isPro, Bound);
        var enrollment = await LiveAsync(clients, token);

        var note = (await Eventually.ReadAsync(() => billing.FilesIn("thanked"), notes => notes.Count > 0, Bound)).ShouldHaveSingleItem(
            billing.Log);
        var thanked = JsonSerializer.Deserialize<ProgramCompleted>(await File.ReadAllTextAsync(note), JsonSerializerOptions.Web)!;
        (thanked.UserId, thanked.EnrollmentId, thanked.ProgramId).ShouldBe((user.Id, enrollment, PackedBilling.ShortProgram));
        Path.GetFileNameWithoutExtension(note).ShouldBe(thanked.Id.ToString("D"));
        billing.FilesIn("done").Select(Path.GetFileName).ShouldBe(["pay-1.json"]);
        billing.FilesIn("refused").Select(Path.GetFileName).Order().ShouldBe(["pay-2.json", "pay-3.json"]);
        billing.Log.ShouldContain("pay-2.json is refused: NOT_FOUND");

        // The envelope that the unit tests read is the one that is sent today.
        Recorded.FormOf(await tap.NextAsync(Bound)).ShouldBe(Recorded.FormOf(Recorded.ProgramCompleted));
        (await billing.StopWorkerAsync()).ShouldBe(0, billing.Log);

        async Task<bool> IsProAsync() => (await clients.GetRequiredService<SubscriptionService.SubscriptionServiceClient>()
            .GetMySubscriptionAsync(new GetMySubscriptionRequest(), new CallOptions().OnBehalfOf(token))).IsPro;
    }

    private static async Task<long> LiveAsync(IServiceProvider clients, string token)
    {
        var call = new CallOptions().OnBehalfOf(token);
        var programs = clients.GetRequiredService<EnrollmentService.EnrollmentServiceClient>();
        var sessions = clients.GetRequiredService<SessionsService.SessionsServiceClient>();
        var progress = clients.GetRequiredService<ProgressService.ProgressServiceClient>();
        var enrollment = await Eventually.Async(() => TryEnrollAsync(programs, call), id => id is not null, Bound) ?? 0;
        await programs.StartProgramAsync(new StartProgramRequest { EnrollmentId = enrollment }, call);
        await progress.UpdateTaskAsync(
            new UpdateTaskRequest { EnrollmentId = enrollment, DayNumber = 1, TaskIndex = 0, IsCompleted = true }, call);

        var session = await sessions.StartSessionAsync(
            new StartSessionRequest { EnrollmentId = enrollment, DayNumber = 1, DurationMinutes = 1 }, call);
        using var clock = new PeriodicTimer((TimeSpan.FromMinutes(1) / PackedBilling.TimeScale) + TimeSpan.FromMilliseconds(20));
        await clock.WaitForNextTickAsync(CancellationToken.None);
        await sessions.CompleteSessionAsync(new CompleteSessionRequest { SessionId = session.SessionId }, call);

        var reflection = new AddReflectionRequest
        {
            EnrollmentId = enrollment,
            DayNumber = 1,
            Question = "What was good?",
            Answer = "It was short.",
        };
        (await progress.AddReflectionAsync(reflection, call)).DayCompleted.ShouldBeTrue();
        return enrollment;
    }

    // Enrollment hears of the subscription a moment later.
    private static async Task<long?> TryEnrollAsync(EnrollmentService.EnrollmentServiceClient programs, CallOptions call)
    {
        try
        {
            return (await programs.EnrollAsync(new EnrollRequest { ProgramId = PackedBilling.ShortProgram }, call)).EnrollmentId;
        }
        catch (FocusSuiteException error) when (error.Code == FocusSuiteErrorCodes.ProRequired)
        {
            return null;
        }
    }

    private static IEnumerable<string> DependenciesOf(string package)
    {
        using var file = ZipFile.OpenRead(package);
        using var nuspec = file.Entries.Single(entry => entry.Name.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        return
        [
            .. XDocument.Load(nuspec).Descendants().Where(element => element.Name.LocalName is "dependency" or "frameworkReference")
                .Select(element => (string?)element.Attribute("id") ?? (string)element.Attribute("name")!),
        ];
    }
}
