using FocusSuite.Documents.Internal;
using FocusSuite.Documents.Tests.Compliance;
using Microsoft.Extensions.Time.Testing;
using Shouldly;

namespace FocusSuite.Documents.Tests.Unit;

public sealed class SavedDocumentsTests
{
    /// <summary>A replica that saves nothing more keeps nothing of a person whom another one has erased.</summary>
    [Fact]
    public void Document_NobodyAsksForAny_GoesByItself()
    {
        var clock = new FakeTimeProvider();
        var session = new Session("one", 7, SessionState.Active, clock.GetUtcNow());
        using var saved = new SavedDocuments<Session>(clock);
        saved.Set(PendingWrite<Session>.Of(Session.Map, session, 0, []));

        clock.Advance(SavedDocuments<Session>.Lifetime - TimeSpan.FromMilliseconds(1));
        saved.Find(7, "one").ShouldNotBeNull();
        saved.Count.ShouldBe(1);

        clock.Advance(SavedDocuments<Session>.SweepInterval);
        saved.Count.ShouldBe(0);
    }
}
