using System.Diagnostics;
using OpenTelemetry.Trace;

namespace FocusSuite.Hosting.Telemetry;

/// <summary>
/// Decides for spans without a parent. Those begin with a request or a message that comes in; what a process asks of its servers and peers
/// on its own account, several times a second, is left out.
/// </summary>
internal sealed class NoBackgroundWork : Sampler
{
    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters) =>
        new(samplingParameters.Kind is ActivityKind.Client or ActivityKind.Internal
            ? SamplingDecision.Drop
            : SamplingDecision.RecordAndSample);
}
