using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using GrpcTranscoding.Benchmarks.Codec;

// In this process: the comparison is between rivals in one run, and no second build is needed.
var config = DefaultConfig.Instance.AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(5).WithIterationCount(15));
BenchmarkSwitcher.FromTypes([typeof(WritingBenchmarks), typeof(ReadingBenchmarks)]).Run(args.Length == 0 ? ["--filter", "*"] : args, config);
