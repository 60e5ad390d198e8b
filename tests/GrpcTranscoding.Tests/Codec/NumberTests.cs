using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using GrpcTranscoding.Binding;
using GrpcTranscoding.Codec;
using GrpcTranscoding.Codec.Reading;
using GrpcTranscoding.Codec.Wire;
using GrpcTranscoding.Tests.Protos;
using GrpcTranscoding.Tests.Support;
using Shouldly;

namespace GrpcTranscoding.Tests.Codec;

public sealed class NumberTests
{
    private static readonly RouteTable Routes = new(LibraryReflection.Descriptor.Services.SelectMany(s => s.Methods), new ProtoJsonCodec());

    /// <summary>G11: what rounds to a whole number is none.</summary>
    [Theory]
    [InlineData("1e-29")]
    [InlineData("1e-999999999999999999999")]
    [InlineData("0.0000000000000000000000000000000000001")]
    [InlineData("0.99999999999999999999999999999999999999")]
    [InlineData("1.00000000000000000000000000000000000001")]
    [InlineData("-1.5")]
    [InlineData("15e-1")]
    [InlineData("1e400")]
    [InlineData("1e999999999999999999999")]
    [InlineData("18446744073709551616")]
    [InlineData("18446744073709551615.5")]
    public void Integer_ThatIsNone_IsInvalidInEveryKindAndPlace(string number)
    {
        foreach (var field in new[]
        {
            "anInt32", "anInt64", "aUint32", "aUint64", "aSint32", "aSint64", "aFixed32", "aFixed64", "aSfixed32", "aSfixed64",
            "int32Value", "int64Value",
            "uint32Value", "uint64Value",
        })
        {
            Invalid($$"""{"{{field}}":{{number}}}""").ShouldBe([field]);
            Invalid($$"""{"{{field}}":"{{number}}"}""").ShouldBe([field]);
        }

        Invalid($$"""{"manyInt64":[{{number}}]}""").ShouldBe(["manyInt64[0]"]);
        Invalid($$"""{"aMood":{{number}}}""").ShouldBe(["aMood"]);
        Invalid("{\"int32ToChild\":{\"" + number + "\":{}}}").ShouldBe(["int32ToChild"]);
        Query($"?page_size={number}").ShouldBe(["pageSize"]);
        Query($"?ids={number}").ShouldBe(["ids"]);
        Query($"?order={number}").ShouldBe(["order"]);
        Query($"?max={number}").ShouldBe(["max"]);
        Routes.Match("GET", $"/v1/books/{number}").Binding.ShouldBeNull();
    }

    /// <summary>G11: a whole number is read in any spelling, to the last digit.</summary>
    [Theory]
    [InlineData("9223372036854775807", long.MaxValue)]
    [InlineData("9223372036854775807.000000000000000000000000000000000000000000", long.MaxValue)]
    [InlineData("922337203685477580700e-2", long.MaxValue)]
    [InlineData("9.223372036854775807e18", long.MaxValue)]
    [InlineData("9.223372036854775807E+18", long.MaxValue)]
    [InlineData("-9223372036854775808e0", long.MinValue)]
    [InlineData("-0", 0)]
    [InlineData("-0.0e5", 0)]
    [InlineData("0e999999999999999999999", 0)]
    [InlineData("0e-999999999999999999999", 0)]
    [InlineData("0.000000000000000000000000000000000000001e39", 1)]
    public void Integer_InAnySpelling_IsExact(string number, long expected)
    {
        Codecs.Standard.Read<Every>($$"""{"anInt64":{{number}}}""").AnInt64.ShouldBe(expected);
        Codecs.Standard.Read<Every>($$"""{"anInt64":"{{number}}"}""").AnInt64.ShouldBe(expected);
    }

    /// <summary>G11: unsigned numbers to their own last digit.</summary>
    [Theory]
    [InlineData("18446744073709551615", ulong.MaxValue)]
    [InlineData("1.8446744073709551615e19", ulong.MaxValue)]
    [InlineData("-0", 0ul)]
    [InlineData("-0.0", 0ul)]
    public void Unsigned_InAnySpelling_IsExact(string number, ulong expected) =>
        Codecs.Standard.Read<Every>($$"""{"aUint64":{{number}}}""").AUint64.ShouldBe(expected);

