using System.Collections.Concurrent;
using FocusSuite.Domain;
using FocusSuite.Protos.Catalog.V1;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FocusSuite.CatalogClient;

/// <summary>
/// Keeps versions for as long as the process lives, since they never change, and the list until an event drops it or it is old. Its times
/// are real time.
/// </summary>
internal sealed class CatalogCache(
    CatalogService.CatalogServiceClient catalog, [FromKeyedServices(Clocks.Real)] TimeProvider clock, ILogger<CatalogCache> logger)
    : ICatalog
{
    /// <summary>More versions than people are in. Only those that exist are kept, so this bounds a mistake, not normal use.</summary>
    private const int MaxVersions = 1000;

    private readonly ConcurrentDictionary<(long Program, int Version), Task<ProgramTemplate?>> _versions = new();
    private readonly CachedRead<IReadOnlyList<ProgramInfo>> _list = new(
        async () => [.. (await catalog.ListProgramsAsync(new ListProgramsRequest())).Programs.Select(program => program.ToInfo())],
        clock,
        logger);

    public async ValueTask<ProgramTemplate?> GetVersionAsync(long programId, int version, CancellationToken cancellationToken)
    {
        var key = (programId, version);
        if (!_versions.TryGetValue(key, out var load))
        {
            if (_versions.Count >= MaxVersions)
            {
                _versions.Clear();
            }

            load = _versions.GetOrAdd(key, LoadDetached);
        }

        try
        {
            var template = await load.WaitAsync(cancellationToken);
            if (template is null)
            {
                _versions.TryRemove(new(key, load));
            }

            return template;
        }
        catch when (load.IsFaulted || load.IsCanceled)
        {
            _versions.TryRemove(new(key, load));
            throw;
        }
    }

    public async ValueTask<ProgramInfo?> FindOfferedAsync(long programId, CancellationToken cancellationToken)
    {
        var listed = (await _list.GetAsync(cancellationToken)).FirstOrDefault(program => program.Id == programId);
        return listed ?? (await LoadAsync(programId, version: 0).WaitAsync(cancellationToken))?.Program;
    }

    public ValueTask<IReadOnlyList<ProgramInfo>> ListProgramsAsync(CancellationToken cancellationToken) =>
        _list.GetAsync(cancellationToken);

    /// <summary>A program changed: the next read of the list asks the catalog.</summary>
    public void Drop() => _list.Drop();

    // The load belongs to all its readers: it must not end with the request that happened to begin it, nor carry that person's token.
    private Task<ProgramTemplate?> LoadDetached((long Program, int Version) key)
    {
        using (ExecutionContext.SuppressFlow())
        {
            return Task.Run(() => LoadAsync(key.Program, key.Version));
        }
    }

    private async Task<ProgramTemplate?> LoadAsync(long programId, int version)
    {
        try
        {
            return (await catalog.GetProgramAsync(new GetProgramRequest { ProgramId = programId, Version = version })).ToTemplate();
        }
        catch (RpcException exception) when (exception.StatusCode == StatusCode.NotFound)
        {
            return null;
        }
    }
}
