using System.Text;

namespace GrpcTranscoding.Tests.Fuzzing;

/// <summary>Breaks good inputs in a few places, the same for the same seed.</summary>
internal sealed class Mutator(int seed)
{
    private static readonly byte[][] Tokens =
    [
        .. new[]
        {
            "{", "}", "[", "]", ",", ":", "\"", "\\", "null", "true", "-", "0", "1e999", "1e-999", "99999999999999999999",
            "\\ud800", "\\u0000",
                "{\"@type\":", "*", "**", "{", "/", ".",
            "%", "%2F", "&", "=", "NaN", "\"Infinity\"", "2025-13-01T00:00:00Z", "-0", "1.", " ", "\n",

            // What means something else once or twice decoded, and what is no text when it is.
            "%25", "%252F", "%2e%2E", "%FF", "%C3%28", "%ED%A0%80", "%3A", ":", ":read", "..", "/.", "+", ";", "?",

            // Numbers that are nearly whole, and values as deep as the limits of the tests.
            "1e-29", "0.1", "1e19", "18446744073709551616", "[[[[[[[[[[[[[[[[[[[[", "{\"value\":[", "{\"a\":{\"a\":{\"a\":",

            // An escape of two bytes, numbers at the edges of their kinds, two members of a oneof.
            "%C3%A9", "0e99999999999", "3.4028235677973367e38", "{\"child\":", "left=a", "&right=",
        }.Select(Encoding.UTF8.GetBytes),
        [0xff], [0xff, 0xff, 0xff, 0xff, 0x0f], [0x0a, 0x7f], [0x80], [0x0b], [0x0c], [0xc3, 0x28], [0xed, 0xa0, 0x80],
    ];

    private readonly Random _random = new(seed);

    public byte[] Break(byte[] good)
    {
        var bytes = good.ToList();
        for (var i = _random.Next(1, 5); i > 0; i--)
        {
            var at = _random.Next(bytes.Count + 1);
            switch (_random.Next(6))
            {
                case 0 when at < bytes.Count:
                    bytes[at] = (byte)_random.Next(256);
                    break;
                case 1 when at < bytes.Count:
                    bytes[at] ^= (byte)(1 << _random.Next(8));
                    break;
                case 2:
                    bytes.InsertRange(at, Tokens[_random.Next(Tokens.Length)]);
                    break;
                case 3:
                    bytes.RemoveRange(at, Math.Min(_random.Next(8), bytes.Count - at));
                    break;
                case 4:
                    var from = _random.Next(bytes.Count + 1);
                    bytes.InsertRange(at, bytes.GetRange(from, Math.Min(_random.Next(20), bytes.Count - from)));
                    break;
                default:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
            }
        }

        return [.. bytes];
    }
}