    /// <summary>G11: one more than the greatest is too many, in every spelling.</summary>
    [Theory]
    [InlineData("anInt64", "9223372036854775808.0")]
    [InlineData("anInt64", "9.223372036854775808e18")]
    [InlineData("anInt64", "-9.223372036854775809e18")]
    [InlineData("aUint64", "1.8446744073709551616e19")]
    [InlineData("aUint64", "-1e0")]
    [InlineData("anInt32", "2.147483648e9")]
    [InlineData("aUint32", "4.294967296e9")]
    public void Integer_OutOfItsRange_IsInvalid(string field, string number) => Invalid($$"""{"{{field}}":{{number}}}""").ShouldBe([field]);

    /// <summary>G11: a float is the one nearest to the text, and not the one nearest to the double nearest to it.</summary>
    [Theory]
    [InlineData("1.00000017881393432617187499", 1.00000012f)]
    [InlineData("1.00000017881393432617187501", 1.00000024f)]
    [InlineData("3.4028235677973366163753939545814256844e38", float.MaxValue)]
    [InlineData("3.4028234663852886e38", float.MaxValue)]
    [InlineData("7.006492321624085e-46", 0f)]
    [InlineData("7.006492321624085354618e-46", 0f)]
    [InlineData("7.0064923216240853547e-46", float.Epsilon)]
    [InlineData("0e999999999999999999999", 0f)]
    [InlineData("1e-999999999999999999999", 0f)]
    public void Float_OfAnyText_IsTheNearest(string number, float expected)
    {
        Codecs.Standard.Read<Every>($$"""{"aFloat":{{number}}}""").AFloat.ShouldBe(expected);
        Codecs.Standard.Read<Every>($$"""{"aFloat":"{{number}}"}""").AFloat.ShouldBe(expected);
        Codecs.Standard.Read<Every>($$"""{"floatValue":{{number}}}""").FloatValue.ShouldBe(expected);
    }

    /// <summary>G11: a real number that its kind cannot hold is invalid, not infinite.</summary>
    [Theory]
    [InlineData("aFloat", "3.40282356779733661637539395458142568448e38")]
    [InlineData("aFloat", "-1e39")]
    [InlineData("aFloat", "1e999999999999999999999")]
    [InlineData("aDouble", "1e400")]
    [InlineData("aDouble", "-1e999999999999999999999")]
    [InlineData("aDouble", "1.7976931348623159e308")]
    [InlineData("doubleValue", "1e400")]
    [InlineData("floatValue", "1e40")]
    public void Real_OutOfItsRange_IsInvalid(string field, string number)
    {
        Invalid($$"""{"{{field}}":{{number}}}""").ShouldBe([field]);
        Invalid($$"""{"{{field}}":"{{number}}"}""").ShouldBe([field]);
    }

    /// <summary>G11: a negative zero keeps its sign.</summary>
    [Fact]
    public void Real_NegativeZero_KeepsItsSign()
    {
        double.IsNegative(Codecs.Standard.Read<Every>("""{"aDouble":-0}""").ADouble).ShouldBeTrue();
        float.IsNegative(Codecs.Standard.Read<Every>("""{"aFloat":-0.0}""").AFloat).ShouldBeTrue();
    }

    /// <summary>G11: a number costs what its text costs, whatever it stands for.</summary>
    [Fact]
    public void Number_OfSixtyThousandDigits_IsReadAtOnce()
    {
        var zeros = new string('0', 60_000);
        var began = Stopwatch.GetTimestamp();

        Codecs.Standard.Read<Every>($$"""{"anInt64":1{{zeros}}e-60000}""").AnInt64.ShouldBe(1);
        Codecs.Standard.Read<Every>($$"""{"anInt64":0.{{zeros}}7e60001}""").AnInt64.ShouldBe(7);
        Codecs.Standard.Read<Every>($$"""{"aDouble":0.{{zeros}}7e60001}""").ADouble.ShouldBe(7);
        Invalid($$"""{"anInt64":1.{{zeros}}1}""").ShouldBe(["anInt64"]);
        Invalid($$"""{"aDouble":1{{zeros}}}""").ShouldBe(["aDouble"]);
        Stopwatch.GetElapsedTime(began).ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }

