using FocusSuite.Catalog.Tests.Support;
using FocusSuite.CatalogClient;
using FocusSuite.Protos.Catalog.V1;
using FocusSuite.ServiceDefaults.Access;
using FocusSuite.ServiceDefaults.Errors;
using FocusSuite.TestSupport.Tokens;
using Grpc.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace FocusSuite.Catalog.Tests.Reading;

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
    public async Task GetProgram_ByAPerson_GivesAllDaysInOrder()
    {
        var headers = new Metadata { { "authorization", $"Bearer {host.Authority.CreateToken(7)}" } };
        var answer = await Client.GetProgramAsync(new GetProgramRequest { ProgramId = 2 }, headers);

        answer.Program.DurationDays.ShouldBe(30);
        answer.Days.Select(day => day.DayNumber).ShouldBe(Enumerable.Range(1, 30));
        answer.Days[29].Tasks.Count.ShouldBe(4);
    }

    [Theory]
    [InlineData(3, "NOT_FOUND")]
    [InlineData(0, "VALIDATION_FAILED")]
    [InlineData(-1, "VALIDATION_FAILED")]
    public async Task GetProgram_OfNoProgram_IsRefused(long id, string code)
    {
        var request = new GetProgramRequest { ProgramId = id };
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
            .AddCatalogClient(configuration)
            .BuildServiceProvider();
        var catalog = services.GetRequiredService<ICatalog>();

        var template = (await catalog.GetProgramAsync(1, TestContext.Current.CancellationToken)).ShouldNotBeNull();
        template.Program.Name.ShouldBe("14-Day Focus Challenge");
        template.Days.Count.ShouldBe(14);
        template.Day(8).ShouldNotBeNull().FocusMinutes.ShouldBe(50);
        template.Day(0).ShouldBeNull();
        template.Day(15).ShouldBeNull();
        (await catalog.GetProgramAsync(99, TestContext.Current.CancellationToken)).ShouldBeNull();
        (await catalog.ListProgramsAsync(TestContext.Current.CancellationToken)).Select(program => program.Id).ShouldBe([1, 2]);
    }
}
