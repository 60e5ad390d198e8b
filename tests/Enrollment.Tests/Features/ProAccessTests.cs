using FocusSuite.CatalogClient;
using FocusSuite.Enrollment.Features;
using FocusSuite.Enrollment.Subscriptions;
using FocusSuite.Enrollment.Tests.Support;
using FocusSuite.Protocol.Errors;
using FocusSuite.Protos.Identity.V1;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace FocusSuite.Enrollment.Tests.Features;

public sealed class ProAccessTests : IDisposable
{
    private readonly FakeIdentity _identity = new() { Subscription = new Subscription { Plan = Plan.Free } };
    private readonly FakeCatalog _catalog = new();
    private readonly SubscriptionCache _subscriptions;
    private readonly ProAccess _access;

    public ProAccessTests()
    {
        var clock = new FakeTimeProvider(Some.Now);
        _subscriptions = new SubscriptionCache(_identity, clock, NullLogger<SubscriptionCache>.Instance);
        _access = new ProAccess(_catalog, _subscriptions, clock);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _subscriptions.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task IsProOnly_WhereTheEnrollmentKeptIt_AsksNobody(bool kept)
    {
        _catalog.IsProOnly = !kept;

        (await _access.IsProOnlyAsync(Some.Enrollment() with { IsProOnly = kept }, Token)).ShouldBe(kept);
    }

    /// <summary>What the catalog does not know is not open to all.</summary>
    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(null, true)]
    public async Task IsProOnly_WhereItWasNotKept_IsWhatTheCatalogSaysOfTheVersion(bool? said, bool proOnly)
    {
        _catalog.IsProOnly = said;

        (await _access.IsProOnlyAsync(Some.Enrollment() with { IsProOnly = null }, Token)).ShouldBe(proOnly);
    }

    [Fact]
    public async Task Require_ForAProProgram_RefusesWhoHasNoPro()
    {
        var enrollment = Some.Enrollment() with { IsProOnly = true };

        (await Should.ThrowAsync<ApiException>(() => _access.RequireAsync(enrollment, Token))).Code.ShouldBe(ErrorCodes.ProRequired);

        _identity.Subscription = new Subscription { Plan = Plan.ProYearly, Status = SubscriptionStatus.Active };
        await _access.RequireAsync(enrollment, Token);
    }

    [Fact]
    public async Task Require_ForAProgramThatIsOpenToAll_DoesNotAskIdentity()
    {
        await _access.RequireAsync(Some.Enrollment() with { IsProOnly = false }, Token);

        _identity.Calls.ShouldBe(0);
    }

    /// <summary>One program in one version, or none.</summary>
    private sealed class FakeCatalog : ICatalog
    {
        public bool? IsProOnly { get; set; }

        public ValueTask<ProgramTemplate?> GetVersionAsync(long programId, int version, CancellationToken cancellationToken) =>
            ValueTask.FromResult(IsProOnly is { } proOnly ? new ProgramTemplate(Some.Program(proOnly), []) : null);

        public ValueTask<ProgramInfo?> FindOfferedAsync(long programId, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public ValueTask<IReadOnlyList<ProgramInfo>> ListProgramsAsync(CancellationToken cancellationToken) =>
            throw new NotSupportedException();
    }
}
