using FocusSuite.TestSupport;
using FocusSuite.Web.Tests.Support;
using Shouldly;
using Xunit;

namespace FocusSuite.Web.Tests.Checks;

/// <summary>
/// What the client checks of itself: <c>npm run check</c>. It takes all processors and may build the client anew, so that it never runs
/// beside tests that wait for a page.
/// </summary>
[CollectionDefinition(nameof(ClientChecks), DisableParallelization = true)]
[Collection(nameof(ClientChecks))]
public sealed class ClientChecks
{
    [Fact]
    public async Task Client_AllItsChecks_Pass()
    {
        Npm.Require();
        Directory.Exists(Repository.PathOf("web/node_modules"))
            .ShouldBeTrue("The packages of the client are not installed: run ./focus test, or npm ci in web/. Why: .focus/logs/web.log.");

        var (exitCode, output) = await Npm.RunAsync("check");

        exitCode.ShouldBe(0, output);
    }
}
