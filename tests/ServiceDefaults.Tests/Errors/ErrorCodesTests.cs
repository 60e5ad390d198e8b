using System.Reflection;
using FocusSuite.Protocol.Errors;
using Google.Rpc;
using Grpc.Core;
using Shouldly;

namespace FocusSuite.ServiceDefaults.Tests.Errors;

public sealed class ErrorCodesTests
{
    /// <summary>What google.rpc.Code says a gRPC status is over HTTP; a code of ours may only depart from it on purpose.</summary>
    private static readonly Dictionary<StatusCode, int> Standard = new()
    {
        [StatusCode.InvalidArgument] = 400,
        [StatusCode.FailedPrecondition] = 400,
        [StatusCode.Unauthenticated] = 401,
        [StatusCode.PermissionDenied] = 403,
        [StatusCode.NotFound] = 404,
        [StatusCode.Aborted] = 409,
        [StatusCode.ResourceExhausted] = 429,
        [StatusCode.Cancelled] = 499,
        [StatusCode.Internal] = 500,
        [StatusCode.Unavailable] = 503,
        [StatusCode.DeadlineExceeded] = 504,
    };

    public static TheoryData<string> Words => [.. ErrorCodes.All.Select(code => code.Word)];

    [Fact]
    public void All_EveryCodeOfTheClass_IsInTheTableOnce()
    {
        var declared = typeof(ErrorCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => (ErrorCode)field.GetValue(null)!);

        ErrorCodes.All.ShouldBe(declared, ignoreOrder: true);
        ErrorCodes.All.Select(code => code.Word).ShouldBeUnique();
    }

    [Theory]
    [MemberData(nameof(Words))]
    public void ToRpcException_EachCode_CarriesStatusWordAndHttpStatus(string word)
    {
        var code = ErrorCodes.All.Single(code => code.Word == word);

        var thrown = new ApiException(code).ToRpcException();

        thrown.StatusCode.ShouldBe(code.Grpc);
        thrown.Status.Detail.ShouldBe(code.Text);
        var info = thrown.GetRpcStatus()!.GetDetail<ErrorInfo>()!;
        (info.Reason, info.Domain, info.Metadata["http_status"]).ShouldBe((word, "focus", $"{code.Http}"));
        code.Http.ShouldBe(code == ErrorCodes.IdempotencyKeyReused ? 422 : Standard[code.Grpc]);
    }

    [Fact]
    public void ThrowIfAny_SeveralFaults_NamesEveryFieldWithEveryMessage()
    {
        var validation = new Validation().Id(0, "enrollment_id").Id(-1, "program_id")
            .Range(181, 1, 180, "duration_minutes", required: true);
        validation.Text("", 1, 500, "question");
        validation.Text(new string('x', 501), 1, 500, "answer").Length.ShouldBe(501);

        var thrown = Should.Throw<ApiException>(validation.ThrowIfAny);

        thrown.Fields.Keys.ShouldBe(["enrollment_id", "program_id", "duration_minutes", "question", "answer"]);
        var violations = thrown.ToRpcException().GetRpcStatus()!.GetDetail<BadRequest>()!.FieldViolations;
        violations.Single(violation => violation.Field == "duration_minutes").Description.ShouldBe("Must be between 1 and 180.");
    }

    [Theory]
    [InlineData("  padded  ", 1, 6, true)]
    [InlineData("\U0001F3AF\U0001F3AF", 1, 2, true)]
    [InlineData("\U0001F3AF\U0001F3AF\U0001F3AF", 1, 2, false)]
    [InlineData("   ", 1, 5, false)]
    [InlineData(null, 0, 5, true)]
    [InlineData("a\0b", 0, 5, false)]
    public void Text_TrimmedCodePoints_AreWhatCounts(string? text, int minimum, int maximum, bool valid)
    {
        var validation = new Validation();

        validation.Text(text, minimum, maximum, "note").ShouldBe(text?.Trim() ?? string.Empty);

        if (valid)
        {
            Should.NotThrow(validation.ThrowIfAny);
        }
        else
        {
            Should.Throw<ApiException>(validation.ThrowIfAny).Fields.Keys.ShouldBe(["note"]);
        }
    }
}
