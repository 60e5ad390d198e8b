using System.Globalization;

namespace GrpcTranscoding.Tests.Support;

/// <summary>How many generated inputs a test tries: a slice by default, any number by the environment variable FUZZ_SIZE.</summary>
internal static class FuzzSize
{
    public static int Of(int slice) =>
        int.TryParse(Environment.GetEnvironmentVariable("FUZZ_SIZE"), NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            ? size
            : slice;
}
