using System.Buffers;
using System.Text;
using FocusSuite.Identity.Features.Erasure;
using FocusSuite.Identity.Persistence;
using FocusSuite.Protocol.Access;
using FocusSuite.Protos.Identity.V1;
using FocusSuite.Protos.Personal.V1;
using FocusSuite.ServiceDefaults.Erasure;
using Google.Api;
using Google.Protobuf;
using Grpc.Core;

namespace FocusSuite.Identity.Features.Export;

/// <summary>
/// Writes all that the suite holds about the caller as one JSON document, a page at a time: of each store no more than a page is ever in
/// memory. The first pages of all stores are read before the first byte goes out, so that a store that is away is an error and not half a
/// document.
/// </summary>
internal sealed class ExportAccount(
    IPersonalData own, PersonalStores stores, ErasureStore erasures, ExportBounds bounds, TimeProvider clock)
{
    private const int ChunkSize = 64 * 1024;

    // What each store hands out, in its order; a list without records is empty, not missing.
    private static readonly Dictionary<string, string[]> Kinds = new()
    {
        ["Enrollment"] = ["enrollments"],
        ["Sessions"] = ["focus_sessions"],
        ["Progress"] = ["program_days", "program_progress"],
        ["Insights"] = ["streak_settings", "achievements", "facts"],
    };

    public async Task HandleAsync(ExportAccountRequest request, IServerStreamWriter<HttpBody> stream, ServerCallContext context)
    {
        var userId = context.Caller().RequiredUserId;
        await erasures.RefuseErasedAsync(userId, context.CancellationToken);
        await bounds.RunAsync(userId, cancellationToken => WriteAsync(userId, stream, cancellationToken), context.CancellationToken);
    }

    private async Task WriteAsync(long userId, IServerStreamWriter<HttpBody> stream, CancellationToken cancellationToken)
    {
        var account = await own.ExportAsync(userId, string.Empty, cancellationToken);
        var first = await Task.WhenAll(PersonalStores.Peers.Select(peer => PageAsync(peer, string.Empty, cancellationToken)));

        var body = new Body(stream);
        body.Add($$"""{"format":"focus-suite-export/1","exported_at":{{PersonalJson.Write(clock.GetUtcNow().UtcDateTime)}}""");
        foreach (var kind in new[] { "accounts", "sign_ins", "calendars" })
        {
            body.BeginList(kind);
            foreach (var record in account.Records.Where(record => record.Kind == kind))
            {
                body.AddRecord(record.Json);
            }

            body.Add("]");
        }

        foreach (var (peer, page) in PersonalStores.Peers.Zip(first))
        {
            await WriteAsync(peer, page, body, cancellationToken);
        }

        body.Add("}");
        await body.FlushAsync(cancellationToken);
    }

    private async Task WriteAsync(string peer, ExportPersonalDataResponse page, Body body, CancellationToken cancellationToken)
    {
        var kinds = new Queue<string>(Kinds[peer]);
        body.BeginList(kinds.Peek());
        while (true)
        {
            foreach (var record in page.Records)
            {
                while (record.Kind != kinds.Peek())
                {
                    kinds.Dequeue();
                    body.Add("]");
                    body.BeginList(kinds.Peek());
                }

                body.AddRecord(record.Json);
                await body.FlushAsync(cancellationToken, ChunkSize);
            }

            if (page.NextPageToken.Length == 0)
            {
                break;
            }

            page = await PageAsync(peer, page.NextPageToken, cancellationToken);
        }

        body.Add("]");
        foreach (var empty in kinds.Skip(1))
        {
            body.BeginList(empty);
            body.Add("]");
        }
    }

    private async Task<ExportPersonalDataResponse> PageAsync(string peer, string token, CancellationToken cancellationToken) =>
        await stores.ClientOf(peer).ExportPersonalDataAsync(
            new ExportPersonalDataRequest { PageToken = token }, cancellationToken: cancellationToken);

    /// <summary>The document, sent in chunks.</summary>
    private sealed class Body(IServerStreamWriter<HttpBody> stream)
    {
        private readonly ArrayBufferWriter<byte> _buffer = new(2 * ChunkSize);
        private bool _isFirst;

        public void Add(string text) => Encoding.UTF8.GetBytes(text, _buffer);

        public void BeginList(string name)
        {
            Add($",\"{name}\":[");
            _isFirst = true;
        }

        public void AddRecord(string json)
        {
            Add(_isFirst ? json : "," + json);
            _isFirst = false;
        }

        /// <summary>Sends what there is, if it is enough; never more at once than a message may hold.</summary>
        public async Task FlushAsync(CancellationToken cancellationToken, int atLeast = 1)
        {
            if (_buffer.WrittenCount < atLeast)
            {
                return;
            }

            for (var sent = 0; sent < _buffer.WrittenCount; sent += ChunkSize)
            {
                var chunk = _buffer.WrittenMemory[sent..Math.Min(sent + ChunkSize, _buffer.WrittenCount)];
                var message = new HttpBody { ContentType = "application/json", Data = ByteString.CopyFrom(chunk.Span) };
                await stream.WriteAsync(message, cancellationToken);
            }

            _buffer.ResetWrittenCount();
        }
    }
}
