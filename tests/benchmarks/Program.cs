using System.Globalization;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using GrpcTranscoding.Benchmarks.Codec;
using GrpcTranscoding.Benchmarks.Gateway;
using Perfolizer.Horology;

// Without arguments all of it, the codec first.
switch (args)
{
    case ["serve", var role, var port, var other]:
        await Roles.ServeAsync(role, int.Parse(port, CultureInfo.InvariantCulture), int.Parse(other, CultureInfo.InvariantCulture));
        break;
    case ["gateway"]:
        await GatewayComparison.FromEnvironment().RunAsync();
        break;
    case ["codec", .. var filter]:
        RunCodec(filter);
        break;
    case []:
        RunCodec([]);
        await GatewayComparison.FromEnvironment().RunAsync();
        break;
    default:
        await Console.Error.WriteLineAsync("Say nothing for all benchmarks, 'codec [BenchmarkDotNet arguments]' or 'gateway'.");
        return 1;
}

return 0;

// In this process: the comparison is between rivals in one run, and no second build is needed.
static void RunCodec(string[] arguments)
{
    var job = Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithIterationTime(TimeInterval.FromMilliseconds(250))
        .WithWarmupCount(6)
        .WithIterationCount(15);
    BenchmarkSwitcher.FromTypes([typeof(WritingBenchmarks), typeof(ReadingBenchmarks)])
        .Run(arguments.Length == 0 ? ["--filter", "*"] : arguments, DefaultConfig.Instance.AddJob(job));
}
