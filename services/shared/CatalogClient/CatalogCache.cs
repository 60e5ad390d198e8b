using System.Collections.Concurrent;
using FocusSuite.Protos.Catalog.V1;
using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace FocusSuite.CatalogClient;

/// <summary>Keeps the templates in memory. Its times are real time: what drops an entry on purpose is an event, not a clock.</summary>
internal sealed class CatalogCache(CatalogService.CatalogServiceClient catalog, TimeProvider clock, ILogger<CatalogCache> logger) : ICatalog
{
    /// <summary>More programs than any catalog has. Only numbers that exist are kept, so this bounds a mistake, not normal use.</summary>
    private const int MostPrograms = 1000;

    private readonly ConcurrentDictionary<long, CachedRead<ProgramTemplate?>> _programs = new();
    private readonly CachedRead<IReadOnlyList<ProgramInfo>> _list = new(
        async () => [.. (await catalog.ListProgramsAsync(new ListProgramsRequest())).Programs.Select(program => program.ToInfo())], clock, logger);

    public async ValueTask<ProgramTemplate?> GetProgramAsync(long programId, CancellationToken cancellationToken)
    {
        if (!_programs.TryGetValue(programId, out var entry))
        {
            if (_programs.Count >= MostPrograms)
            {
                _programs.Clear();
            }

            entry = _programs.GetOrAdd(programId, new CachedRead<ProgramTemplate?>(() => LoadAsync(programId), clock, logger));
        }

        try
        {
            var template = await entry.GetAsync(cancellationToken);
            if (template is null)
            {
                _programs.TryRemove(new(programId, entry));
            }

            return template;
        }
        catch (RpcException)
        {
            _programs.TryRemove(new(programId, entry));
            throw;
        }
    }

    public ValueTask<IReadOnlyList<ProgramInfo>> ListProgramsAsync(CancellationToken cancellationToken) => _list.GetAsync(cancellationToken);

    /// <summary>A program changed: the next read asks the catalog.</summary>
    public void Drop(long programId)
    {
        _list.Drop();
        if (_programs.TryGetValue(programId, out var entry))
        {
            entry.Drop();
        }
    }

    private async Task<ProgramTemplate?> LoadAsync(long programId)
    {
        try
        {
            return (await catalog.GetProgramAsync(new GetProgramRequest { ProgramId = programId })).ToTemplate();
        }
        catch (RpcException exception) when (exception.StatusCode == StatusCode.NotFound)
        {
            return null;
        }
    }
}
