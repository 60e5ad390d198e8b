using FocusSuite.Documents;
using FocusSuite.Messaging.Outbox;
using FocusSuite.Progress.Domain;
using FocusSuite.Progress.Tests.Support;
using FocusSuite.Protocol.Errors;
using FocusSuite.TestSupport.Messaging;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace FocusSuite.Progress.Tests.Service;

/// <summary>Somebody else is faster each time.</summary>
public class LostRaceTests
{
    /// <summary>S16: a lost race is the caller's to try again, as it is in sessions and enrollment; nothing was away.</summary>
    [Theory]
    [InlineData("task")]
    [InlineData("reflection")]
    [InlineData("rating")]
    public async Task Write_ThatLosesEachTime_IsAConflictAfterDecidingAnewAgainAndAgain(string kind)
    {
        LosingStore? store = null;
        await using var installation = await Installation.StartAsync(ProgressFixture.Nowhere, configure: services =>
        {
            services.ReplaceMessaging();
            var real = services.Last(service => service.ServiceType == typeof(IDocumentStore<ProgramDay>));
            services.Replace(ServiceDescriptor.Singleton<IDocumentStore<ProgramDay>>(provider =>
                store = new LosingStore((IDocumentStore<ProgramDay>)real.ImplementationFactory!(provider))));
        });
        var me = installation.Enroll();

        var refusal = await Should.ThrowAsync<RpcException>(() => kind switch
        {
            "task" => me.MarkAsync(0),
            "reflection" => me.ReflectAsync(),
            _ => (Task)me.RateAsync(new() { DifficultyRating = 3 }),
        });

        (refusal.Reason(), refusal.StatusCode).ShouldBe((ErrorCodes.Conflict.Word, StatusCode.Aborted));
        store.ShouldNotBeNull().Saves.ShouldBe(DocumentStoreExtensions.MaxAttempts);
        (await me.DayAsync()).UserProgress.StartedAt.ShouldBeNull();
    }

    /// <summary>Each save meets another version than the one that was read.</summary>
    private sealed class LosingStore(IDocumentStore<ProgramDay> store) : IDocumentStore<ProgramDay>
    {
        private int _saves;

        public int Saves => _saves;

        public Task<Versioned<ProgramDay>?> GetAsync(long userId, string id, CancellationToken cancellationToken) =>
            store.GetAsync(userId, id, cancellationToken);

        public Task<IReadOnlyList<Versioned<ProgramDay>>> GetManyAsync(
            long userId,
            IReadOnlyCollection<string> ids,
            CancellationToken cancellationToken) => store.GetManyAsync(userId, ids, cancellationToken);

        public Task<DocumentPage<ProgramDay>> FindAsync(DocumentQuery<ProgramDay> query, CancellationToken cancellationToken) =>
            store.FindAsync(query, cancellationToken);

        public Task<long> CountAsync(string index, CancellationToken cancellationToken) => store.CountAsync(index, cancellationToken);

        public Task SaveAsync(
            ProgramDay document, long expectedVersion, IReadOnlyList<OutboxMessage> messages, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _saves);
            throw new DocumentConflictException("program_days", document.Id, expectedVersion);
        }

        public Task DeleteAsync(long userId, string id, long expectedVersion, CancellationToken cancellationToken) =>
            store.DeleteAsync(userId, id, expectedVersion, cancellationToken);
    }
}
