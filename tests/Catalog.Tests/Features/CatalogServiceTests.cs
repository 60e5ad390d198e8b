using FocusSuite.Catalog.Tests.Support;
using FocusSuite.CatalogClient;
using FocusSuite.Hosting.Clock;
using FocusSuite.Protocol.Access;
using FocusSuite.Protocol.Errors;
using FocusSuite.Protos.Catalog.V1;
using FocusSuite.TestSupport.Tokens;
using Grpc.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace FocusSuite.Catalog.Tests.Features;

public sealed class CatalogServiceTests(CatalogHost host) : IClassFixture<CatalogHost>
{
    private CatalogService.CatalogServiceClient Client { get; } = new(host.Service.Channel);

    [Fact]
    public async Task ListPrograms_ByAService_GivesTheCatalogsOrder()
    {
        var programs = (await Client.ListProgramsAsync(new ListProgramsRequest(), TestServiceKey.Headers())).Programs;

        programs.Select(program => (program.Id, program.Name, program.ProgramType, program.IsProOnly)).ShouldBe(
        [
            (1, "14-Day Focus Challenge", ProgramType.FourteenDay, false),
            (2, "30-Day Focus Mastery", ProgramType.ThirtyDay, true),
        ]);
        programs.ShouldAllBe(program => !program.HasCoverImageUrl);
    }

    [Fact]
    public async Task GetProgram_ByAUser_GivesAllDaysInOrder()
    {
        var headers = new Metadata { { "authorization", $"Bearer {host.Authority.CreateToken(7)}" } };
        var answer = await Client.GetProgramAsync(new GetProgramRequest { ProgramId = 2 }, headers);

        answer.Program.DurationDays.ShouldBe(30);
        answer.Days.Select(day => day.DayNumber).ShouldBe(Enumerable.Range(1, 30));
        answer.Days[29].Tasks.Count.ShouldBe(4);
    }

    [Fact]
    public async Task GetProgram_OfAVersionOfBefore_GivesItAsItWasPublished()
    {
        await using var catalog = new CatalogHost();
        await catalog.InitializeAsync();
        await catalog.Database.ExecuteAsync("""
            INSERT INTO program_versions SELECT program_id, 2, now(), jsonb_set(content, '{name}', '"Renamed"') FROM program_versions WHERE program_id = 1;
            UPDATE programs SET published_version = 2 WHERE id = 1;
            UPDATE programs SET retired_at = now() WHERE id = 2;
            """);
        var client = new CatalogService.CatalogServiceClient(catalog.Service.Channel);

        async Task<Protos.Catalog.V1.Program> GetAsync(long id, int version) =>
            (await client.GetProgramAsync(new GetProgramRequest { ProgramId = id, Version = version }, TestServiceKey.Headers())).Program;

        var listed = (await client.ListProgramsAsync(new ListProgramsRequest(), TestServiceKey.Headers())).Programs;
        listed.Select(program => (program.Id, program.Version, program.Name)).ShouldBe([(1, 2, "Renamed")]);
        (await GetAsync(1, 0)).Version.ShouldBe(2);
        (await GetAsync(1, 1)).Name.ShouldBe("14-Day Focus Challenge");
        (await GetAsync(2, 1)).Name.ShouldBe("30-Day Focus Mastery");
        (await Should.ThrowAsync<RpcException>(() => GetAsync(2, 0))).Reason().ShouldBe("NOT_FOUND");
    }

    [Theory]
    [InlineData(3, 0, "NOT_FOUND")]
    [InlineData(3, 1, "NOT_FOUND")]
    [InlineData(1, 2, "NOT_FOUND")]
    [InlineData(0, 0, "VALIDATION_FAILED")]
    [InlineData(-1, 0, "VALIDATION_FAILED")]
    [InlineData(1, -1, "VALIDATION_FAILED")]
    public async Task GetProgram_OfNoProgram_IsRefused(long id, int version, string code)
    {
        var request = new GetProgramRequest { ProgramId = id, Version = version };
        var refusal = await Should.ThrowAsync<RpcException>(async () => await Client.GetProgramAsync(request, TestServiceKey.Headers()));
        refusal.Reason().ShouldBe(code);
    }

    [Fact]
    public async Task AnyMethod_ByNobody_IsRefused()
    {
        var refusal = await Should.ThrowAsync<RpcException>(async () => await Client.ListProgramsAsync(new ListProgramsRequest()));
        refusal.StatusCode.ShouldBe(StatusCode.Unauthenticated);
    }

    [Fact]
    public async Task CatalogClient_OutsideARequest_ReadsTheRealService()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Focus:Peers:Catalog", host.Service.Url)]).Build();
        await using var services = new ServiceCollection().AddLogging()
            .AddSingleton(new ServiceTokens(TestServiceKey.Value, "tests"))
            .AddNamedClocks()
            .AddCatalogClient(configuration)
            .BuildServiceProvider();
        var catalog = services.GetRequiredService<ICatalog>();

        var template = (await catalog.GetVersionAsync(1, 1, TestContext.Current.CancellationToken)).ShouldNotBeNull();
        template.Program.Name.ShouldBe("14-Day Focus Challenge");
        template.Days.Count.ShouldBe(14);
        template.Day(8).ShouldNotBeNull().FocusMinutes.ShouldBe(50);
        template.Day(0).ShouldBeNull();
        template.Day(15).ShouldBeNull();
        (await catalog.GetVersionAsync(99, 1, TestContext.Current.CancellationToken)).ShouldBeNull();
        (await catalog.ListProgramsAsync(TestContext.Current.CancellationToken)).Select(program => (program.Id, program.Version))
            .ShouldBe([(1, 1), (2, 1)]);
    }
}
