using FocusSuite.Enrollment.Features;
using FocusSuite.Enrollment.Tests.Support;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Shouldly;
using Xunit;

namespace FocusSuite.Enrollment.Tests.Service;

/// <summary>Alone, for a counter counts the whole process.</summary>
[Collection(nameof(EnrollMetricsTests))]
[CollectionDefinition(nameof(EnrollMetricsTests), DisableParallelization = true)]
public class EnrollMetricsTests(EnrollmentHost host)
{
    [Theory]
    [InlineData(1, "free")]
    [InlineData(2, "pro")]
    public async Task Enroll_OnceAndAgain_IsCountedOnceByTheProgramsKind(long program, string kind)
    {
        var user = host.NewUser();
        user.Subscribe();
        using var enrollments = new MetricCollector<long>(null, EnrollMetrics.MeterName, "focus.enrollments");

        await user.EnrollAsync(program);
        await user.EnrollAsync(program);

        var counted = enrollments.GetMeasurementSnapshot().ShouldHaveSingleItem();
        counted.Value.ShouldBe(1);
        counted.Tags.ShouldBe(new Dictionary<string, object?> { [EnrollMetrics.KindLabel] = kind });
    }
}
