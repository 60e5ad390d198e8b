using System.Buffers;
using System.Buffers.Text;
using Microsoft.AspNetCore.Http.Features;

namespace FocusSuite.Gateway.Requests;

/// <summary>
/// Answers gRPC-Web in text to those who take text: whoever says so, and whoever asked in it and says nothing. ASP.NET's own middleware reads text, but what
/// YARP copies through its writer ends as a 502 (seen with Grpc.AspNetCore.Web 2.85), and it takes silence for bytes.
/// </summary>
internal sealed class GrpcWebText(RequestDelegate next)
{
    private const string Bytes = "application/grpc-web";
    private const string Text = "application/grpc-web-text";

    public async Task InvokeAsync(HttpContext context)
    {
        var headers = context.Request.Headers;
        if (!headers.ContentType.ToString().StartsWith(Bytes, StringComparison.OrdinalIgnoreCase) || !HttpMethods.IsPost(context.Request.Method))
        {
            await next(context);
            return;
        }

        var accepted = headers.Accept.ToString();
        var wanted = accepted.Contains(Bytes, StringComparison.OrdinalIgnoreCase) ? accepted : headers.ContentType.ToString();
        headers.Accept = Bytes;
        await (wanted.Contains(Text, StringComparison.OrdinalIgnoreCase) ? AnswerInTextAsync(context) : next(context));
    }

    private async Task AnswerInTextAsync(HttpContext context)
    {
        var response = context.Response;
        response.OnStarting(() =>
        {
            if (response.ContentType?.StartsWith(Bytes, StringComparison.OrdinalIgnoreCase) == true)
            {
                response.ContentType = Text + response.ContentType[Bytes.Length..];
            }

            return Task.CompletedTask;
        });
        var plain = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        await using var encoded = new Base64Stream(plain.Stream);
        var feature = new StreamResponseBodyFeature(encoded, plain);
        context.Features.Set<IHttpResponseBodyFeature>(feature);
        try
        {
            await next(context);
            if (response.HasStarted)
            {
                await feature.Writer.FlushAsync(context.RequestAborted);
            }
        }
        finally
        {
            context.Features.Set(plain);
        }
    }

    /// <summary>Writes each piece as base64 of its own, as the protocol allows: nothing has to wait for the next one.</summary>
    private sealed class Base64Stream(Stream inner) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (buffer.IsEmpty)
            {
                return;
            }

            var text = ArrayPool<byte>.Shared.Rent(Base64.GetMaxEncodedToUtf8Length(buffer.Length));
            try
            {
                Base64.EncodeToUtf8(buffer.Span, text, out _, out var written);
                await inner.WriteAsync(text.AsMemory(0, written), cancellationToken);
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(text);
            }
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

        public override void Flush() => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