    /// <summary>G11: against exact arithmetic, on generated texts.</summary>
    [Fact]
    public void Number_OfAnyText_IsWhatExactArithmeticSays()
    {
        var random = new Random(11);
        for (var i = 0; i < FuzzSize.Of(3000); i++)
        {
            var (text, digits, scale) = RandomNumber(random);
            var whole = scale >= 0 ? digits * BigInteger.Pow(10, scale)
                : digits % BigInteger.Pow(10, -scale) == 0 ? digits / BigInteger.Pow(10, -scale)
                : (BigInteger?)null;
            ShouldBeIf(
                whole >= long.MinValue && whole <= long.MaxValue, $$"""{"anInt64":{{text}}}""", m => m.AnInt64 == (long)whole!.Value);
            ShouldBeIf(whole >= 0 && whole <= ulong.MaxValue, $$"""{"aUint64":{{text}}}""", m => m.AUint64 == (ulong)whole!.Value);
            ShouldBeIf(whole >= int.MinValue && whole <= int.MaxValue, $$"""{"aSint32":{{text}}}""", m => m.ASint32 == (int)whole!.Value);
            ShouldBeIf(IsFloat(digits, scale), $$"""{"aFloat":{{text}}}""", m => IsNearest(m.AFloat, digits, scale));
        }
    }

    private static (string Text, BigInteger Digits, int Scale) RandomNumber(Random random)
    {
        var whole = random.Next(3) == 0 ? "0" : random.Next(1, 10) + Digits(random, random.Next(22));
        var fraction = random.Next(2) == 0 ? "" : Digits(random, random.Next(1, 24)) + new string('0', random.Next(3));
        var exponent = random.Next(-26, 18);
        var sign = random.Next(3) == 0 ? "-" : "";
        var text = sign + whole + (fraction.Length > 0 ? "." + fraction : "")
            + (random.Next(2) == 0 ? $"e{exponent.ToString(CultureInfo.InvariantCulture)}" : exponent == 0 ? "" : $"E{(exponent > 0 ? "+" : "")}{exponent}");
        return (text, BigInteger.Parse(sign + whole + fraction, CultureInfo.InvariantCulture), exponent - fraction.Length);
    }

    private static string Digits(Random random, int count) =>
        string.Concat(Enumerable.Range(0, count).Select(_ => random.Next(random.Next(2) == 0 ? 1 : 10)));

    /// <summary>Whether it is nearer to the greatest float than to what would be the next.</summary>
    private static bool IsFloat(BigInteger digits, int scale) =>
        BigInteger.Abs(digits) * BigInteger.Pow(10, Math.Max(0, scale)) < (
            new BigInteger((1 << 25) - 1) << 103) * BigInteger.Pow(10, Math.Max(0, -scale));

    /// <summary>Whether no other float is nearer to digits * 10^scale, compared as fractions.</summary>
    private static bool IsNearest(float value, BigInteger digits, int scale)
    {
        BigInteger Distance(float other)
        {
            // Every float is a multiple of 2^-149.
            var bits = BitConverter.SingleToUInt32Bits(Math.Abs(other));
            var exponent = (int)(bits >> 23);
            var units = exponent == 0 ? bits : new BigInteger((bits & 0x7fffff) | 0x800000) << (exponent - 1);
            var left = units * (other < 0 ? -1 : 1) * BigInteger.Pow(10, Math.Max(0, -scale));
            return BigInteger.Abs(left - ((digits * BigInteger.Pow(10, Math.Max(0, scale))) << 149));
        }

        return Distance(value) <= Distance(float.BitIncrement(value)) && Distance(value) <= Distance(float.BitDecrement(value));
    }

    private static void ShouldBeIf(bool isValid, string json, Func<Every, bool> holds)
    {
        if (isValid)
        {
            holds(Codecs.Standard.Read<Every>(json)).ShouldBeTrue(json);
        }
        else
        {
            Should.Throw<ProtoJsonException>(() => Codecs.Standard.Read<Every>(json), json).Error.ShouldBe(ProtoJsonError.InvalidFields);
        }
    }

    private static IEnumerable<string> Invalid(string json) =>
        Should.Throw<ProtoJsonException>(() => Codecs.Standard.Read<Every>(json), json).Faults.Select(f => f.Path);

    private static IEnumerable<string> Query(string query)
    {
        using var output = new WireWriter(int.MaxValue);
        var faults = new FaultList(10);
        QueryBinder.Read(Routes.Match("GET", "/v1/books").Binding!, query, output, faults);
        return Should.Throw<ProtoJsonException>(faults.ThrowIfAny, query).Faults.Select(f => f.Path);
    }
}
