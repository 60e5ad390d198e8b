using System.CommandLine;
using System.CommandLine.Parsing;
using FocusSuite.Protos.Identity.V1;
using Google.Protobuf.WellKnownTypes;

namespace FocusSuite.Focus.Commands;

/// <summary>./focus user add: makes an account, or changes what is named of the one that has the email.</summary>
internal static class UserCommand
{
    private static readonly Dictionary<string, Plan> Plans = new()
    {
        ["free"] = Plan.Free,
        ["pro_monthly"] = Plan.ProMonthly,
        ["pro_yearly"] = Plan.ProYearly,
    };

    private static readonly Dictionary<string, SubscriptionStatus> Statuses = new()
    {
        ["active"] = SubscriptionStatus.Active,
        ["canceled"] = SubscriptionStatus.Canceled,
        ["expired"] = SubscriptionStatus.Expired,
        ["trial"] = SubscriptionStatus.Trial,
    };

    public static Command Describe() => new("user", "Manage accounts") { Add() };

    private static Command Add()
    {
        var email = new Argument<string>("EMAIL") { Description = "The account's address" };
        email.Validators.Add(result => Require(
            result, result.Tokens.Count > 0 && result.Tokens[0].Value.Contains('@', StringComparison.Ordinal), "EMAIL is not an address: write it as name@example.com."));
        var password = new Option<string>("--password") { Description = "8 to 128 characters; a new account needs one", HelpName = "TEXT" };
        var pro = new Option<bool>("--pro") { Description = "The same as --plan pro_monthly --status active" };
        var plan = Options.Text("--plan", $"One of {string.Join(", ", Plans.Keys)}", "PLAN");
        var status = Options.Text("--status", $"One of {string.Join(", ", Statuses.Keys)}; active in a new account", "STATUS");
        plan.AcceptOnlyFromAmong([.. Plans.Keys]);
        status.AcceptOnlyFromAmong([.. Statuses.Keys]);
        var expires = Options.Time("--expires", "Until when it is paid, e.g. 2027-01-31T12:00:00Z");
        var neverExpires = new Option<bool>("--no-expiry") { Description = "It is paid without an end" };
        var trialEnds = Options.Time("--trial-ends", "Until when it may be tried");
        var noTrial = new Option<bool>("--no-trial") { Description = "It is not tried" };
        var firstName = Options.Text("--first-name", "The person's first name");
        var lastName = Options.Text("--last-name", "The person's last name");
        var timeZone = Options.Text("--time-zone", "An IANA name, e.g. Europe/Berlin; UTC in a new account", "ZONE");
        var command = new Command("add", "Make an account, or change what you name of the one with this email")
        {
            email, password, pro, plan, status, expires, neverExpires, trialEnds, noTrial, firstName, lastName, timeZone,
        };
        command.Validators.Add(result =>
        {
            Require(result, result.Children.OfType<OptionResult>().Any(option => !option.Implicit), "There is nothing to set: --password makes an account.");
            Require(result, !result.GetValue(pro) || result.GetResult(plan) is null, "--pro already says the plan: write --pro or --plan, not both.");
            Require(result, result.GetValue(plan) != "free" || result.GetValue(status) is null or "active", "--status needs a paid plan: write --plan pro_monthly.");
            Require(result, !result.GetValue(neverExpires) || result.GetResult(expires) is null, "--no-expiry and --expires say two things: write one of them.");
            Require(result, !result.GetValue(noTrial) || result.GetResult(trialEnds) is null, "--no-trial and --trial-ends say two things: write one of them.");
            Require(result, result.GetValue(status) != "trial" || result.GetResult(trialEnds) is not null, "--status trial needs an end: add --trial-ends 2027-01-31T12:00:00Z.");
        });
        command.SetAction((result, ct) =>
        {
            // Only what is named: the rest of an account that is there stays.
            var subscription = new Subscription { ExpiresAt = Timestamp(result.GetValue(expires)), TrialEndsAt = Timestamp(result.GetValue(trialEnds)) };
            if ((result.GetValue(pro) ? "pro_monthly" : result.GetValue(plan)) is { } planName)
                subscription.Plan = Plans[planName];
            if ((result.GetValue(status) ?? (result.GetValue(pro) ? "active" : null)) is { } statusName)
                subscription.Status = Statuses[statusName];
            var request = new PutUserRequest { Email = result.GetRequiredValue(email), Subscription = subscription };
            if (result.GetValue(password) is { } text)
                request.Password = text;
            if (result.GetValue(firstName) is { } first)
                request.FirstName = first;
            if (result.GetValue(lastName) is { } last)
                request.LastName = last;
            if (result.GetValue(timeZone) is { } zone)
                request.TimeZone = zone;
            if (result.GetValue(neverExpires))
                request.Clear.Add("expires_at");
            if (result.GetValue(noTrial))
                request.Clear.Add("trial_ends_at");
            return RunAsync(request, ct);
        });
        return command;
    }

    private static async Task<int> RunAsync(PutUserRequest request, CancellationToken ct)
    {
        using var identity = OperatorCall.Connect();
        var answer = await OperatorCall.RunAsync(() => identity.PutUserAsync(request, ct));
        await Console.Out.WriteLineAsync(
            $"{answer.User.Email} {(answer.Created ? "made" : "changed")}: user {answer.User.Id}, {(answer.User.IsPro ? "Pro" : "no Pro")} now.");
        return 0;
    }

    private static Timestamp? Timestamp(DateTimeOffset? time) => time is null ? null : Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(time.Value);

    private static void Require(SymbolResult result, bool holds, string otherwise)
    {
        if (!holds)
            result.AddError(otherwise);
    }
}
