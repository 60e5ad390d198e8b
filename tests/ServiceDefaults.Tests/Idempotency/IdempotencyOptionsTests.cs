using FocusSuite.ServiceDefaults.Idempotency;
using Shouldly;

namespace FocusSuite.ServiceDefaults.Tests.Idempotency;

public sealed class IdempotencyOptionsTests
{
    [Theory]
    [InlineData(0, false)]
    [InlineData(0.9, false)]
    [InlineData(1, true)]
    [InlineData(15, true)]
    public void Validate_Lease_RefusesOneWithinWhichNothingCanBeAnswered(double seconds, bool valid) =>
        new IdempotencyOptionsValidator().Validate(null, new IdempotencyOptions { Lease = TimeSpan.FromSeconds(seconds) })
            .Succeeded.ShouldBe(valid);
}
