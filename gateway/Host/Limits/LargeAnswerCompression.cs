using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.Options;

namespace FocusSuite.Gateway.Limits;

/// <summary>Compresses what is worth it: below a kilobyte the frame of the compression costs more than it saves.</summary>
internal sealed class LargeAnswerCompression(
    IServiceProvider services, IOptions<ResponseCompressionOptions> options, IOptions<GatewayOptions> gateway)
    : ResponseCompressionProvider(services, options)
{
    private const int WorthIt = 1024;

    public override bool ShouldCompressResponse(HttpContext context) =>
        gateway.Value.Compression && !(context.Response.ContentLength < WorthIt) && base.ShouldCompressResponse(context);
}
