using FocusSuite.Protos.Personal.V1;
using FocusSuite.TestSupport.Hosting;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;

namespace FocusSuite.Identity.Tests.Support;

/// <summary>Plays the other services that hold data about users, and never comes to an end of it until it is told to.</summary>
internal sealed class EndlessStores : IAsyncDisposable
{
    private readonly WebApplication _app;

    private EndlessStores()
    {
        _app = PeerServer.Build(this);
        _app.MapGrpcService<Store>();
    }

    /// <summary>Whether each page is followed by another.</summary>
    public bool IsEndless { get; set; } = true;

    /// <summary>What identity has to be told to ask them.</summary>
    public IReadOnlyDictionary<string, string?> Settings => new[] { "Enrollment", "Sessions", "Progress", "Insights" }
        .ToDictionary(peer => $"Focus:Peers:{peer}", _ => (string?)_app.Urls.Single());

    public static async Task<EndlessStores> StartAsync()
    {
        var stores = new EndlessStores();
        await stores._app.StartAsync();
        return stores;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    /// <summary>
    /// The first page of each is empty; the one that is asked for a second first is the first of them, which holds enrollments.
    /// </summary>
    private sealed class Store(EndlessStores stores) : PersonalDataService.PersonalDataServiceBase
    {
        private const string More = "more";
        private const int Records = 100;

        private static readonly PersonalRecord Record = new() { Kind = "enrollments", Json = $$"""{"text":"{{new string('x', 1000)}}"}""" };

        public override Task<ExportPersonalDataResponse> ExportPersonalData(ExportPersonalDataRequest request, ServerCallContext context)
        {
            var page = new ExportPersonalDataResponse
            {
                NextPageToken = stores.IsEndless || request.PageToken.Length == 0 ? More : string.Empty,
            };
            if (stores.IsEndless && request.PageToken == More)
            {
                page.Records.AddRange(Enumerable.Repeat(Record, Records));
            }

            return Task.FromResult(page);
        }

        public override Task<ErasePersonalDataResponse> ErasePersonalData(ErasePersonalDataRequest request, ServerCallContext context) =>
            Task.FromResult(new ErasePersonalDataResponse());
    }
}
