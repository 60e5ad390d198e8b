using FocusSuite.Identity.Keys;
using FocusSuite.Identity.Tests.Support;
using FocusSuite.TestSupport.Databases;
using FocusSuite.TestSupport.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Shouldly;
using Xunit;

namespace FocusSuite.Identity.Tests.Keys;

public sealed class SigningKeysTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Start_OfThreeReplicasAtOnceOnAnEmptyDatabase_MakesOneKeyThatAllSignWith()
    {
        await using var database = await TestDatabase.CreateAsync("identity");
        var replicas = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => IdentityInstallation.StartAsync(database: database)));
        try
        {
            var signedIn = await Task.WhenAll(replicas.Select(replica => replica.SignupAsync()));

            signedIn.Select(answer => new JsonWebToken(answer.Tokens.Access).Kid).Distinct().Count().ShouldBe(1);
            (await database.ScalarAsync<long>("SELECT count(*) FROM signing_keys")).ShouldBe(1);
            signedIn.Select(answer => answer.User.Id).Distinct().Count().ShouldBe(3);
        }
        finally
        {
            await Task.WhenAll(replicas.Select(replica => replica.DisposeAsync().AsTask()));
        }

        replicas.SelectMany(replica => replica.Host.Logs.Errors).ShouldBeEmpty();
    }

    [Fact]
    public async Task Restart_OfTheService_KeepsTheKeyAndEverybodySignedIn()
    {
        await using var database = await TestDatabase.CreateAsync("identity");
        await using var before = await IdentityInstallation.StartAsync(database: database);
        var signedUp = await before.SignupAsync();
        await using var after = await IdentityInstallation.StartAsync(database: database);

        var refreshed = await after.RefreshAsync(signedUp.Tokens.Refresh);
        new JsonWebToken(refreshed.Tokens.Access).Kid.ShouldBe(new JsonWebToken(signedUp.Tokens.Access).Kid);
    }

    [Fact]
    public async Task Rotation_ByAge_PublishesTheNextKeyADayAheadAndTheOldOneUntilItsTokensHaveExpired()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var identity = await IdentityInstallation.StartAsync(time);
        var keys = identity.Host.Services.GetRequiredService<SigningKeys>();
        var first = await keys.CurrentAsync(None);

        time.Advance(TimeSpan.FromDays(89) - TimeSpan.FromSeconds(1));
        (await keys.AllAsync(None)).Count.ShouldBe(1);

        time.Advance(TimeSpan.FromMinutes(2));
        (await keys.AllAsync(None)).Count.ShouldBe(2, "the next one is published");
        (await keys.CurrentAsync(None)).ShouldBe(first, "and does not sign yet");

        time.Advance(TimeSpan.FromDays(1));
        var second = await keys.CurrentAsync(None);
        second.Id.ShouldNotBe(first.Id);
        new JsonWebToken((await identity.SignupAsync()).Tokens.Access).Kid.ShouldBe(second.Id);
        (await keys.AllAsync(None)).Select(key => key.Id).ShouldBe([first.Id, second.Id]);

        time.Advance(TimeSpan.FromHours(2));
        (await keys.AllAsync(None)).Select(key => key.Id).ShouldBe([second.Id]);
        (await identity.Database.ScalarAsync<long>("SELECT count(*) FROM signing_keys")).ShouldBe(1);
    }

    [Fact]
    public async Task Keys_OfADatabaseThatIsAway_StayInUse()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var identity = await IdentityInstallation.StartAsync(time);
        var keys = identity.Host.Services.GetRequiredService<SigningKeys>();
        var key = await keys.CurrentAsync(None);

        await identity.Database.ExecuteAsync("ALTER TABLE signing_keys RENAME TO gone");
        time.Advance(TimeSpan.FromMinutes(2));

        (await keys.CurrentAsync(None)).ShouldBe(key);
    }

    [Fact]
    public async Task Keys_ThatAnotherServiceKeyProtected_OnlyValidateAndANewOneSigns()
    {
        await using var database = await TestDatabase.CreateAsync("identity");
        await using var before = await IdentityInstallation.StartAsync(database: database);
        var old = new JsonWebToken((await before.SignupAsync()).Tokens.Access).Kid;

        await using var after = await IdentityInstallation.StartAsync(
            database: database,
            settings: new Dictionary<string, string?> { ["Focus:Auth:ServiceKey"] = Convert.ToBase64String(new byte[32]) });
        new JsonWebToken((await after.SignupAsync()).Tokens.Access).Kid.ShouldNotBe(old);
        (await after.Host.Services.GetRequiredService<SigningKeys>().AllAsync(None)).Select(key => (key.Id == old, key.CanSign))
            .ShouldBe([(true, false), (false, true)]);
    }

    [Fact]
    public async Task PrivateKey_InTheDatabase_IsNotReadable()
    {
        await using var identity = await IdentityInstallation.StartAsync();
        await identity.SignupAsync();
        var stored = await identity.Database.ScalarAsync<byte[]>("SELECT private_key FROM signing_keys");
        using var key = System.Security.Cryptography.ECDsa.Create();
        Should.Throw<System.Security.Cryptography.CryptographicException>(() => key.ImportPkcs8PrivateKey(stored, out _));
    }
}
