using FocusSuite.Documents.Tests.Compliance;
using FocusSuite.Messaging.Outbox;
using Shouldly;

namespace FocusSuite.Documents.Tests.Unit;

public sealed class UpdateTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(DocumentStoreExtensions.MaxAttempts - 1)]
    public async Task Update_Conflicts_DecidesAgainOnFreshState(int conflicts)
    {
        var store = new StubbornStore(conflicts);

        var result = await store.UpdateAsync(
            1, "a", s => DocumentDecision.Save(s! with { Title = "new" }, s.Minutes), CancellationToken.None);

        result.ShouldBe(conflicts + 1, "the state that the last decision saw");
        store.Reads.ShouldBe(conflicts + 1);
    }

    [Fact]
    public async Task Update_NothingButConflicts_GivesUp()
    {
        var store = new StubbornStore(int.MaxValue);

        await Should.ThrowAsync<DocumentConflictException>(
            () => store.UpdateAsync(1, "a", s => DocumentDecision.Save(s!, 0), CancellationToken.None));

        store.Reads.ShouldBe(DocumentStoreExtensions.MaxAttempts);
    }

    [Fact]
    public async Task Update_DecisionKeeps_SavesNothing()
    {
        var store = new StubbornStore(int.MaxValue);

        (await store.UpdateAsync(1, "a", _ => DocumentDecision.Keep<Session, string>("kept"), CancellationToken.None)).ShouldBe("kept");
    }

    /// <summary>Rejects so many saves; each read shows a newer state.</summary>
    private sealed class StubbornStore(int conflicts) : IDocumentStore<Session>
    {
        private int _saves;

        public int Reads { get; private set; }

        public Task<Versioned<Session>?> GetAsync(long userId, string id, CancellationToken cancellationToken)
        {
            Reads++;
            return Task.FromResult<Versioned<Session>?>(new(Session.Done(id) with { Minutes = Reads }, Reads));
        }

        public Task SaveAsync(
            Session document, long expectedVersion, IReadOnlyList<OutboxMessage> messages, CancellationToken cancellationToken)
        {
            expectedVersion.ShouldBe(Reads);
            return _saves++ < conflicts
                ? throw new DocumentConflictException("sessions", document.Id, expectedVersion)
                : Task.CompletedTask;
        }

        public Task<IReadOnlyList<Versioned<Session>>> GetManyAsync(
            long userId, IReadOnlyCollection<string> ids, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<DocumentPage<Session>> FindAsync(DocumentQuery<Session> query, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<long> CountAsync(string index, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task DeleteAsync(long userId, string id, long expectedVersion, CancellationToken cancellationToken) =>
            throw new NotSupportedException();
    }
}
