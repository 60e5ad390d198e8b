using FocusSuite.Documents;
using FocusSuite.Sessions.LiveTimer;
using FocusSuite.Sessions.Persistence;
using FocusSuite.Sessions.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace FocusSuite.Sessions.Tests.Persistence;

/// <summary>Who watches learns of whatever happens to the session, in the running service.</summary>
[Collection(ServiceTests.Name)]
public sealed class AnnouncingStoreTests(SessionsSystem system)
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(10);

    /// <summary>S16: a removal is news, too, whoever removes: an erasure does so by the documents themselves.</summary>
    [Fact]
    public async Task Delete_OfAWatchedSession_IsAnnounced()
    {
        var user = system.NewUser();
        var id = (await user.StartAsync()).SessionId;
        using var watcher = system.Services.GetRequiredService<SessionChanges>().Watch(user.UserId);

        var saved = (await system.Documents.GetAsync(user.UserId, id, CancellationToken.None))!;
        await system.Documents.DeleteAsync(user.UserId, id, saved.Version, CancellationToken.None);

        using var bound = new CancellationTokenSource(Bound);
        (await watcher.ChangeSignal.NextAsync(bound.Token)).ShouldBe(Wake.Change);
        (await system.Services.GetRequiredService<SessionStore>().FindLiveAsync(user.UserId, CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task Delete_OfWhatIsGone_IsAConflictAndNoNews() =>
        await Should.ThrowAsync<DocumentConflictException>(
            system.Documents.DeleteAsync(1, "000000000000000000000000", 1, CancellationToken.None));
}
